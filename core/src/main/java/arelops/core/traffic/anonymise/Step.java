package arelops.core.traffic.anonymise;

/// One step of a rule's path.
public sealed interface Step {
    /// To the field of this name: case, `-` and `_` do not count.
    record Named(String name) implements Step {}

    /// To any field, element or path segment.
    record Any() implements Step {}

    /// To the element of this index, from 0.
    record At(int index) implements Step {}

    /// Down any number of levels, also none.
    record Down() implements Step {}
}

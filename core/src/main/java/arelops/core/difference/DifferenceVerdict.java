package arelops.core.difference;

/// What comparing a release's answers came to.
public sealed interface DifferenceVerdict {
    /// In a sentence with the numbers.
    String because();

    /// Nothing is answered differently than by stable, as far as was asked.
    record Alike(String because) implements DifferenceVerdict {}

    /// The release answers differently.
    record Different(String because) implements DifferenceVerdict {}

    /// It cannot be told.
    record Unknown(String because) implements DifferenceVerdict {}
}

package arelops.core.traffic;

/// How much of a body is there.
public enum Extent {
    /// All of it; also of no body.
    WHOLE,
    /// The recorder kept the beginning only.
    CUT,
    /// Nothing: it was not understood, so nothing of it may be stored. Its length is known.
    BLANKED
}

package arelops.core.canary;

/// What the judge says of a canary at one look. Where several apply, the first of these is said.
public enum Verdict {
    /// Worse than tolerated. It stays so.
    REJECT,
    /// Too little was seen, or nothing for too long: never a pass.
    NODATA,
    /// Nothing is worse than tolerated, and everything is shown to be within the limits to pass.
    PASS,
    /// Neither is certain yet.
    CONTINUE
}

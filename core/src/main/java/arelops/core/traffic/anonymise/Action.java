package arelops.core.traffic.anonymise;

/// What becomes of a value.
public enum Action {
    /// It goes, and its name with it. A path segment, a part of a form of parts and an XML value are
    /// blanked instead.
    DROP,
    /// Its name stays and it is empty; a number becomes 0.
    BLANK,
    /// It becomes a keyed digest of 16 letters and digits; a number becomes a number.
    HASH,
    /// It becomes a pseudonym of the same form.
    FAKE
}

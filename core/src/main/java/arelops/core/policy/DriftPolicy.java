package arelops.core.policy;

/// What happens when a tag was moved by someone else.
public enum DriftPolicy {
    /// The tag is put back.
    RESTORE,
    /// The environment is held until a person decides.
    HOLD
}

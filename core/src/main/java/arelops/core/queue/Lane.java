package arelops.core.queue;

/// In which lane a change waits.
public enum Lane {
    /// Before all others.
    URGENT,
    /// Before other ordinary changes: it takes something back.
    REVERT,
    ORDINARY
}

package arelops.core.policy;

/// What the merge queue tests while the first changes in it are not decided yet.
public enum Queueing {
    /// Nothing: a change is tested once all that it depends on is decided.
    SERIAL,
    /// What would probably land: a change is tested on top of those before it that are expected to land.
    SPECULATIVE
}

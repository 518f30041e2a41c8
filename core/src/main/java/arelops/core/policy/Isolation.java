package arelops.core.policy;

/// How the commands of changes and builds are kept away from the machine they run on.
public enum Isolation {
    /// The strongest that works on the machine.
    BEST,
    /// A sandbox of their own, or they do not run.
    BUBBLEWRAP,
    /// Another user of the machine.
    USER,
    /// None.
    NONE
}

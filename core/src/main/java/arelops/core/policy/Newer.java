package arelops.core.policy;

/// What a newer candidate does to the release that an environment works on.
public enum Newer {
    /// It waits until the environment is done.
    WAIT,
    /// It takes the place, at most until half of the soak is over.
    REPLACE
}

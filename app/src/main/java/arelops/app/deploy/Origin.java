package arelops.app.deploy;

/// Where a request comes from; comparisons never mix origins.
public enum Origin {
    USER,
    PROBE,
    MIRROR,
    REPLAY,
    /// A replay that meets injected faults, or is compared with one that does: it shows whether alarms fire, and is
    /// held against no release.
    TRIED
}

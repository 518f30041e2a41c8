package arelops.app.deploy;

/// What a target can do; what one lacks is shown as `relaxed` (DEP-1).
public enum Capability {
    /// Refuses commands of a lower token.
    FENCE,
    WEIGHTS,
    MIRROR,
    TWO_AT_ONCE,
    WARM_STANDBY,
    OBSERVE_DIGEST,
    DRAIN,
    WINDOWS,
    PROBES,
    LOGS
}

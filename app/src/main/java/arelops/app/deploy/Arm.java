package arelops.app.deploy;

/// A part that a deployment can play behind a slot's shared address.
public enum Arm {
    STABLE,
    CANARY,
    /// The stable release beside the canary, with the canary's share, so that the two can be compared.
    BASELINE
}

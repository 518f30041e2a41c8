package arelops.app.deploy;

/// The way by which a request came to a deployment: an arm of the shared address, or the deployment's own address.
public enum Way {
    STABLE,
    CANARY,
    BASELINE,
    /// Another slot's shared address, whose users are sent here.
    ELSEWHERE,
    OWN_ADDRESS;

    public static Way of(Arm arm) {
        return switch (arm) {
            case STABLE -> STABLE;
            case CANARY -> CANARY;
            case BASELINE -> BASELINE;
        };
    }
}

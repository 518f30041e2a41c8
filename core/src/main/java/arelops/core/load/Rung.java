package arelops.core.load;

/// One step that was measured.
///
/// @param recovery whether it came after the highest, to see that the app is as before
public record Rung(Who who, int factor, boolean recovery, Measured measured) {
    /// Who was asked.
    public enum Who {
        RELEASE,
        STABLE
    }

    boolean is(Who other, int otherFactor, boolean otherRecovery) {
        return who == other && factor == otherFactor && recovery == otherRecovery;
    }

    /// `5x`, or `1x again`.
    public String name() {
        return factor + (recovery ? "x again" : "x");
    }
}

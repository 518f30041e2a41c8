package arelops.core.canary;

import java.util.Optional;

/// The same stretch of time in both arms; an arm that is empty had no telemetry, which is not the
/// same as nought.
public record Window(Optional<ArmWindow> baseline, Optional<ArmWindow> canary) {
    /// The same with the arms exchanged.
    Window exchanged() {
        return new Window(/* baseline= */ canary, /* canary= */ baseline);
    }

    public static Window of(ArmWindow baseline, ArmWindow canary) {
        return new Window(Optional.of(baseline), Optional.of(canary));
    }
}

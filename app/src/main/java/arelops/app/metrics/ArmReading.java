package arelops.app.metrics;

import arelops.core.canary.ArmWindow;
import java.util.Optional;

/// What a source says of one arm in one window.
public sealed interface ArmReading {
    record Counted(ArmWindow counts) implements ArmReading {}

    /// There is no telemetry, which is not the same as noughts.
    record Nothing(String because) implements ArmReading {}

    /// As the judge takes it.
    default Optional<ArmWindow> window() {
        return switch (this) {
            case Counted(ArmWindow counts) -> Optional.of(counts);
            case Nothing _ -> Optional.empty();
        };
    }
}

package arelops.core.load;

import java.util.List;
import java.util.Optional;

/// What was seen beside a step.
///
/// @param thresholds the limits of `watch` that fired by the router's windows; empty where those could not be read
public record Beside(Saturation saturation, FiredAlerts alerts, Optional<List<String>> thresholds) {
    /// Nobody looked.
    public static final Beside NOTHING =
            new Beside(new Saturation.Unknown("nobody was asked"), new FiredAlerts.NotAsked(), Optional.empty());

    /// Copies.
    public Beside {
        thresholds = thresholds.map(List::copyOf);
    }
}

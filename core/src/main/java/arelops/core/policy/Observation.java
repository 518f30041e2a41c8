package arelops.core.policy;

import java.time.Duration;
import java.util.Map;

/// How releases are watched: the length of a window, the measures, and the alerts.
///
/// @param watch by their names; no alerts have the name of a measure
/// @param alerts by their names
public record Observation(Duration window, Map<String, Watch> watch, Map<String, AlertWatch> alerts) {
    public static final Duration DEFAULT_WINDOW = Duration.ofSeconds(60);

    public static final Observation STANDARD = new Observation(DEFAULT_WINDOW, Map.of());

    public Observation {
        watch = Ordered.copyOf(watch);
        alerts = Ordered.copyOf(alerts);
    }

    public Observation(Duration window, Map<String, Watch> watch) {
        this(window, watch, Map.of());
    }
}

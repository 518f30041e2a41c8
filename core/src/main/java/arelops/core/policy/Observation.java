package arelops.core.policy;

import java.time.Duration;
import java.util.Map;

/// How releases are watched: the length of a window, the measures, the alerts, and what metric stores are asked for.
/// No two of them have the same name.
///
/// @param watch by their names
/// @param alerts by their names
/// @param queries by their names
public record Observation(
        Duration window, Map<String, Watch> watch, Map<String, AlertWatch> alerts, Map<String, QueryWatch> queries) {
    public static final Duration DEFAULT_WINDOW = Duration.ofSeconds(60);

    public static final Observation STANDARD = new Observation(DEFAULT_WINDOW, Map.of());

    public Observation {
        watch = Ordered.copyOf(watch);
        alerts = Ordered.copyOf(alerts);
        queries = Ordered.copyOf(queries);
    }

    public Observation(Duration window, Map<String, Watch> watch, Map<String, AlertWatch> alerts) {
        this(window, watch, alerts, Map.of());
    }

    public Observation(Duration window, Map<String, Watch> watch) {
        this(window, watch, Map.of());
    }
}

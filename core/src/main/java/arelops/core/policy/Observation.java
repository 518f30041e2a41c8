package arelops.core.policy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How releases are watched: the length of a window, the measures, the alerts, what metric stores are asked for, and
/// what is recorded to be sent again.
/// No two of them have the same name.
///
/// @param watch by their names
/// @param alerts by their names
/// @param queries by their names
/// @param recording what is recorded of users, if anything
public record Observation(
        Duration window,
        Map<String, Watch> watch,
        Map<String, AlertWatch> alerts,
        Map<String, QueryWatch> queries,
        Optional<RecordingPolicy> recording) {
    public static final Duration DEFAULT_WINDOW = Duration.ofSeconds(60);

    public static final Observation STANDARD = new Observation(DEFAULT_WINDOW, Map.of());

    public Observation {
        watch = Ordered.copyOf(watch);
        alerts = Ordered.copyOf(alerts);
        queries = Ordered.copyOf(queries);
    }

    public Observation(
            Duration window,
            Map<String, Watch> watch,
            Map<String, AlertWatch> alerts,
            Map<String, QueryWatch> queries) {
        this(window, watch, alerts, queries, Optional.empty());
    }

    public Observation(Duration window, Map<String, Watch> watch, Map<String, AlertWatch> alerts) {
        this(window, watch, alerts, Map.of());
    }

    /// The same, and this is recorded.
    public Observation withRecording(Optional<RecordingPolicy> other) {
        return new Observation(window, watch, alerts, queries, other);
    }

    public Observation(Duration window, Map<String, Watch> watch) {
        this(window, watch, Map.of());
    }
}

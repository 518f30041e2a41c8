package arelops.core.policy;

import java.time.Duration;
import java.util.Map;

/// How releases are watched: the length of a window, and the measures.
public record Observation(Duration window, Map<String, Watch> watch) {
    public static final Duration DEFAULT_WINDOW = Duration.ofSeconds(60);

    public static final Observation STANDARD = new Observation(DEFAULT_WINDOW, Map.of());

    public Observation {
        watch = Ordered.copyOf(watch);
    }
}

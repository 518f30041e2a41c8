package arelops.app.metrics.prometheus;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A series as the server has it, oldest sample first.
record Series(Map<String, String> labels, List<Sample> samples) {
    Series {
        labels = Map.copyOf(labels);
        samples = List.copyOf(samples);
    }

    /// @param tally empty if what was scraped cannot be a count: NaN, infinite, negative, buckets
    /// that contradict
    record Sample(Instant at, Optional<Tally> tally) {}

    /// What the series was scraped from; empty where its labels do not say.
    Optional<Target> target() {
        return Optional.ofNullable(labels.get("instance"))
                .map(instance -> new Target(labels.getOrDefault("job", ""), instance));
    }

    /// A process that the server scrapes.
    record Target(String job, String instance) {}
}

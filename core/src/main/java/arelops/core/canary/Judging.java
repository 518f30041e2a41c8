package arelops.core.canary;

import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that the judge knows between two looks; its size does not grow with the number of looks.
public final class Judging {
    private final Seen seen;
    private final Evidence evidence;
    private final Optional<Rejection> rejected;
    private final OptionalInt passed;

    Judging(Seen seen, Evidence evidence, Optional<Rejection> rejected, OptionalInt passed) {
        this.seen = seen;
        this.evidence = evidence;
        this.rejected = rejected;
        this.passed = passed;
    }

    /// How much was seen.
    Seen seen() {
        return seen;
    }

    Evidence evidence() {
        return evidence;
    }

    /// What was worse than tolerated first.
    Optional<Rejection> rejected() {
        return rejected;
    }

    /// The first window at which everything was good.
    OptionalInt passed() {
        return passed;
    }

    /// How many windows were judged, those without telemetry too.
    public int windows() {
        return seen.windows();
    }

    /// @param windows so far
    /// @param stale so many of them in a row, up to the last, told nothing
    record Seen(int windows, long baselineRequests, long canaryRequests, int stale) {
        static Seen nothing() {
            return new Seen(0, 0, 0, 0);
        }

        Seen told(ArmWindow baseline, ArmWindow canary) {
            return new Seen(windows + 1, baselineRequests + baseline.requests(), canaryRequests + canary.requests(), 0);
        }

        Seen silent() {
            return new Seen(windows + 1, baselineRequests, canaryRequests, stale + 1);
        }
    }

    /// The evidence on each measure.
    ///
    /// @param latencyStale so many windows in a row had no latencies
    record Evidence(
            ErrorMeasure errors, LatencyMeasure latency, int latencyStale, SortedMap<String, MetricMeasure> metrics) {
        Evidence {
            metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        }

        MetricMeasure metric(MetricRule rule) {
            return Optional.ofNullable(metrics.get(rule.name()))
                    .filter(metric -> metric.isOf(rule.kind()))
                    .orElseGet(() -> MetricMeasure.none(rule));
        }
    }
}

package arelops.core.canary;

import java.util.Optional;
import java.util.OptionalDouble;

/// What is known before the canary starts.
///
/// @param latency the scale of its histograms; empty where latency is not measured
/// @param priorErrorRate the share of requests that failed before
/// @param priorLatency what stable's requests took before, so that the first window can be judged; none where
///     that is not known
public record Situation(Optional<LatencyScale> latency, OptionalDouble priorErrorRate, LatencyCounts priorLatency) {
    public Situation(Optional<LatencyScale> latency, OptionalDouble priorErrorRate) {
        this(latency, priorErrorRate, LatencyCounts.none());
    }

    public Situation {
        priorErrorRate.ifPresent(rate -> {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("the prior error rate is from 0 to 1, not " + rate);
            }
        });
        if (latency.isEmpty() && priorLatency.total() > 0) {
            throw new IllegalArgumentException("latencies before the canary have no scale");
        }
    }

    /// The same with what stable's requests took before.
    public Situation after(LatencyCounts stable) {
        return new Situation(latency, priorErrorRate, stable);
    }
}

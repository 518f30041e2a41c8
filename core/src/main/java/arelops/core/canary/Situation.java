package arelops.core.canary;

import java.util.Optional;
import java.util.OptionalDouble;

/// What is known before the canary starts.
///
/// @param latency the scale of its histograms; empty where latency is not measured
/// @param priorErrorRate the share of requests that failed before
public record Situation(Optional<LatencyScale> latency, OptionalDouble priorErrorRate) {
    public Situation {
        priorErrorRate.ifPresent(rate -> {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("the prior error rate is from 0 to 1, not " + rate);
            }
        });
    }
}

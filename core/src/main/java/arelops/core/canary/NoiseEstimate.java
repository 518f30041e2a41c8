package arelops.core.canary;

import java.util.List;

/// How far the arms of a healthy history wander from window to window, beyond what chance explains.
final class NoiseEstimate {
    /// A window with less information than this says nothing of the noise.
    private static final double ENOUGH = 5;

    private NoiseEstimate() {}

    /// The greater of that of errors and of latency at the median, as a share; 0 where no window tells.
    static double of(List<Window> history, Situation situation) {
        Spread errors = new Spread();
        Spread latency = new Spread();
        LatencyCounts before = LatencyCounts.none();
        for (Window window : history) {
            if (window.baseline().isEmpty() || window.canary().isEmpty()) {
                continue;
            }
            ArmWindow one = window.baseline().get();
            ArmWindow other = window.canary().get();
            Hits failed = new Hits(one.errors(), one.requests(), other.errors(), other.requests());
            errors.add(failed, failed.share() >= 1 ? 0 : 1 / (1 - failed.share()));
            if (situation.latency().isPresent() && before.total() > 0) {
                int threshold = (int) Math.round(before.quantile(0.5));
                latency.add(
                        new Hits(
                                one.latency().from(threshold),
                                one.latency().total(),
                                other.latency().from(threshold),
                                other.latency().total()),
                        slope(before, threshold, situation.latency().get()));
            }
            before = before.plus(one.latency());
        }
        return Math.max(errors.noise(), latency.noise());
    }

    /// How much the logarithm of the odds of being slower grows with the logarithm of all latencies.
    private static double slope(LatencyCounts before, int threshold, LatencyScale scale) {
        return (logit(before, threshold - 1.0) - logit(before, threshold + 1.0)) / (2 * StrictMath.log(scale.growth()));
    }

    private static double logit(LatencyCounts counts, double bucket) {
        double hits = counts.shareFrom(bucket) * counts.total();
        return StrictMath.log((hits + 0.5) / (counts.total() - hits + 0.5));
    }

    /// Squares of differences beyond their expectation under chance alone.
    private static final class Spread {
        private double squares;
        private int windows;

        void add(Hits hits, double slope) {
            double information = hits.information();
            if (information < ENOUGH || slope <= 0) {
                return;
            }
            double expected = hits.hits() * (double) hits.canaryTotal() / hits.total();
            double difference = (hits.canaryHits() - expected) / information;
            squares += (difference * difference - 1 / information) / (slope * slope);
            windows++;
        }

        /// Of one arm of the two that differ.
        double noise() {
            return windows == 0 ? 0 : StrictMath.sqrt(Math.max(0, squares / windows) / 2);
        }
    }
}

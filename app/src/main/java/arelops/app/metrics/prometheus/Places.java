package arelops.app.metrics.prometheus;

import arelops.core.canary.LatencyCounts;
import arelops.core.canary.LatencyScale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where the requests of a histogram's bucket are put on the judge's scale: at the bucket's upper
/// bound, those above the last bound at twice that bound.
///
/// So a request counts as slow as it may have been, in both arms alike. Where the bounds are
/// further apart than a tolerance, nothing between two of them can be told apart.
///
/// @param perMillisecond how many of the histogram's unit a millisecond is
record Places(LatencyScale scale, double perMillisecond) {
    private static final double BEYOND = 2;

    LatencyCounts put(Tally tally) {
        double last = lastBound(tally).orElse(0.0);
        SortedMap<Integer, Long> counts = new TreeMap<>();
        tally.counts().forEach((bound, count) -> {
            double upper = Double.isFinite(bound) ? bound : last * BEYOND;
            counts.merge(scale.bucket(upper / perMillisecond), Math.round(count), Long::sum);
        });
        return LatencyCounts.of(counts);
    }

    private static Optional<Double> lastBound(Tally tally) {
        SortedMap<Double, Double> finite = tally.counts().headMap(Double.POSITIVE_INFINITY);
        return finite.isEmpty() ? Optional.empty() : Optional.of(finite.lastKey());
    }

    /// What to say of bounds that are too far apart for the judge's tolerances.
    static Optional<String> coarse(Tally tally) {
        SortedSet<Double> bounds =
                new TreeSet<>(tally.counts().headMap(Double.POSITIVE_INFINITY).keySet());
        double before = 0;
        double widest = 1;
        for (double bound : bounds) {
            widest = before > 0 ? Math.max(widest, bound / before) : widest;
            before = bound;
        }
        return widest > LatencyScale.COARSEST
                ? Optional.of(String.format(
                        java.util.Locale.ROOT,
                        "The histogram has buckets whose bounds are a factor of %.3g apart: what is slower within one does"
                                + " not show.",
                        widest))
                : Optional.empty();
    }
}

package arelops.app.metrics.prometheus;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a counter or histogram has counted since its process started: a histogram's counts by the
/// upper bounds of its buckets, a counter's under one bound.
record Tally(SortedMap<Double, Double> counts) {
    /// Floating-point counts of the same thing may differ by so much.
    private static final double ROUNDING = 1e-9;

    static final Tally NOTHING = new Tally(new TreeMap<>());

    Tally {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    static Tally counter(double value) {
        return new Tally(new TreeMap<>(Map.of(Double.POSITIVE_INFINITY, value)));
    }

    double total() {
        return counts.values().stream().mapToDouble(count -> count).sum();
    }

    Tally plus(Tally other) {
        SortedMap<Double, Double> sum = new TreeMap<>(counts);
        other.counts.forEach((bound, count) -> sum.merge(bound, count, Double::sum));
        return new Tally(sum);
    }

    /// What was counted after an earlier tally of the same series.
    ///
    /// Where the total fell, the process restarted: what it has now it counted since. Where the
    /// total did not fall and yet a bucket did, the buckets became others, or it restarted and
    /// nobody can tell: empty.
    Optional<Tally> since(Tally earlier) {
        if (total() < earlier.total() * (1 - ROUNDING)) {
            return Optional.of(this);
        }
        SortedMap<Double, Double> more = new TreeMap<>(counts);
        for (var before : earlier.counts.entrySet()) {
            double left = more.getOrDefault(before.getKey(), 0.0) - before.getValue();
            if (left < -ROUNDING * Math.max(1, before.getValue())) {
                return Optional.empty();
            }
            more.put(before.getKey(), Math.max(0, left));
        }
        return Optional.of(new Tally(more));
    }
}

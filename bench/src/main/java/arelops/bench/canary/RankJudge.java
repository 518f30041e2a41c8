package arelops.bench.canary;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.Window;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/// The peer: a Mann-Whitney test of the windows' error ratios and of their p99, one-sided, at each
/// look, as if that look were the only one. No tolerance, and half of alpha for each of the two.
final class RankJudge {
    /// Below this a test of ranks says nothing.
    private static final int FEWEST = 5;

    private final double alpha;

    RankJudge(double alpha) {
        this.alpha = alpha;
    }

    /// The first look that rejects.
    OptionalInt rejects(List<Window> windows) {
        double[] oldErrors = series(windows, true, RankJudge::errors);
        double[] newErrors = series(windows, false, RankJudge::errors);
        double[] oldTail = series(windows, true, RankJudge::tail);
        double[] newTail = series(windows, false, RankJudge::tail);
        for (int look = FEWEST; look <= windows.size(); look++) {
            if (worse(oldErrors, newErrors, look) || worse(oldTail, newTail, look)) {
                return OptionalInt.of(look);
            }
        }
        return OptionalInt.empty();
    }

    private static double[] series(
            List<Window> windows, boolean baseline, java.util.function.ToDoubleFunction<ArmWindow> measure) {
        return windows.stream()
                .map(window -> (baseline ? window.baseline() : window.canary()).orElseThrow())
                .mapToDouble(measure)
                .toArray();
    }

    private boolean worse(double[] baseline, double[] canary, int look) {
        return MannWhitneyUTest.withDefaults()
                        .with(AlternativeHypothesis.GREATER_THAN)
                        .test(java.util.Arrays.copyOf(canary, look), java.util.Arrays.copyOf(baseline, look))
                        .getPValue()
                < alpha / 2;
    }

    private static double errors(ArmWindow window) {
        return (double) window.errors() / window.requests();
    }

    private static double tail(ArmWindow window) {
        LatencyCounts counts = window.latency();
        long above = counts.total() / 100;
        int bucket = 0;
        for (Map.Entry<Integer, Long> one : counts.buckets().reversed().entrySet()) {
            bucket = one.getKey();
            above -= one.getValue();
            if (above < 0) {
                break;
            }
        }
        return Day.SCALE.low(bucket);
    }
}

package arelops.core.canary;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How likely the canary's part of a window's hits is for each odds ratio between the arms, given all
/// hits of both.
///
/// Fisher's noncentral hypergeometric distribution: of `k` hits among `nA` baseline and `nB` canary
/// requests, `j` are the canary's with a weight of `C(nB,j) C(nA,k-j) e^(d j)`, `d` being the
/// logarithm of the odds ratio. The common rate of the window has dropped out, so it may move from
/// window to window as it likes.
///
/// @param hits of the window
/// @param few the weights of all its terms, where they are few
record OddsLikelihood(Hits hits, Optional<HitWeights> few) {
    /// Terms below this share of the greatest add nothing to a double.
    private static final double NEGLIGIBLE = 1e-18;
    /// Above this variance the sum is taken by Laplace's method, which is then exact to some 1e-7.
    private static final double LARGE_VARIANCE = 1e6;

    /// Above this variance every so manieth term is taken for all of them.
    private static final double MANY_VARIANCE = 1e4;

    private static final @Nullable Total[] LATELY = new Total[8192];

    /// The largest odds ratio, as a logarithm, that few terms are summed together for.
    private static final double FAR = OddsInterval.GRID[OddsInterval.GRID.length - 1];

    static OddsLikelihood of(Hits hits) {
        boolean few = hits.information() > 0 && HitWeights.suffice(hits, FAR);
        return new OddsLikelihood(hits, few ? Optional.of(HitWeights.of(hits)) : Optional.empty());
    }

    /// The logarithm of the probability of these hits, up to a constant that is the same for all odds
    /// ratios.
    double[] of(double[] logOdds) {
        double[] out = new double[logOdds.length];
        if (hits.information() == 0) {
            return out;
        }
        double[] totals = logTotals(logOdds);
        for (int i = 0; i < out.length; i++) {
            out[i] = logOdds[i] * hits.canaryHits() - totals[i];
        }
        return out;
    }

    private double[] logTotals(double[] logOdds) {
        if (few.isPresent() && Arrays.stream(logOdds).allMatch(d -> Math.abs(d) <= FAR)) {
            return few.get().logTotals(logOdds);
        }
        double[] totals = new double[logOdds.length];
        for (int i = 0; i < totals.length; i++) {
            totals[i] = remembered(hits.baselineTotal(), hits.canaryTotal(), hits.hits(), logOdds[i]);
        }
        return totals;
    }

    /// A sum that was taken lately: the same windows are judged at each look until that is recorded, and those of a
    /// simulation are all alike. Two threads may both take it; they come to the same.
    private static double remembered(long baseline, long canary, long hits, double logOdds) {
        Total wanted = new Total(baseline, canary, hits, logOdds, 0);
        int at = (wanted.mixed() >>> 8) % LATELY.length;
        @Nullable Total known = LATELY[at];
        if (known != null && known.isOf(wanted)) {
            return known.sum;
        }
        double sum = logTotal(baseline, canary, hits, logOdds);
        LATELY[at] = new Total(baseline, canary, hits, logOdds, sum);
        return sum;
    }

    /// A sum, and what it is of.
    private record Total(long baseline, long canary, long hits, double logOdds, double sum) {
        int mixed() {
            long mixed = ((baseline * 31 + canary) * 31 + hits) * 31 + Double.doubleToLongBits(logOdds);
            return Long.hashCode(mixed * 0x9E3779B97F4A7C15L);
        }

        boolean isOf(Total other) {
            return hits == other.hits
                    && logOdds == other.logOdds
                    && baseline == other.baseline
                    && canary == other.canary;
        }
    }

    /// `ln M(d) = ln sum_j C(nB,j) C(nA,k-j) e^(d j)`, summed from the greatest term outwards.
    static double logTotal(long baseline, long canary, long hits, double logOdds) {
        if (logOdds < 0) {
            return logOdds * hits + logTotal(canary, baseline, hits, -logOdds);
        }
        long lowest = Math.max(0, hits - baseline);
        long highest = Math.min(hits, canary);
        double odds = StrictMath.exp(logOdds);
        long mode = mode(baseline, canary, hits, odds);
        double top = logWeight(baseline, canary, hits, mode) + logOdds * mode;
        double variance = variance(baseline, canary, hits, mode);
        if (variance > LARGE_VARIANCE) {
            return top + 0.5 * StrictMath.log(2 * Math.PI * variance);
        }
        if (variance > MANY_VARIANCE) {
            long stride = (long) (Math.sqrt(variance) / 2);
            return top + StrictMath.log(stride * everySoMany(baseline, canary, hits, logOdds, stride));
        }
        double sum = 1;
        double term = 1;
        for (long j = mode; j < highest && term > NEGLIGIBLE * sum; j++) {
            term *= odds * ((double) (hits - j) * (canary - j)) / ((double) (j + 1) * (baseline - hits + j + 1));
            sum += term;
        }
        term = 1;
        for (long j = mode; j > lowest && term > NEGLIGIBLE * sum; j--) {
            term *= ((double) j * (baseline - hits + j)) / (odds * ((double) (hits - j + 1) * (canary - j + 1)));
            sum += term;
        }
        return top + StrictMath.log(sum);
    }

    /// The sum of each `stride`-th term, as shares of the greatest.
    ///
    /// The hits of the canary are a sum of independent ones, if not of equal chances (the generating
    /// polynomial has real roots alone), so at the angle `t` their characteristic function is below
    /// `e^(-v (1 - cos t))`, `v` being their variance. With a stride of half a standard deviation what is
    /// left out differs by less than `1e-30` of it.
    private static double everySoMany(long baseline, long canary, long hits, double logOdds, long stride) {
        long mode = mode(baseline, canary, hits, StrictMath.exp(logOdds));
        double top = logWeight(baseline, canary, hits, mode) + logOdds * mode;
        double sum = 1;
        for (long step : new long[] {stride, -stride}) {
            double term = 1;
            long lowest = Math.max(0, hits - baseline);
            long highest = Math.min(hits, canary);
            for (long j = mode + step; j >= lowest && j <= highest && term > NEGLIGIBLE * sum; j += step) {
                term = StrictMath.exp(logWeight(baseline, canary, hits, j) + logOdds * j - top);
                sum += term;
            }
        }
        return sum;
    }

    /// The logarithm of the weight of `j` hits of the canary, all odds being equal.
    static double logWeight(long baseline, long canary, long hits, long j) {
        return LogFactorial.choose(canary, j) + LogFactorial.choose(baseline, hits - j);
    }

    /// Where two neighbouring terms are equal; the root of a quadratic, written so that nothing cancels.
    static long mode(long ofBaseline, long ofCanary, long ofBoth, double odds) {
        double baseline = (double) ofBaseline;
        double canary = (double) ofCanary;
        double hits = (double) ofBoth;
        double a = odds - 1;
        double b = odds * (hits + canary) + baseline - hits + 2;
        double c = odds * hits * canary - (baseline - hits + 1);
        long root = (long) Math.ceil(2 * c / (b + Math.sqrt(Math.max(0, b * b - 4 * a * c))));
        return Math.clamp(root, Math.max(0, ofBoth - ofBaseline), Math.min(ofBoth, ofCanary));
    }

    private static double variance(long baseline, long canary, long hits, long mode) {
        double curvature = 1 / (0.5 + mode)
                + 1 / (0.5 + hits - mode)
                + 1 / (0.5 + canary - mode)
                + 1 / (0.5 + baseline - hits + mode);
        return 1 / curvature;
    }
}

package arelops.core.canary;

/// How likely the canary's part of a window's hits is for each odds ratio between the arms, given all
/// hits of both.
///
/// Fisher's noncentral hypergeometric distribution: of `k` hits among `nA` baseline and `nB` canary
/// requests, `j` are the canary's with a weight of `C(nB,j) C(nA,k-j) e^(d j)`, `d` being the
/// logarithm of the odds ratio. The common rate of the window has dropped out, so it may move from
/// window to window as it likes.
record OddsLikelihood(Hits hits) {
    /// Terms below this share of the greatest add nothing to a double.
    private static final double NEGLIGIBLE = 1e-18;
    /// Above this variance the sum is taken by Laplace's method, which is then exact to some 1e-7.
    private static final double LARGE_VARIANCE = 1e6;

    /// The logarithm of the probability of these hits, up to a constant that is the same for all odds
    /// ratios.
    double[] of(double[] logOdds) {
        double[] out = new double[logOdds.length];
        if (hits.information() == 0) {
            return out;
        }
        for (int i = 0; i < logOdds.length; i++) {
            out[i] = logOdds[i] * hits.canaryHits()
                    - logTotal(hits.baselineTotal(), hits.canaryTotal(), hits.hits(), logOdds[i]);
        }
        return out;
    }

    /// `ln M(d) = ln sum_j C(nB,j) C(nA,k-j) e^(d j)`, summed from the greatest term outwards.
    static double logTotal(long baseline, long canary, long hits, double logOdds) {
        if (logOdds < 0) {
            return logOdds * hits + logTotal(canary, baseline, hits, -logOdds);
        }
        long lowest = Math.max(0, hits - baseline);
        long highest = Math.min(hits, canary);
        double odds = StrictMath.exp(logOdds);
        long mode = Math.clamp(mode(baseline, canary, hits, odds), lowest, highest);
        double top = LogFactorial.choose(canary, mode) + LogFactorial.choose(baseline, hits - mode) + logOdds * mode;
        double variance = variance(baseline, canary, hits, mode);
        if (variance > LARGE_VARIANCE) {
            return top + 0.5 * StrictMath.log(2 * Math.PI * variance);
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

    /// Where two neighbouring terms are equal; the root of a quadratic, written so that nothing cancels.
    private static long mode(long ofBaseline, long ofCanary, long ofBoth, double odds) {
        double baseline = (double) ofBaseline;
        double canary = (double) ofCanary;
        double hits = (double) ofBoth;
        double a = odds - 1;
        double b = odds * (hits + canary) + baseline - hits + 2;
        double c = odds * hits * canary - (baseline - hits + 1);
        return (long) Math.ceil(2 * c / (b + Math.sqrt(Math.max(0, b * b - 4 * a * c))));
    }

    private static double variance(long baseline, long canary, long hits, long mode) {
        double curvature = 1 / (0.5 + mode)
                + 1 / (0.5 + hits - mode)
                + 1 / (0.5 + canary - mode)
                + 1 / (0.5 + baseline - hits + mode);
        return 1 / curvature;
    }
}

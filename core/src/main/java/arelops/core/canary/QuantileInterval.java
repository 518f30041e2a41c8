package arelops.core.canary;

/// A quantile of bucketed numbers, in buckets, with bounds that hold at every sample size and
/// quantile at once.
///
/// Howard and Ramdas, "Sequential estimation of quantiles with applications to A/B testing and
/// best-arm identification" (Bernoulli, 2022), theorem 3 ("double stitching"), for independent
/// samples.
///
/// @param low `-infinity` where nothing bounds it
/// @param high `infinity` where nothing bounds it
record QuantileInterval(double estimate, double low, double high) {
    /// The sample size at which the bounds are tightest.
    private static final long BEST_AT = 1000;

    static QuantileInterval of(LatencyCounts counts, double quantile, double alpha) {
        if (counts.total() == 0) {
            return new QuantileInterval(Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double n = counts.total();
        double below = quantile - bound(1 - quantile, n, alpha, BEST_AT) / n;
        double above = quantile + bound(quantile, n, alpha, BEST_AT) / n;
        return new QuantileInterval(
                counts.quantile(quantile),
                below <= 0 ? Double.NEGATIVE_INFINITY : Math.floor(counts.quantile(below)),
                above >= 1 ? Double.POSITIVE_INFINITY : Math.ceil(counts.quantile(above)));
    }

    /// How far the count below the quantile may be from its mean, for `delta` 0.5, `s` 1.4 and `eta` 2.
    static double bound(double quantile, double n, double alpha, double best) {
        double delta = 0.5;
        double s = 1.4;
        double eta = 2;
        double size = Math.max(n, best);
        double r = quantile >= 0.5
                ? quantile
                : Math.min(0.5, expit(logit(quantile) + 2 * delta * StrictMath.sqrt(best * eta / size)));
        double variance = r * (1 - r);
        double j = StrictMath.sqrt(size / best) * Math.abs(logit(quantile)) / (2 * delta) + 1;
        double ell = s * StrictMath.log(StrictMath.log(eta * size / best))
                + s * StrictMath.log(j)
                + StrictMath.log(2 * ZETA * (2 * ZETA + 1) / (alpha * StrictMath.pow(StrictMath.log(eta), s)));
        double k1 = (StrictMath.pow(eta, 0.25) + StrictMath.pow(eta, -0.25)) / StrictMath.sqrt(2);
        double k2 = (StrictMath.sqrt(eta) + 1) / 2;
        double linear = k2 * (1 - 2 * quantile) / 3 * ell;
        return delta * StrictMath.sqrt(eta * size * variance / best)
                + StrictMath.sqrt(k1 * k1 * variance * size * ell + linear * linear)
                + linear;
    }

    /// Riemann's zeta at 1.4.
    private static final double ZETA = 3.1055472779775752;

    private static double logit(double p) {
        return StrictMath.log(p / (1 - p));
    }

    private static double expit(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}

package arelops.core.canary;

import java.util.Arrays;

/// The weights `C(nB,j) C(nA,k-j)` of a window with few hits, as shares of the greatest, from which
/// the sums of many odds ratios are taken at once.
///
/// Their divisions are done once a window, not once an odds ratio; a sum is then a polynomial in the
/// odds ratio.
final class HitWeights {
    /// Powers beyond this, as logarithms, might leave a double.
    private static final double LARGEST = 600;

    private final long lowest;
    private final double[] weights;
    private final double greatest;

    private HitWeights(long lowest, double[] weights, double greatest) {
        this.lowest = lowest;
        this.weights = weights;
        this.greatest = greatest;
    }

    /// Whether the sum of the window's terms `e^(d j)` stays within a double up to this `d`.
    static boolean suffice(Hits window, double logOdds) {
        return logOdds * (highest(window) - lowest(window) + 1) < LARGEST;
    }

    private static long lowest(Hits window) {
        return Math.max(0, window.hits() - window.baselineTotal());
    }

    private static long highest(Hits window) {
        return Math.min(window.hits(), window.canaryTotal());
    }

    static HitWeights of(Hits window) {
        double hits = (double) window.hits();
        double canary = (double) window.canaryTotal();
        double beyond = (double) window.baselineTotal() - hits;
        long lowest = lowest(window);
        long mode = OddsLikelihood.mode(window.baselineTotal(), window.canaryTotal(), window.hits(), 1);
        double[] weights = new double[Math.toIntExact(highest(window) - lowest + 1)];
        int top = Math.toIntExact(mode - lowest);
        weights[top] = 1;
        for (int i = top; i + 1 < weights.length; i++) {
            double j = (double) (lowest + i);
            weights[i + 1] = weights[i] * ((hits - j) * (canary - j)) / ((j + 1) * (beyond + j + 1));
        }
        for (int i = top; i > 0; i--) {
            double j = (double) (lowest + i);
            weights[i - 1] = weights[i] * (j * (beyond + j)) / ((hits - j + 1) * (canary - j + 1));
        }
        return new HitWeights(
                lowest,
                weights,
                OddsLikelihood.logWeight(window.baselineTotal(), window.canaryTotal(), window.hits(), mode));
    }

    /// `ln sum_j C(nB,j) C(nA,k-j) e^(d j)` for each `d`.
    double[] logTotals(double[] logOdds) {
        double[] odds = new double[logOdds.length];
        Arrays.setAll(odds, i -> StrictMath.exp(logOdds[i]));
        double[] sums = new double[logOdds.length];
        for (int j = weights.length - 1; j >= 0; j--) {
            double weight = weights[j];
            for (int i = 0; i < sums.length; i++) {
                sums[i] = sums[i] * odds[i] + weight;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = greatest + StrictMath.log(sums[i]) + logOdds[i] * lowest;
        }
        return sums;
    }
}

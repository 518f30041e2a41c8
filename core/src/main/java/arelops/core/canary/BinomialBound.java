package arelops.core.canary;

/// The exact bound of a share of which some trials were seen (Clopper and Pearson, 1934).
final class BinomialBound {
    private BinomialBound() {}

    /// The greatest share with which so few hits, or fewer, have a probability of `alpha`.
    static double upper(int hits, int trials, double alpha) {
        if (hits >= trials) {
            return 1;
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (atMost(hits, trials, middle) > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double atMost(int hits, int trials, double share) {
        double sum = 0;
        for (int i = 0; i <= hits; i++) {
            sum += StrictMath.exp(LogFactorial.choose(trials, i)
                    + i * StrictMath.log(share)
                    + (trials - i) * StrictMath.log1p(-share));
        }
        return sum;
    }
}

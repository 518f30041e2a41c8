package arelops.core.canary;

/// Bets that the share of the canary's requests that are hits is below a limit, whatever the baseline's is.
final class ShareBets {
    /// Shares, as parts of the limit, that are bet on.
    private static final double[] BELOW = {0.02, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9};

    private ShareBets() {}

    static PlainWealth none() {
        return PlainWealth.of(BELOW.length);
    }

    /// How much more likely each share makes the canary's hits than the limit does, as logarithms. A limit
    /// that every share keeps, or none, is not bet on.
    ///
    /// @param sd the noise of the arm on the logarithm of the odds
    static double[] factors(Hits hits, double limit, double sd) {
        double[] factors = new double[BELOW.length];
        if (limit >= 1 || limit <= 0) {
            return factors;
        }
        double weight = Noise.weight(hits.canaryTotal() * limit * (1 - limit), sd);
        for (int i = 0; i < factors.length; i++) {
            double good = StrictMath.log1p(-limit * BELOW[i]) - StrictMath.log1p(-limit);
            factors[i] = weight
                    * (hits.canaryHits() * StrictMath.log(BELOW[i]) + (hits.canaryTotal() - hits.canaryHits()) * good);
        }
        return factors;
    }
}

package arelops.core.canary;

/// Bets on which of two numbers is greater, of the same stake at each look: fair while the median
/// difference is nought.
final class SignBets {
    /// Shares of the wealth that are bet.
    static final double[] STAKES = {0.2, 0.4, 0.6, 0.8, 0.95};

    private SignBets() {}

    /// @param sign of what was compared: above nought wins
    static double[] on(double sign) {
        double[] factors = new double[STAKES.length];
        if (sign != 0) {
            for (int i = 0; i < STAKES.length; i++) {
                factors[i] = StrictMath.log1p(sign > 0 ? STAKES[i] : -STAKES[i]);
            }
        }
        return factors;
    }
}

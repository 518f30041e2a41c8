package arelops.core.canary;

import java.util.function.Function;

/// Two bets about one direction: that the canary is worse than tolerated, and that it is not as bad
/// as the limit to pass.
///
/// @param worse bets against "not worse than tolerated"
/// @param inferior bets against "as bad as the non-inferiority limit, or worse"
record Bets(RestartingWealth worse, PlainWealth inferior) {
    /// Bets on odds ratios or rate ratios.
    static Bets onRatios() {
        return new Bets(
                RestartingWealth.of(Alternatives.worseThan(0).length),
                PlainWealth.of(Alternatives.betterThan(0).length));
    }

    /// Bets on the outcome of comparisons.
    static Bets onSigns() {
        return new Bets(RestartingWealth.of(SignBets.STAKES.length), PlainWealth.of(SignBets.STAKES.length));
    }

    /// @param worseFactors of this look's bets on worse, as logarithms
    /// @param betterFactors of this look's bets on better
    Bets look(double[] worseFactors, double[] betterFactors, int horizon) {
        return new Bets(worse.bet(worseFactors, horizon), inferior.bet(betterFactors));
    }

    /// How much the alternative that has won most gains by these factors.
    double gain(double[] worseFactors) {
        return worseFactors[worse.best()];
    }

    double logWorse() {
        return worse.log();
    }

    double logNotWorse() {
        return inferior.log();
    }

    /// How much more likely each alternative makes the window than the limit does, tempered by a weight.
    static double[] factors(
            Function<double[], double[]> likelihood, double logLimit, double[] alternatives, double weight) {
        double[] likely = likelihood.apply(alternatives);
        double limit = likelihood.apply(new double[] {logLimit})[0];
        for (int i = 0; i < likely.length; i++) {
            likely[i] = weight * (likely[i] - limit);
        }
        return likely;
    }

    static double[] scaled(double[] logs, double weight) {
        for (int i = 0; i < logs.length; i++) {
            logs[i] *= weight;
        }
        return logs;
    }
}

package arelops.core.canary;

import arelops.core.canary.JudgePolicy.ErrorLimits;
import java.util.OptionalDouble;

/// The evidence about errors so far.
///
/// @param bets on the odds ratio
/// @param absolute bets against "the canary's error rate is at the absolute limit or above"
/// @param likelihood of each odds ratio of [OddsInterval#GRID]
/// @param sum all requests and errors so far
/// @param onset since when they have been worse
/// @param recent requests and errors since then
record ErrorMeasure(Bets bets, PlainWealth absolute, PlainWealth likelihood, Hits sum, Onset onset, Hits recent) {
    static ErrorMeasure none() {
        return new ErrorMeasure(
                Bets.onRatios(),
                ShareBets.none(),
                PlainWealth.of(OddsInterval.GRID.length),
                Hits.NONE,
                Onset.none(),
                Hits.NONE);
    }

    /// @param prior the error rate before the canary started, if it is known
    ErrorMeasure look(int window, Hits hits, JudgePolicy policy, OptionalDouble prior) {
        ErrorLimits limits = policy.errors();
        double limit = StrictMath.log(limits.odds());
        double far = StrictMath.log(limits.inferiorOdds());
        double weight = Noise.weight(hits.information(), policy.noise() / Math.max(1e-9, 1 - hits.share()));
        double most = prior(prior).orElse(1) + limits.inferiorShare();
        OddsLikelihood likely = OddsLikelihood.of(hits);
        double[] worse = Bets.factors(likely::of, limit, Alternatives.worseThan(limit), weight);
        Bets next = bets.look(
                worse,
                Bets.factors(likely::of, far, Alternatives.betterThan(far), weight),
                policy.needs().horizon());
        Onset now = onset.next(window, next.gain(worse));
        return new ErrorMeasure(
                next,
                absolute.bet(ShareBets.factors(hits, most, policy.noise() / (1 - most))),
                likelihood.bet(Bets.scaled(likely.of(OddsInterval.GRID), weight)),
                sum.plus(hits),
                now,
                now.begins(window) ? hits : now.isOpen() ? recent.plus(hits) : Hits.NONE);
    }

    /// The rate before the canary, or else that of the baseline in all earlier windows: known before
    /// this one either way.
    private OptionalDouble prior(OptionalDouble given) {
        return given.isPresent() || sum.baselineTotal() == 0
                ? given
                : OptionalDouble.of((sum.baselineHits() + 0.5) / (sum.baselineTotal() + 1.0));
    }

    double logWorse() {
        return bets.logWorse();
    }

    /// One of the two limits is kept: the mean of two e-values is one against both claims at once.
    double logNotWorse() {
        return LogMean.of(bets.logNotWorse(), absolute.log());
    }

    OddsInterval interval(double alpha) {
        return OddsInterval.of(likelihood, alpha);
    }
}

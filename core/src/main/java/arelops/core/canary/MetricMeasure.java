package arelops.core.canary;

import java.util.Map;
import java.util.TreeMap;

/// The evidence about one extra metric so far.
///
/// @param more bets that the canary has more than tolerated
/// @param less bets that it has less than tolerated
/// @param likelihood of each rate ratio of [OddsInterval#GRID], of a counter
/// @param ratios canary to baseline in each window, of a gauge, in steps of 1 %
/// @param sums of both arms
/// @param stale so many windows in a row had no value
record MetricMeasure(Bets more, Bets less, PlainWealth likelihood, LatencyCounts ratios, Sums sums, int stale) {
    /// One bucket of [#ratios] is 1 %, and this one is a ratio of 1.
    private static final int EVEN = 50_000;

    private static final double STEP = StrictMath.log(1.01);

    /// @param baseline sum of the baseline's values
    /// @param canary sum of the canary's values
    /// @param baselineUnits what they are divided by: requests of a counter, windows of a gauge
    record Sums(double baseline, double canary, long baselineUnits, long canaryUnits) {
        Sums plus(double baselineValue, double canaryValue, long baselineMore, long canaryMore) {
            return new Sums(
                    baseline + baselineValue,
                    canary + canaryValue,
                    baselineUnits + baselineMore,
                    canaryUnits + canaryMore);
        }
    }

    static MetricMeasure none(MetricRule rule) {
        Bets start = switch (rule.kind()) {
            case COUNTER -> Bets.onRatios();
            case GAUGE -> Bets.onSigns();
        };
        return new MetricMeasure(
                start, start, PlainWealth.of(OddsInterval.GRID.length), LatencyCounts.none(), new Sums(0, 0, 0, 0), 0);
    }

    /// Whether it is about a metric of this kind: rules may change while a canary runs.
    boolean isOf(MetricRule.Kind kind) {
        return kind(more) == kind && kind(less) == kind;
    }

    private static MetricRule.Kind kind(Bets bets) {
        return bets.worse().wealth().length == SignBets.STAKES.length ? MetricRule.Kind.GAUGE : MetricRule.Kind.COUNTER;
    }

    MetricMeasure missed() {
        return new MetricMeasure(more, less, likelihood, ratios, sums, stale + 1);
    }

    MetricMeasure look(MetricRule rule, ArmWindow baseline, ArmWindow canary, JudgePolicy policy) {
        Double old = baseline.metrics().get(rule.name());
        Double now = canary.metrics().get(rule.name());
        if (old == null || now == null) {
            return missed();
        }
        return switch (rule.kind()) {
            case COUNTER -> counted(rule, Rate.of(old, baseline.requests(), now, canary.requests()), policy);
            case GAUGE -> levels(rule, old, now, policy.needs().horizon());
        };
    }

    private MetricMeasure counted(MetricRule rule, Rate rate, JudgePolicy policy) {
        double weight = Noise.weight(rate.information(), policy.noise());
        int horizon = policy.needs().horizon();
        return new MetricMeasure(
                rates(more, rate, rule, weight, horizon),
                rates(less, rate.swapped(), rule, weight, horizon),
                likelihood.bet(Bets.scaled(rate.likelihood(OddsInterval.GRID), weight)),
                ratios,
                sums.plus(rate.baseline(), rate.canary(), rate.baselineUnits(), rate.canaryUnits()),
                0);
    }

    private static Bets rates(Bets bets, Rate rate, MetricRule rule, double weight, int horizon) {
        double limit = StrictMath.log1p(rule.tolerance());
        double far = StrictMath.log1p(rule.inferior());
        return bets.look(
                Bets.factors(rate::likelihood, limit, Alternatives.worseThan(limit), weight),
                Bets.factors(rate::likelihood, far, Alternatives.betterThan(far), weight),
                horizon);
    }

    private MetricMeasure levels(MetricRule rule, double old, double now, int horizon) {
        double size = Math.abs(old);
        double change = now - old;
        Map<Integer, Long> ratio = new TreeMap<>();
        if (old > 0 && now > 0) {
            ratio.put(Math.clamp(EVEN + Math.round(StrictMath.log(now / old) / STEP), 0, 2 * EVEN), 1L);
        }
        return new MetricMeasure(
                signs(more, change, size, rule, horizon),
                signs(less, -change, size, rule, horizon),
                likelihood,
                ratios.plus(LatencyCounts.of(ratio)),
                sums.plus(old, now, 1, 1),
                0);
    }

    private static Bets signs(Bets bets, double change, double size, MetricRule rule, int horizon) {
        return bets.look(
                SignBets.on(change - rule.tolerance() * size), SignBets.on(rule.inferior() * size - change), horizon);
    }

    double logWorse(MetricRule rule) {
        return switch (rule.direction()) {
            case MORE -> more.logWorse();
            case LESS -> less.logWorse();
            case EITHER -> LogMean.of(more.logWorse(), less.logWorse());
        };
    }

    double logNotWorse(MetricRule rule) {
        return switch (rule.direction()) {
            case MORE -> more.logNotWorse();
            case LESS -> less.logNotWorse();
            case EITHER -> Math.min(more.logNotWorse(), less.logNotWorse());
        };
    }

    /// The ratio of canary to baseline.
    OddsInterval interval(MetricRule rule, double alpha) {
        return switch (rule.kind()) {
            case COUNTER -> OddsInterval.of(likelihood, alpha);
            case GAUGE -> {
                QuantileInterval median = QuantileInterval.of(ratios, 0.5, alpha);
                yield new OddsInterval(ratio(median.estimate()), ratio(median.low()), ratio(median.high()));
            }
        };
    }

    private static double ratio(double bucket) {
        return StrictMath.exp((bucket - EVEN) * STEP);
    }
}

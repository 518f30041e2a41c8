package arelops.core.canary;

import arelops.core.canary.Measured.Evidence;
import arelops.core.canary.Measured.Numbers;
import arelops.core.canary.Measured.Samples;
import arelops.core.canary.Measured.Standing;
import arelops.core.canary.Measured.Threshold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Reads the numbers of a look out of the evidence.
record Reading(Judge judge, Judging judging) {
    Judgement judgement() {
        Verdict verdict = judge.verdict(judging);
        List<Measured> measures = judge.claims(judging.evidence()).stream()
                .map(claim -> measured(claim))
                .toList();
        OptionalInt decided = judging.rejected().isPresent()
                ? OptionalInt.of(judging.rejected().get().window())
                : judging.passed();
        return new Judgement(
                verdict,
                judging.windows(),
                decided,
                new JudgeWords(judge, judging, measures).sentence(verdict),
                measures);
    }

    private Measured measured(Judge.Claim claim) {
        OptionalInt tipped = judging.rejected()
                .filter(rejection -> rejection.measure().equals(claim.name()))
                .map(rejection -> OptionalInt.of(rejection.window()))
                .orElseGet(OptionalInt::empty);
        return switch (claim.name()) {
            case Judge.ERRORS -> measured(claim, errors(), requests(), tipped, List.of());
            case Judge.LATENCY -> {
                LatencyMeasure latency = judging.evidence().latency();
                yield measured(
                        claim,
                        latency(latency, latency.all()),
                        new Samples(
                                latency.all().baseline().total(),
                                latency.all().canary().total()),
                        tipped,
                        thresholds(latency));
            }
            default -> {
                MetricRule rule = rule(claim.name());
                MetricMeasure metric = judging.evidence().metric(rule);
                yield measured(
                        claim,
                        metric(rule, metric),
                        new Samples(metric.sums().baselineUnits(), metric.sums().canaryUnits()),
                        tipped,
                        List.of());
            }
        };
    }

    private Measured measured(
            Judge.Claim claim, Numbers numbers, Samples samples, OptionalInt tipped, List<Threshold> thresholds) {
        return new Measured(
                claim.name(), claim.critical(), numbers, samples, evidence(claim, samples, tipped), tipped, thresholds);
    }

    /// Why this look rejects: the numbers of the stretch that was worse.
    Rejection rejection(Judge.Claim claim) {
        ErrorMeasure errors = judging.evidence().errors();
        LatencyMeasure latency = judging.evidence().latency();
        return switch (claim.name()) {
            case Judge.ERRORS -> rejection(claim, errors.onset(), errors.onset().isOpen() ? recent(errors) : errors());
            case Judge.LATENCY -> rejection(claim, latency);
            default -> {
                MetricRule rule = rule(claim.name());
                yield rejection(
                        claim, Onset.none(), metric(rule, judging.evidence().metric(rule)));
            }
        };
    }

    /// The numbers of the stretch that was worse; where they are not beyond the limit by themselves, those of all
    /// windows.
    private Rejection rejection(Judge.Claim claim, LatencyMeasure latency) {
        Numbers all = latency(latency, latency.all());
        if (!latency.onset().isOpen()) {
            return rejection(claim, latency.onset(), all);
        }
        Numbers recent = latency(latency, latency.recent());
        return isBeyond(recent) || !isBeyond(all)
                ? rejection(claim, latency.onset(), recent)
                : rejection(claim, Onset.none(), all);
    }

    private static boolean isBeyond(Numbers numbers) {
        return numbers.estimate() > numbers.limit();
    }

    private Rejection rejection(Judge.Claim claim, Onset onset, Numbers numbers) {
        return new Rejection(judging.windows(), Math.max(1, onset.since()), claim.name(), claim.logWorse(), numbers);
    }

    private Numbers recent(ErrorMeasure errors) {
        Hits hits = errors.recent();
        double odds = (hits.canaryHits() + 0.5)
                / (hits.canaryTotal() - hits.canaryHits() + 0.5)
                * (hits.baselineTotal() - hits.baselineHits() + 0.5)
                / (hits.baselineHits() + 0.5);
        return new Numbers(
                Judge.ERRORS,
                "share",
                hits.canaryShare(),
                hits.baselineShare(),
                odds,
                Double.NaN,
                Double.NaN,
                1 - alpha(),
                judge.policy().errors().odds());
    }

    private MetricRule rule(String name) {
        return judge.policy().metrics().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Evidence evidence(Judge.Claim claim, Samples samples, OptionalInt tipped) {
        double worse = tipped.isPresent()
                ? Math.max(claim.logWorse(), judging.rejected().orElseThrow().logEvidence())
                : claim.logWorse();
        Standing standing = tipped.isPresent() || worse >= judge.needed()
                ? Standing.WORSE
                : samples.baseline() == 0 || samples.canary() == 0
                        ? Standing.NO_DATA
                        : judge.isGood(claim) ? Standing.NOT_WORSE : Standing.UNSURE;
        double certainty = switch (standing) {
            case WORSE -> certainty(worse);
            case NOT_WORSE -> certainty(claim.logNotWorse());
            case UNSURE -> Math.max(certainty(worse), certainty(claim.logNotWorse()));
            case NO_DATA -> 0;
        };
        return new Evidence(standing, certainty, worse, claim.logNotWorse());
    }

    /// One minus the anytime-valid p-value.
    private static double certainty(double log) {
        return log <= 0 ? 0 : -StrictMath.expm1(-log);
    }

    private Samples requests() {
        Hits sum = judging.evidence().errors().sum();
        return new Samples(sum.baselineTotal(), sum.canaryTotal());
    }

    private double alpha() {
        return judge.policy().certainty().alpha();
    }

    private Numbers errors() {
        ErrorMeasure errors = judging.evidence().errors();
        OddsInterval interval = errors.interval(alpha());
        return new Numbers(
                Judge.ERRORS,
                "share",
                errors.sum().canaryShare(),
                errors.sum().baselineShare(),
                interval.estimate(),
                interval.low(),
                interval.high(),
                1 - alpha(),
                judge.policy().errors().odds());
    }

    /// Of the thresholds at which the quantile is beyond the limit, the one with the most evidence: what is
    /// slow in a tail alone may show best at a threshold whose own quantile has hardly moved.
    private Numbers latency(LatencyMeasure latency, LatencyMeasure.Pair counts) {
        return IntStream.range(0, LatencyMeasure.QUANTILES.length)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        i -> -latency.streams().get(i).bets().logWorse()))
                .filter(i -> latency.streams().get(i).bets().logWorse() > 0)
                .map(i -> latency(LatencyMeasure.QUANTILES[i], counts))
                .filter(Reading::isBeyond)
                .findFirst()
                .orElseGet(() -> latency(LatencyMeasure.QUANTILES[latency.worst()], counts));
    }

    private Numbers latency(double quantile, LatencyMeasure.Pair counts) {
        LatencyScale scale = judge.situation().latency().orElseThrow();
        QuantileInterval old = QuantileInterval.of(counts.baseline(), quantile, alpha() / 2);
        QuantileInterval now = QuantileInterval.of(counts.canary(), quantile, alpha() / 2);
        double worse = judge.policy().latency().worse();
        return new Numbers(
                "p" + Math.round(100 * quantile),
                scale.unit(),
                scale.low(now.estimate()),
                scale.low(old.estimate()),
                scale.low(now.estimate() - old.estimate()),
                scale.low(now.low() - old.high()),
                scale.low(now.high() - old.low()),
                1 - alpha(),
                worse == 0 ? 1 : scale.low(scale.span(1 + worse)));
    }

    private List<Threshold> thresholds(LatencyMeasure latency) {
        LatencyScale scale = judge.situation().latency().orElseThrow();
        List<Threshold> thresholds = new ArrayList<>();
        for (int i = 0; i < LatencyMeasure.QUANTILES.length; i++) {
            LatencyMeasure.Stream stream = latency.streams().get(i);
            thresholds.add(new Threshold(
                    LatencyMeasure.QUANTILES[i],
                    scale.low(QuantileInterval.of(latency.all().baseline(), LatencyMeasure.QUANTILES[i], 0.5)
                            .estimate()),
                    scale.low(QuantileInterval.of(latency.all().canary(), LatencyMeasure.QUANTILES[i], 0.5)
                            .estimate()),
                    stream.sum().baselineShare(),
                    stream.sum().canaryShare(),
                    stream.bets().logWorse(),
                    stream.bets().logNotWorse()));
        }
        return thresholds;
    }

    private Numbers metric(MetricRule rule, MetricMeasure metric) {
        OddsInterval interval = metric.interval(rule, alpha());
        MetricMeasure.Sums sums = metric.sums();
        return new Numbers(
                rule.name(),
                switch (rule.kind()) {
                    case COUNTER -> "per request";
                    case GAUGE -> "";
                },
                sums.canary() / sums.canaryUnits(),
                sums.baseline() / sums.baselineUnits(),
                interval.estimate(),
                interval.low(),
                interval.high(),
                1 - alpha(),
                switch (rule.direction()) {
                    case MORE, EITHER -> 1 + rule.tolerance();
                    case LESS -> 1 / (1 + rule.tolerance());
                });
    }
}

package arelops.core.release;

import arelops.core.canary.Judge;
import arelops.core.canary.JudgePolicy;
import arelops.core.canary.JudgePolicy.Certainty;
import arelops.core.canary.JudgePolicy.ErrorLimits;
import arelops.core.canary.JudgePolicy.LatencyLimits;
import arelops.core.canary.JudgePolicy.Needs;
import arelops.core.canary.LatencyScale;
import arelops.core.canary.MetricRule;
import arelops.core.canary.Situation;
import arelops.core.policy.Amount;
import arelops.core.policy.CanaryPolicy;
import arelops.core.policy.Percent;
import arelops.core.policy.Policy;
import arelops.core.policy.QueryWatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// What the rules of an environment ask of its canary.
record CanaryRules(Policy policy, CanaryPolicy canary) {
    /// A canary that nothing was shown of may take this many times its shortest length, and
    /// this many windows.
    private static final int HORIZON = 2;

    private static final int LEAST_HORIZON = 12;
    /// One that gets no data, or was let go on, ends after this many horizons.
    private static final int PATIENCE = 4;
    /// How much surer a rejection is than a pass: the usual 95 % and 99 %.
    private static final double STRICTER = 5;
    /// Where the tolerance is widened, the limit to pass lies this many times as far.
    private static final double BEYOND = 2.5;
    /// And of a metric at least this far.
    private static final double LEAST_INFERIOR = 0.05;

    /// The judge by these rules.
    Judge judge() {
        return judge(judgePolicy());
    }

    /// The same without what metric stores tell.
    Judge judgeOfRouter() {
        return judge(judgePolicy().withMetrics(List.of()));
    }

    private static Judge judge(JudgePolicy policy) {
        return new Judge(policy, new Situation(Optional.of(LatencyScale.milliseconds()), OptionalDouble.empty()));
    }

    private JudgePolicy judgePolicy() {
        JudgePolicy standard = JudgePolicy.standard();
        double doubt = 1 - canary.confidence().fraction();
        Needs needs = standard.needs();
        return standard.withCertainty(new Certainty(doubt / STRICTER, doubt))
                .withErrors(errors(standard.errors()))
                .withLatency(latency(standard.latency()))
                .withNeeds(new Needs(
                        Math.max(1, Math.min(needs.requests(), canary.samples())),
                        needs.staleAfter(),
                        needs.windows(),
                        horizon()))
                .withMetrics(metrics());
    }

    private List<MetricRule> metrics() {
        return policy.queries().values().stream()
                .flatMap(query -> query.comparison().stream().map(how -> metric(query.metric(), how)))
                .toList();
    }

    private static MetricRule metric(String name, QueryWatch.Comparing how) {
        double tolerance = how.tolerance().fraction();
        return new MetricRule(
                name,
                switch (how.kind()) {
                    case GAUGE -> MetricRule.Kind.GAUGE;
                    case COUNTER -> MetricRule.Kind.COUNTER;
                },
                switch (how.worse()) {
                    case MORE -> MetricRule.Direction.MORE;
                    case FEWER -> MetricRule.Direction.LESS;
                    case EITHER -> MetricRule.Direction.EITHER;
                },
                tolerance,
                Math.max(LEAST_INFERIOR, BEYOND * tolerance),
                how.critical());
    }

    /// Half of what a soak lets through is no harm, however the baseline does: rare errors
    /// would take days to compare.
    private ErrorLimits errors(ErrorLimits standard) {
        double share = policy.watch().values().stream()
                .filter(watch -> watch.name().equals("errors"))
                .flatMap(watch -> watch.max().stream())
                .mapToDouble(
                        max -> max instanceof Amount.Share of ? of.percent().fraction() / 2 : 0)
                .max()
                .orElse(0);
        double worse = worse(name -> name.equals("errors")).orElse(standard.odds() - 1);
        return new ErrorLimits(
                1 + worse,
                Math.max(standard.inferiorOdds(), 1 + BEYOND * worse),
                Math.max(standard.inferiorShare(), share));
    }

    /// The widest of the latencies that are watched: the judge has one tolerance for all of its
    /// thresholds.
    private LatencyLimits latency(LatencyLimits standard) {
        return worse(name -> name.startsWith("p"))
                .map(share -> new LatencyLimits(share, Math.max(standard.inferior(), BEYOND * share)))
                .orElse(standard);
    }

    private Optional<Double> worse(java.util.function.Predicate<String> name) {
        return policy.watch().values().stream()
                .filter(watch -> name.test(watch.name()))
                .flatMap(watch -> watch.worse().stream())
                .map(Percent::fraction)
                .max(Double::compare);
    }

    /// The windows after which doubt is the policy's business.
    int horizon() {
        return Math.max(LEAST_HORIZON, HORIZON * windows(shortest(canary)));
    }

    /// When one without data, or one that was let go on, ends.
    Duration patience() {
        return policy.window().multipliedBy((long) PATIENCE * horizon());
    }

    private int windows(Duration time) {
        long window = policy.window().toMillis();
        return (int) ((time.toMillis() + window - 1) / window);
    }

    /// The shortest that a canary takes.
    static Duration shortest(CanaryPolicy canary) {
        return canary.shortest();
    }

    /// The share of a step in whole percent: at least one.
    int share(int step) {
        return share(canary, step);
    }

    static int share(CanaryPolicy canary, int step) {
        List<Percent> steps = canary.steps();
        Percent share = steps.get(Math.min(step, steps.size() - 1));
        return Math.clamp(Math.round(share.value().floatValue()), 1, 99);
    }

    boolean isLast(int step) {
        return step >= canary.steps().size() - 1;
    }

    /// The steps as sentences name them.
    String steps() {
        return canary.steps().stream().map(Percent::toString).collect(Collectors.joining(", "));
    }
}

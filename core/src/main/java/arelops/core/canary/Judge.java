package arelops.core.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// Judges a canary against its concurrent baseline, one window at a time. Looking often costs
/// nothing: whatever the number of looks, a canary within the tolerances is rejected with a
/// probability of alpha at most.
///
/// @param situation what is known before the canary starts
public record Judge(JudgePolicy policy, Situation situation) {
    static final String ERRORS = "errors";
    static final String LATENCY = "latency";

    /// The same judge, who knows what stable's requests took before.
    public Judge after(LatencyCounts stable) {
        return new Judge(policy, situation.after(stable));
    }

    /// Before the first window.
    public Judging start() {
        SortedMap<String, MetricMeasure> metrics = new TreeMap<>();
        policy.metrics().forEach(rule -> metrics.put(rule.name(), MetricMeasure.none(rule)));
        return new Judging(
                Judging.Seen.nothing(),
                new Judging.Evidence(ErrorMeasure.none(), LatencyMeasure.after(situation.priorLatency()), 0, metrics),
                Optional.empty(),
                OptionalInt.empty());
    }

    /// After one more window, and a look at it.
    public Judging look(Judging before, Window window) {
        return decide(take(before, window));
    }

    /// After one more window, without a look. One that an arm has no telemetry or no traffic in tells
    /// nothing.
    public Judging take(Judging before, Window window) {
        Optional<ArmWindow> baseline = window.baseline().filter(arm -> arm.requests() > 0);
        Optional<ArmWindow> canary = window.canary().filter(arm -> arm.requests() > 0);
        if (baseline.isEmpty() || canary.isEmpty()) {
            return new Judging(before.seen().silent(), before.evidence(), before.rejected(), before.passed());
        }
        return new Judging(
                before.seen().told(baseline.get(), canary.get()),
                evidence(before.windows() + 1, before.evidence(), baseline.get(), canary.get()),
                before.rejected(),
                before.passed());
    }

    /// A look: a rejection sticks from here on, and the first pass is remembered.
    public Judging decide(Judging taken) {
        Judging judged = new Judging(
                taken.seen(), taken.evidence(), taken.rejected().or(() -> rejection(taken)), taken.passed());
        return judged.passed().isEmpty() && verdict(judged) == Verdict.PASS
                ? new Judging(judged.seen(), judged.evidence(), judged.rejected(), OptionalInt.of(judged.windows()))
                : judged;
    }

    private Judging.Evidence evidence(int window, Judging.Evidence before, ArmWindow baseline, ArmWindow canary) {
        Hits hits = new Hits(baseline.errors(), baseline.requests(), canary.errors(), canary.requests());
        boolean timed = baseline.latency().total() > 0 && canary.latency().total() > 0;
        SortedMap<String, MetricMeasure> metrics = new TreeMap<>();
        for (MetricRule rule : policy.metrics()) {
            metrics.put(rule.name(), before.metric(rule).look(rule, baseline, canary, policy));
        }
        return new Judging.Evidence(
                before.errors().look(window, hits, policy, situation.priorErrorRate()),
                situation
                        .latency()
                        .filter(_ -> timed)
                        .map(scale -> before.latency()
                                .look(
                                        window,
                                        scale,
                                        new LatencyMeasure.Pair(baseline.latency(), canary.latency()),
                                        policy,
                                        needed()))
                        .orElse(before.latency()),
                timed ? 0 : before.latencyStale() + 1,
                metrics);
    }

    /// What the evidence says at this look.
    public Verdict verdict(Judging judging) {
        if (judging.rejected().isPresent()) {
            return Verdict.REJECT;
        }
        List<Claim> claims = claims(judging.evidence());
        if (judging.seen().canaryRequests() < policy.needs().requests()
                || judging.seen().stale() >= policy.needs().staleAfter()
                || claims.stream()
                        .anyMatch(claim -> claim.critical()
                                && claim.stale() >= policy.needs().staleAfter())) {
            return Verdict.NODATA;
        }
        return judging.windows() >= policy.needs().windows() && claims.stream().allMatch(claim -> isGood(claim))
                ? Verdict.PASS
                : Verdict.CONTINUE;
    }

    /// Everything about this look, for people and for the evidence.
    public Judgement judgement(Judging judging) {
        return new Reading(this, judging).judgement();
    }

    /// One measure's evidence.
    ///
    /// @param logWorse the logarithm of the evidence that it is worse than tolerated
    /// @param logNotWorse the logarithm of the evidence that it is within the limit to pass
    /// @param stale so many windows in a row told nothing of it
    record Claim(String name, boolean critical, double logWorse, double logNotWorse, int stale) {}

    List<Claim> claims(Judging.Evidence evidence) {
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(
                ERRORS, true, evidence.errors().logWorse(), evidence.errors().logNotWorse(), 0));
        if (situation.latency().isPresent()) {
            LatencyMeasure latency = evidence.latency();
            claims.add(new Claim(LATENCY, true, latency.logWorse(), latency.logNotWorse(), evidence.latencyStale()));
        }
        for (MetricRule rule : policy.metrics()) {
            MetricMeasure metric = evidence.metric(rule);
            claims.add(new Claim(
                    rule.name(), rule.critical(), metric.logWorse(rule), metric.logNotWorse(rule), metric.stale()));
        }
        return claims;
    }

    /// The evidence that rejects: one of as many critical measures as there are may do so (union bound).
    double needed() {
        long measures = 1
                + (situation.latency().isPresent() ? 1 : 0)
                + policy.metrics().stream().filter(MetricRule::critical).count();
        return StrictMath.log(measures / policy.certainty().alpha());
    }

    /// The evidence that a pass needs of every measure.
    double neededToPass() {
        return -StrictMath.log(policy.certainty().beta());
    }

    /// Shown to be within the limit to pass, and not under suspicion of being worse than tolerated.
    boolean isGood(Claim claim) {
        return claim.logNotWorse() >= neededToPass() && claim.logWorse() < neededToPass();
    }

    private Optional<Rejection> rejection(Judging judging) {
        return claims(judging.evidence()).stream()
                .filter(claim -> claim.critical() && claim.logWorse() >= needed())
                .max((a, b) -> Double.compare(a.logWorse(), b.logWorse()))
                .map(claim -> new Reading(this, judging).rejection(claim));
    }
}

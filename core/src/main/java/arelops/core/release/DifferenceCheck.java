package arelops.core.release;

import arelops.core.difference.DifferenceEvidence;
import arelops.core.difference.DifferenceVerdict;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Guard;
import arelops.core.evidence.SlotState;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.gate.Gate;
import arelops.core.id.Release;
import arelops.core.policy.DifferencePolicy;
import arelops.core.policy.DifferencePolicy.Found;
import arelops.core.policy.EnvironmentPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a release that serves answers differently than stable beside it, before its soak.
///
/// Nobody but a person can tell a fault from what was meant: unless the rules reject what differs, PRODUCTION waits
/// until one lets it by.
final class DifferenceCheck {
    static final String GATE = Guard.DIFFERENCE;
    private static final String DOCUMENT = "diff.json";

    private final SlotLook look;
    private final Attempt attempt;

    DifferenceCheck(SlotLook look, Attempt attempt) {
        this.look = look;
        this.attempt = attempt;
    }

    private static Optional<DifferencePolicy> policy(EnvironmentPolicy rules) {
        return rules.proving().recorded().difference();
    }

    /// What is to be done; empty where it was compared in this attempt, is skipped or not asked for. The first release
    /// has nothing before it, and before the line has served to its end nobody's traffic can have been recorded.
    Optional<Decision> next() {
        Optional<Release> stable = look.stable(attempt);
        boolean served = look.stateOf(look.policy().line().getLast().name())
                .standing()
                .lastSettled()
                .isPresent();
        if (stable.isEmpty()
                || !served
                || !attempt.of(GATE).isEmpty()
                || Overrides.isSkipped(look, attempt.release(), GATE)) {
            return Optional.empty();
        }
        return policy(look.rules()).map(policy -> run(policy, stable.get()));
    }

    private Decision run(DifferencePolicy policy, Release stable) {
        OptionalLong warm = look.warm(stable);
        long serving = look.state().serving().orElseThrow().deployment();
        Job job = new Job.Difference(
                look.slot(),
                attempt.token(),
                1,
                new Job.Asked(attempt.release(), serving),
                new Job.Asked(stable, warm.orElse(0)));
        String within = "the answers of " + attempt.release().commit().brief() + " in " + look.name();
        return switch (look.snapshot().job(job)) {
            case JobSeen.NotKnown _ when warm.isEmpty() -> missing(policy, stable);
            case JobSeen.NotKnown _ ->
                new Decision.Act(
                        new Action.Run(job),
                        "compare " + within + " with those of stable "
                                + stable.commit().brief() + ", by the recorded traffic of " + policy.recording());
            case JobSeen.Running _ ->
                new Decision.Wait(
                        within + " are compared with those of stable "
                                + stable.commit().brief(),
                        new Decision.Until.Event("the last request is answered"),
                        List.of(Gate.waiting(GATE, within, "recorded traffic")));
            case JobSeen.Passed passed ->
                passed.difference()
                        .map(evidence -> judged(policy, evidence))
                        .orElseGet(() -> Ending.failed(look, attempt.release(), "comparing the answers says nothing"));
            case JobSeen.Failed failed -> Ending.failed(look, attempt.release(), failed.because());
            case JobSeen.Broken broken -> Ending.failed(look, attempt.release(), broken.because());
        };
    }

    /// Stable is kept beside a release on trial; what ended there by itself is back after the attempt failed, as stable
    /// serves again then.
    private Decision missing(DifferencePolicy policy, Release stable) {
        boolean comes = look.target().deployments().values().stream()
                .anyMatch(found -> found.release().equals(stable) && found.health() instanceof Seen.Health.Starting);
        String name = "stable " + stable.commit().brief();
        if (comes) {
            return new Decision.Wait(
                    name + " starts again in " + look.name() + ", to be compared with",
                    new Decision.Until.Event("it answers its health check, or its deadline passes"),
                    List.of(Gate.waiting(GATE, name + " starts", "its health check")));
        }
        String because = "answers cannot be compared: " + name + " is not up in " + look.name();
        return policy.found() == Found.SHOW
                ? verified(Fact.Outcome.BROKEN, new TreeMap<>(), because + "; the rules only show what differs")
                : Ending.failed(look, attempt.release(), because);
    }

    private Decision judged(DifferencePolicy policy, DifferenceEvidence evidence) {
        SortedMap<String, String> documents = new TreeMap<>();
        documents.put(DOCUMENT, evidence.json().canonical());
        String because = attempt.release().commit().brief() + " in " + look.name() + ", by " + evidence.recording()
                + ": " + evidence.verdict().because();
        return switch (evidence.verdict()) {
            case DifferenceVerdict.Alike _ -> verified(Fact.Outcome.PASSED, documents, because);
            case DifferenceVerdict.Different different ->
                switch (policy.found()) {
                    case SHOW -> verified(Fact.Outcome.PASSED, documents, because);
                    case HOLD -> verified(Fact.Outcome.FAILED, documents, because);
                    case REJECT ->
                        Ending.rejected(
                                look,
                                attempt.release(),
                                documents,
                                "by " + evidence.recording() + ": " + different.because(),
                                List.of());
                };
            case DifferenceVerdict.Unknown unknown ->
                Ending.failed(
                        look, attempt.release(), documents, "whether it answers as stable does: " + unknown.because());
        };
    }

    private Decision verified(Fact.Outcome outcome, SortedMap<String, String> documents, String because) {
        return new Decision.Act(
                new Action.Append(new Fact.Verified(look.slot(), attempt.token(), GATE, outcome, 1), documents),
                because);
    }

    /// What PRODUCTION waits for; empty where no environment before it holds what differs.
    ///
    /// Each release is compared with the one before it, so that what a release brings is held against those
    /// after it as well, until PRODUCTION settled one of them or people let one of them by.
    static Optional<Gate> before(SlotLook look, Release release) {
        List<EnvironmentPolicy> holding = look.policy().line().stream()
                .limit(look.index(look.environment()))
                .filter(before ->
                        policy(before).filter(one -> one.found() != Found.SHOW).isPresent())
                .toList();
        if (holding.isEmpty()) {
            return Optional.empty();
        }
        String names = holding.stream().map(before -> before.name().upper()).collect(Collectors.joining(", "));
        return Optional.of(holding.stream()
                .flatMap(before -> held(look, before, release).stream())
                .findFirst()
                .orElseGet(() -> Gate.open(GATE, "no difference is held in " + names)));
    }

    private static Optional<Gate> held(SlotLook look, EnvironmentPolicy before, Release release) {
        SlotState there = look.stateOf(before.name());
        return carried(look, there, release).stream()
                .filter(one -> there.guard().differing().containsKey(one.number()))
                .findFirst()
                .flatMap(one -> Optional.ofNullable(there.guard().differing().get(one.number())))
                .map(found -> gate(look, release, found));
    }

    /// The release itself, and those that settled there since the one that PRODUCTION settled last, or since one that
    /// people let by; newest first.
    private static List<Release> carried(SlotLook look, SlotState there, Release release) {
        long since = look.state().standing().lastSettled().map(Release::number).orElse(-1L);
        List<Release> all = new ArrayList<>(List.of(release));
        there.standing().settled().stream()
                .filter(one -> one.number() > since && one.number() < release.number())
                .sorted(Comparator.comparingLong(Release::number).reversed())
                .takeWhile(one -> !Overrides.isSkipped(look, one, GATE))
                .forEach(all::add);
        return all;
    }

    private static Gate gate(SlotLook look, Release release, Guard.Differing found) {
        String commit = release.commit().brief();
        return Gate.waiting(
                        GATE,
                        found.because(),
                        "arelops promote " + commit + " --to " + look.environment() + " --skip " + GATE + " -m REASON")
                .since(found.at());
    }
}

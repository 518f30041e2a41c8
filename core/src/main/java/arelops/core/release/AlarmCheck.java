package arelops.core.release;

import arelops.core.alarm.AlarmReport;
import arelops.core.alarm.AlarmVerdict;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Guard;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.gate.Gate;
import arelops.core.id.Digest;
import arelops.core.id.Release;
import arelops.core.policy.AlarmPolicy;
import arelops.core.policy.AlarmRules;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whether the alarms of an environment fire, tried once for each change of the rules that this depends on (TRF-3).
///
/// What is found is held against no release: PRODUCTION waits until it is mended.
final class AlarmCheck {
    static final String GATE = "alarms";
    private static final String DOCUMENT = "alarms.json";

    private final SlotLook look;
    private final Attempt attempt;

    AlarmCheck(SlotLook look, Attempt attempt) {
        this.look = look;
        this.attempt = attempt;
    }

    /// Whether they are tried in an environment: not before the line has served to its end, when nobody's traffic can
    /// have been recorded.
    static boolean isAsked(SlotLook look, EnvironmentPolicy rules) {
        return rules.proving().recorded().alarms().isPresent()
                && look.stateOf(look.policy().line().getLast().name())
                        .standing()
                        .lastSettled()
                        .isPresent();
    }

    static Digest rules(Policy policy, EnvironmentPolicy environment) {
        return AlarmRules.digest(policy, environment);
    }

    /// What is to be done; empty where they are proved, found wrong under this very attempt, skipped or not asked for,
    /// and while something is measured beside stable.
    Optional<Decision> next() {
        if (!isAsked(look, look.rules())) {
            return Optional.empty();
        }
        Digest rules = rules(look.policy(), look.rules());
        boolean done = look.state()
                .guard()
                .alarms()
                .filter(tried -> tried.rules().equals(rules) && (tried.proved() || tried.intent() == attempt.token()))
                .isPresent();
        if (done || look.openControl().isPresent() || Overrides.isSkipped(look, attempt.release(), GATE)) {
            return Optional.empty();
        }
        return Optional.of(run(look.rules().proving().recorded().alarms().orElseThrow(), rules));
    }

    private Decision run(AlarmPolicy policy, Digest rules) {
        long serving = look.state().serving().orElseThrow().deployment();
        Job job = new Job.Alarms(look.slot(), attempt.token(), rules, 1, new Job.Asked(attempt.release(), serving));
        String within = "the alarms of " + look.name();
        return switch (look.snapshot().job(job)) {
            case JobSeen.NotKnown _ ->
                new Decision.Act(
                        new Action.Run(job),
                        "try " + within + " with recorded traffic of " + policy.recording()
                                + " and injected faults: the rules are others than those they were proved by");
            case JobSeen.Running _ ->
                new Decision.Wait(
                        within + " are tried: recorded traffic with and without injected faults",
                        new Decision.Until.Event("the last replay ends"),
                        List.of(Gate.waiting(GATE, within, "its replays")));
            case JobSeen.Passed passed ->
                passed.alarms()
                        .map(report -> judged(report, rules))
                        .orElseGet(() -> Ending.failed(look, attempt.release(), "trying the alarms says nothing"));
            case JobSeen.Failed failed -> Ending.failed(look, attempt.release(), failed.because());
            case JobSeen.Broken broken -> Ending.failed(look, attempt.release(), broken.because());
        };
    }

    private Decision judged(AlarmReport report, Digest rules) {
        SortedMap<String, String> documents = new TreeMap<>();
        documents.put(DOCUMENT, report.json().canonical());
        return switch (report.verdict()) {
            case AlarmVerdict.Proved proved ->
                tried(
                        rules,
                        Fact.Outcome.PASSED,
                        documents,
                        "the alarms of " + look.name() + " are proved by " + report.recording() + ": "
                                + proved.because());
            case AlarmVerdict.Wrong wrong ->
                tried(
                        rules,
                        Fact.Outcome.FAILED,
                        documents,
                        "the alarms of " + look.name() + " do not do what is expected, by " + report.recording() + ": "
                                + wrong.because());
            case AlarmVerdict.Unknown unknown ->
                Ending.failed(
                        look,
                        attempt.release(),
                        documents,
                        "whether the alarms of " + look.name() + " fire: " + unknown.because());
        };
    }

    private Decision tried(Digest rules, Fact.Outcome outcome, SortedMap<String, String> documents, String because) {
        return new Decision.Act(
                new Action.Append(new Fact.AlarmsTried(look.slot(), attempt.token(), rules, outcome), documents),
                because);
    }

    /// What an environment waits for while the alarms before it are not proved; empty where none are tried there.
    static Optional<Gate> before(SlotLook look, Release release) {
        return look.policy().line().stream()
                .limit(look.index(look.environment()))
                .filter(before -> isAsked(look, before))
                .map(before -> gate(look, before, release))
                .reduce((one, other) -> one.lets() ? other : one);
    }

    private static Gate gate(SlotLook look, EnvironmentPolicy before, Release release) {
        Optional<Guard.AlarmsTried> tried = look.stateOf(before.name()).guard().alarms();
        boolean same = tried.filter(one -> one.rules().equals(rules(look.policy(), before)))
                .isPresent();
        String name = before.name().upper();
        String next = "the next release in " + name + " tries them; or arelops promote "
                + release.commit().brief() + " --to " + look.environment() + " --skip " + GATE + " -m REASON";
        if (tried.isPresent() && same) {
            return tried.get().proved()
                    ? Gate.open(GATE, "the alarms of " + name + " are proved")
                    : Gate.failed(GATE, tried.get().because(), "mend the rules: " + next)
                            .since(tried.get().at());
        }
        return Gate.waiting(GATE, "the alarms of " + name + " are not proved by the rules in force", next);
    }
}

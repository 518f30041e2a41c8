package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.gate.Gate;
import arelops.core.id.Release;
import arelops.core.load.LoadReport;
import arelops.core.load.LoadVerdict;
import arelops.core.policy.LoadPolicy;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Recorded traffic for a release that serves, before its soak (BET-2, PAS-2, TRF-4): it must bear what stable bears.
final class LoadCheck {
    private static final String DOCUMENT = "load.json";

    private final SlotLook look;
    private final Attempt attempt;
    private final Job.LoadGate which;

    LoadCheck(SlotLook look, Attempt attempt, Job.LoadGate which) {
        this.look = look;
        this.attempt = attempt;
        this.which = which;
    }

    /// The rules of one of them in an environment, if it is asked for there.
    static Optional<LoadPolicy> policy(SlotLook look, Job.LoadGate which) {
        return switch (which) {
            case REPLAY -> look.rules().proving().recorded().replay();
            case LOAD -> look.rules().proving().recorded().load();
        };
    }

    /// What is to be done; empty where it is passed, skipped or not asked for. The first release has nobody's traffic
    /// before it and nothing to be compared with.
    Optional<Decision> next() {
        Optional<LoadPolicy> policy = policy(look, which);
        Optional<Release> stable = look.stable(attempt);
        boolean passed = attempt.of(which.check()).stream().anyMatch(one -> one.outcome() == Fact.Outcome.PASSED);
        if (policy.isEmpty() || stable.isEmpty() || passed || isSkipped()) {
            return Optional.empty();
        }
        return Optional.of(run(policy.get(), stable.get()));
    }

    private boolean isSkipped() {
        return Overrides.isSkipped(look, attempt.release(), which.check());
    }

    private Decision run(LoadPolicy policy, Release stable) {
        Job job = job(stable);
        String commit = attempt.release().commit().brief();
        return switch (look.snapshot().job(job)) {
            case JobSeen.NotKnown _ ->
                new Decision.Act(
                        new Action.Run(job),
                        "send " + commit + " the recorded traffic of " + policy.recording() + " at "
                                + String.join(" ", policy.factors()));
            case JobSeen.Running _ ->
                new Decision.Wait(
                        commit + " is sent recorded traffic in " + look.name() + ", at "
                                + String.join(" ", policy.factors()),
                        new Decision.Until.Event("the last step ends"),
                        List.of(gate(policy)));
            case JobSeen.Passed passed ->
                passed.load()
                        .map(this::judged)
                        .orElseGet(
                                () -> Ending.failed(look, attempt.release(), "the " + which.check() + " says nothing"));
            case JobSeen.Failed failed -> Ending.failed(look, attempt.release(), failed.because());
            case JobSeen.Broken broken -> Ending.failed(look, attempt.release(), broken.because());
        };
    }

    private Job job(Release stable) {
        long serving = look.state().serving().orElseThrow().deployment();
        Optional<Job.Asked> beside = look.warm(stable).stream()
                .mapToObj(deployment -> new Job.Asked(stable, deployment))
                .findFirst();
        return new Job.Load(look.slot(), attempt.token(), which, 1, new Job.Asked(attempt.release(), serving), beside);
    }

    private Gate gate(LoadPolicy policy) {
        return Gate.waiting(which.check(), "recorded traffic in " + look.name(), "its steps")
                .read("", String.join(" ", policy.factors()));
    }

    private Decision judged(LoadReport report) {
        SortedMap<String, String> documents = new TreeMap<>();
        documents.put(DOCUMENT, report.json().canonical());
        return switch (report.verdict()) {
            case LoadVerdict.Borne borne ->
                new Decision.Act(
                        new Action.Append(
                                new Fact.Verified(look.slot(), attempt.token(), which.check(), Fact.Outcome.PASSED, 1),
                                documents),
                        which.check() + " of " + report.recording() + ": " + borne.because());
            case LoadVerdict.Worse worse ->
                Ending.rejected(
                        look,
                        attempt.release(),
                        documents,
                        "the " + which.check() + " of " + report.recording() + ": " + worse.because(),
                        List.of());
            case LoadVerdict.Unknown unknown ->
                Ending.failed(look, attempt.release(), documents, "the " + which.check() + ": " + unknown.because());
        };
    }
}

package arelops.core.change;

import arelops.core.change.ChangeState.TrialSeen;
import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.gate.Gate;
import arelops.core.id.ChangeNumber;
import arelops.core.id.Digest;
import arelops.core.policy.Check;
import arelops.core.policy.Retry;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import arelops.core.report.CheckRun;
import arelops.core.report.CommandEnd;
import arelops.core.report.Judgement;
import arelops.core.report.ReportJson;
import arelops.core.report.ReportResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The checks of one merge result: what to do next for them, and how they stand.
///
/// A check that fails is repeated on the very same commit before it counts, so that a flaky one costs nobody a
/// place.
final class Trying {
    /// A failure that does not come back at the first repeat was the check's.
    private static final int REPEATS = 1;

    /// What opens the gate of a check that runs.
    static final String ENDS = "the check ends";

    private final ChangesSnapshot snapshot;
    private final ChangeNumber change;
    private final TrialSeen trial;

    Trying(ChangesSnapshot snapshot, ChangeNumber change, TrialSeen trial) {
        this.snapshot = snapshot;
        this.change = change;
        this.trial = trial;
    }

    /// How a trial stands as a whole.
    enum Standing {
        RUNNING,
        PASSED,
        FAILED
    }

    Standing standing() {
        boolean all = true;
        for (Check check : snapshot.checks()) {
            Standing one = standing(check);
            if (one == Standing.FAILED) {
                return one;
            }
            all &= one == Standing.PASSED;
        }
        return all ? Standing.PASSED : Standing.RUNNING;
    }

    private Standing standing(Check check) {
        List<SlotState.Result> results = trial.counted(check.name());
        if (!results.isEmpty() && results.getLast().outcome() == Fact.Outcome.PASSED) {
            return Standing.PASSED;
        }
        return failures(results) > repeats(check) ? Standing.FAILED : Standing.RUNNING;
    }

    private static int repeats(Check check) {
        return Math.max(REPEATS, check.retry().repeats());
    }

    private static int failures(List<SlotState.Result> results) {
        return (int) results.stream()
                .filter(result -> result.outcome() != Fact.Outcome.PASSED)
                .count();
    }

    /// Which check failed, where one did.
    Optional<String> failure() {
        return snapshot.checks().stream()
                .filter(check -> standing(check) == Standing.FAILED)
                .findFirst()
                .map(check -> "check " + check.name() + " failed "
                        + Retry.times(failures(trial.counted(check.name()))) + " on "
                        + trial.trial().tested().brief());
    }

    /// How it stands for the queue. A failure was repeated here as often as the rules say, so it counts
    /// as all of the queue's attempts.
    arelops.core.queue.Trial.State forQueue(int attempts) {
        int failures = snapshot.checks().stream()
                .mapToInt(check -> failures(trial.counted(check.name())))
                .sum();
        return switch (standing()) {
            case RUNNING -> new arelops.core.queue.Trial.Running(trial.since(), failures);
            case PASSED -> new arelops.core.queue.Trial.Passed(trial.trial().tested(), trial.since(), failures);
            case FAILED -> new arelops.core.queue.Trial.Failed(trial.since(), Math.max(attempts, failures));
        };
    }

    /// The next effect, where one is due.
    Optional<ChangeDecision.Act> next(Instant now) {
        if (standing() == Standing.FAILED) {
            return Optional.empty(); // the others would only cost time
        }
        for (Check check : snapshot.checks()) {
            if (standing(check) == Standing.RUNNING) {
                Optional<ChangeDecision.Act> act = next(check, now);
                if (act.isPresent()) {
                    return act;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<ChangeDecision.Act> next(Check check, Instant now) {
        int attempt = attempt(check);
        Job job = new Job.Check(trial.trial().tested(), check.name(), attempt);
        String where = " on the merge result " + trial.trial().tested().brief() + " of " + change;
        return switch (snapshot.job(job)) {
            case JobSeen.NotKnown _ ->
                Optional.of(act(
                        new ChangeAction.Run(job),
                        (attempt == 1 ? "run check " : "repeat check ") + check.name() + where));
            case JobSeen.Running _ -> Optional.empty();
            case JobSeen.Passed passed ->
                Optional.of(judged(check, attempt, new CommandEnd.Succeeded(), passed.report()));
            case JobSeen.Failed failed ->
                Optional.of(judged(check, attempt, new CommandEnd.Failed(failed.because()), failed.report()));
            case JobSeen.Broken broken ->
                now.isBefore(broken.again())
                        ? Optional.empty()
                        : Optional.of(act(new ChangeAction.Run(job), "try again to run check " + check.name() + where));
        };
    }

    /// The number of its next run, over all that it had.
    private int attempt(Check check) {
        return trial.of(check.name()).size() + 1;
    }

    /// What command and report come to (GATE-2); what is new against trunk's last report is named.
    private ChangeDecision.Act judged(Check check, int attempt, CommandEnd end, Optional<ReportResult> report) {
        CheckRun run = new CheckRun(check, end, report, onTrunk(check));
        Judgement judgement = run.judged();
        Fact.Outcome outcome = switch (judgement.outcome()) {
            case PASSED -> Fact.Outcome.PASSED;
            case FAILED -> Fact.Outcome.FAILED;
            case NO_DATA -> Fact.Outcome.BROKEN;
        };
        Optional<Digest> document = check.report()
                .map(declared ->
                        Digest.of(ReportJson.document(run, declared, judgement).canonical()));
        boolean repeated = outcome == Fact.Outcome.PASSED && failures(trial.counted(check.name())) > 0;
        return act(
                new ChangeAction.Append(
                        change,
                        new ChangeEvent.Checked(trial.trial().tested(), check.name(), outcome, attempt, document)),
                judgement.sentence() + (repeated ? ", when it was repeated: it is flaky" : ""));
    }

    private Optional<ReportResult> onTrunk(Check check) {
        return switch (snapshot.job(new Job.Check(snapshot.trunk().tip(), check.name(), 1))) {
            case JobSeen.Passed passed -> passed.report();
            case JobSeen.Failed failed -> failed.report();
            case JobSeen.NotKnown _, JobSeen.Running _, JobSeen.Broken _ -> Optional.empty();
        };
    }

    private static ChangeDecision.Act act(ChangeAction action, String because) {
        return new ChangeDecision.Act(action, because, List.of());
    }

    /// One gate for each check.
    List<Gate> gates() {
        return snapshot.checks().stream().map(this::gate).toList();
    }

    private Gate gate(Check check) {
        int failures = failures(trial.counted(check.name()));
        String on = " on the merge result " + trial.trial().tested().brief();
        Gate gate = switch (standing(check)) {
            case PASSED ->
                Gate.open(
                        id(check),
                        failures == 0 ? "passed" + on : "passed" + on + " when it was repeated: it is flaky");
            case FAILED -> Gate.failed(id(check), "failed " + Retry.times(failures) + on + said(check), fix());
            case RUNNING ->
                standing() == Standing.FAILED
                        ? Gate.waiting(id(check), "is not run to its end" + on + ", as another failed there", fix())
                        : running(check, failures, on);
        };
        return gate.since(trial.since());
    }

    private String said(Check check) {
        return trial.said(check.name())
                .filter(said -> !said.isBlank())
                .map(": "::concat)
                .orElse("");
    }

    private Gate running(Check check, int failures, String on) {
        return switch (snapshot.job(new Job.Check(trial.trial().tested(), check.name(), attempt(check)))) {
            case JobSeen.Broken broken ->
                Gate.unknown(id(check), "could not be performed: " + broken.because(), "it is tried again");
            case JobSeen.NotKnown _, JobSeen.Running _, JobSeen.Passed _, JobSeen.Failed _ ->
                Gate.waiting(id(check), (failures == 0 ? "runs" : "failed once and is repeated") + on, ENDS);
        };
    }

    private String fix() {
        return "push a fix; see arelops show " + change.value();
    }

    static String id(Check check) {
        return "check " + check.name();
    }
}

package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState.Result;
import arelops.core.gate.Gate;
import arelops.core.id.CommitId;
import arelops.core.policy.Check;
import arelops.core.policy.Report;
import arelops.core.policy.Retry;
import arelops.core.report.CheckRun;
import arelops.core.report.CommandEnd;
import arelops.core.report.Judgement;
import arelops.core.report.ReportJson;
import arelops.core.report.ReportResult;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// One check on one commit: it runs, is judged by its command and its report (GATE-2), and is repeated (GATE-8).
///
/// @param results what its runs said, as the ledger has them, oldest first
/// @param jobs what is known of a job
/// @param trunk the last report of this check on trunk before the commit, where one is known
public record CommitCheck(
        Check rule, CommitId commit, List<Result> results, Function<Job, JobSeen> jobs, Optional<ReportResult> trunk) {
    /// How often a run without data is repeated.
    private static final int UNKNOWN_REPEATS = 1;

    public CommitCheck {
        results = List.copyOf(results);
    }

    /// Where nothing is known of trunk.
    public CommitCheck(Check rule, CommitId commit, List<Result> results, Function<Job, JobSeen> jobs) {
        this(rule, commit, results, jobs, Optional.empty());
    }

    /// Whether it lets the commit go on: it passed; where it had failed before on the same commit it is flaky, and
    /// passes only where a budget for that is declared.
    public boolean hasPassed() {
        return ended(Fact.Outcome.PASSED)
                && (count(Fact.Outcome.FAILED) == 0 || rule.retry().allowsFlaky());
    }

    /// The next act of a check that has not passed, or what it waits for.
    public Decision next(Instant now) {
        if (ended(Fact.Outcome.PASSED)) {
            return flaky();
        }
        if (count(Fact.Outcome.FAILED) > rule.retry().repeats()) {
            return failed();
        }
        if (rule.report().isPresent() && count(Fact.Outcome.BROKEN) > UNKNOWN_REPEATS) {
            return noData(rule.report().get());
        }
        int attempt = results.size() + 1;
        Job job = job(attempt);
        return switch (jobs.apply(job)) {
            case JobSeen.NotKnown _ ->
                new Decision.Act(
                        new Action.Run(job),
                        (attempt == 1 ? "run check " : "repeat check ") + rule.name() + " on " + commit.brief());
            case JobSeen.Running _ ->
                new Decision.Wait(
                        "check " + rule.name() + " runs on " + commit.brief(),
                        new Decision.Until.Event("check " + rule.name() + " ends"));
            case JobSeen.Passed passed -> judged(attempt, new CommandEnd.Succeeded(), passed.report());
            case JobSeen.Failed failed -> judged(attempt, new CommandEnd.Failed(failed.because()), failed.report());
            case JobSeen.Broken broken -> Intake.again(job, broken, now, "run check " + rule.name());
        };
    }

    private Job job(int attempt) {
        return new Job.Check(commit, rule.name(), attempt);
    }

    private boolean ended(Fact.Outcome outcome) {
        return !results.isEmpty() && results.getLast().outcome() == outcome;
    }

    private int count(Fact.Outcome outcome) {
        return (int)
                results.stream().filter(result -> result.outcome() == outcome).count();
    }

    private Decision judged(int attempt, CommandEnd end, Optional<ReportResult> report) {
        CheckRun run = new CheckRun(rule, end, report, trunk);
        Judgement judgement = run.judged();
        SortedMap<String, String> documents = new TreeMap<>();
        rule.report()
                .ifPresent(declared -> documents.put(
                        ReportJson.DOCUMENT,
                        ReportJson.document(run, declared, judgement).canonical()));
        Fact fact = new Fact.Checked(commit, rule.name(), outcome(judgement), attempt);
        return new Decision.Act(
                new Action.Append(fact, documents),
                "check " + rule.name() + " on " + commit.brief() + ": " + judgement.sentence() + flaky(judgement));
    }

    /// A run without data is the check's own fault, as far as anybody can tell.
    private static Fact.Outcome outcome(Judgement judgement) {
        return switch (judgement.outcome()) {
            case PASSED -> Fact.Outcome.PASSED;
            case FAILED -> Fact.Outcome.FAILED;
            case NO_DATA -> Fact.Outcome.BROKEN;
        };
    }

    private String flaky(Judgement judgement) {
        return judgement.outcome() == Judgement.Outcome.PASSED && count(Fact.Outcome.FAILED) > 0
                ? " at try " + (results.size() + 1) + " after it failed: it is flaky"
                : "";
    }

    /// What the last run said, where its job is still kept.
    private Optional<Judgement> last() {
        return switch (jobs.apply(job(results.size()))) {
            case JobSeen.Passed passed -> Optional.of(judgement(new CommandEnd.Succeeded(), passed.report()));
            case JobSeen.Failed failed ->
                Optional.of(judgement(new CommandEnd.Failed(failed.because()), failed.report()));
            case JobSeen.NotKnown _, JobSeen.Running _, JobSeen.Broken _ -> Optional.empty();
        };
    }

    private Judgement judgement(CommandEnd end, Optional<ReportResult> report) {
        return new CheckRun(rule, end, report, trunk).judged();
    }

    private String said() {
        return last().map(judgement -> ": " + judgement.sentence()).orElse("");
    }

    private Gate read(Gate gate) {
        return last().map(Judgement::reading)
                .map(reading -> gate.read(reading.measured(), reading.needed()))
                .orElse(gate);
    }

    private Decision flaky() {
        String sentence = "it failed, then passed on the same commit: it is flaky";
        return new Decision.Wait(
                "check " + rule.name() + " is flaky on " + commit.brief()
                        + ": it failed, then passed (a declared `retry` would let it pass)",
                new Decision.Until.Event("a commit on trunk that mends it or declares `retry`"),
                List.of(Gate.failed(rule.name(), sentence, "push a fix, or declare checks." + rule.name() + ".retry")));
    }

    private Decision failed() {
        return new Decision.Wait(
                "check " + rule.name() + " fails on " + commit.brief() + said(),
                new Decision.Until.Event("a commit on trunk that mends or reverts it"),
                List.of(read(Gate.failed(
                        rule.name(),
                        "failed " + Retry.times(count(Fact.Outcome.FAILED)) + said(),
                        "push a fix or a revert; see arelops logs " + commit.brief()))));
    }

    private Decision noData(Report declared) {
        String key =
                "checks." + rule.name() + ".report." + declared.format().name().toLowerCase(Locale.ROOT);
        String told = last().map(Judgement::sentence)
                .orElse("no data: no " + declared.format().title() + " at " + declared.glob() + " could be read");
        return new Decision.Wait(
                "check " + rule.name() + " of " + commit.brief() + ", tried " + Retry.times(count(Fact.Outcome.BROKEN))
                        + ": " + told + "; no data never passes",
                new Decision.Until.Event("a commit on trunk whose command leaves "
                        + declared.format().title() + " at " + declared.glob() + ", or that corrects " + key),
                List.of(read(Gate.unknown(
                        rule.name(),
                        told,
                        "let the command leave " + declared.format().title() + " at " + declared.glob()
                                + ", or correct " + key))));
    }
}

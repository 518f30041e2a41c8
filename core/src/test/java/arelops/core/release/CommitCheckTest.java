package arelops.core.release;

import static arelops.core.release.Small.APP;
import static arelops.core.release.Small.commit;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.gate.Gate;
import arelops.core.id.Digest;
import arelops.core.policy.Approvals;
import arelops.core.policy.ChangeRules;
import arelops.core.policy.Check;
import arelops.core.policy.Isolation;
import arelops.core.policy.Policy;
import arelops.core.policy.PolicyChange;
import arelops.core.policy.Report;
import arelops.core.policy.Retry;
import arelops.core.policy.Team;
import arelops.core.report.Findings;
import arelops.core.report.ReportJson;
import arelops.core.report.ReportResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// GATE-2 and GATE-8: a check with a report, on a commit that was pushed.
class CommitCheckTest {
    private static final Optional<Report> REPORT = Optional.of(new Report(Report.Format.JUNIT, "target/*.xml"));
    private static final JobSeen GREEN = new JobSeen.Passed(Optional.empty(), Optional.of(tests(412)));
    private static final JobSeen MISSING =
            new JobSeen.Passed(Optional.empty(), Optional.of(new ReportResult.NoData("no file matches target/*.xml")));

    private static ReportResult tests(long passed, String... failed) {
        return new ReportResult.Read(
                new Findings.Tests(passed, failed.length, 0, 0, 0, 0, List.of(failed)),
                new ReportResult.Origin(1, 10, Digest.of("x")));
    }

    private static Check check(Optional<Report> report, int retry) {
        return new Check("unit", List.of(), report, Optional.empty(), Optional.empty(), new Retry(retry));
    }

    private static Policy policy(Check check) {
        return Small.policy()
                .withChanges(new ChangeRules(
                        "main", Approvals.NONE, Map.of("unit", check), new Team.Standard(), Map.of(), Isolation.BEST));
    }

    private static Tale pushed(Check check) {
        return look(Tale.fresh(policy(check)).push());
    }

    private static Decision intake(Tale tale) {
        return Intake.decide(tale.world.snapshot(APP), tale.world.around().now());
    }

    private static Tale look(Tale tale) {
        Decision.Act act = (Decision.Act) intake(tale);
        tale.world = tale.world.perform(act.action(), tale.world.ledger().seq());
        return tale;
    }

    /// The job that is asked for ends so.
    private static Action.Append ended(Tale tale, JobSeen outcome) {
        Action.Run run = (Action.Run) ((Decision.Act) intake(tale)).action();
        tale.world = tale.world.with(run.job(), outcome);
        return (Action.Append) ((Decision.Act) intake(tale)).action();
    }

    @Test
    @DisplayName("GATE-2: a good report passes, and its summary stands beside the entry")
    void a_good_report() {
        Tale tale = pushed(check(REPORT, 0));

        Action.Append append = ended(tale, GREEN);

        assertThat(append.fact()).isEqualTo(new Fact.Checked(commit(1), "unit", Fact.Outcome.PASSED, 1));
        assertThat(intake(tale).because())
                .isEqualTo("check unit on " + commit(1).brief() + ": 412 tests passed");
        assertThat(append.documents()).containsOnlyKeys(ReportJson.DOCUMENT);
        assertThat(append.documents().get(ReportJson.DOCUMENT))
                .contains(
                        "\"outcome\":\"passed\"",
                        "\"passed\":412",
                        Digest.of("x").toString());
        assertThat(((Decision.Act) intake(look(tale))).action())
                .isEqualTo(new Action.Run(new Job.Build(APP, commit(1), 1)));
    }

    @Test
    @DisplayName("GATE-2: a report with a failure fails though the command succeeded, and the gate names it")
    void a_report_with_a_failure() {
        Tale tale = pushed(check(REPORT, 0));
        JobSeen red = new JobSeen.Passed(Optional.empty(), Optional.of(tests(411, "a.b.CTest.x")));

        assertThat(ended(tale, red).fact()).isEqualTo(new Fact.Checked(commit(1), "unit", Fact.Outcome.FAILED, 1));
        look(tale);
        assertThat(((Decision.Act) intake(tale)).because()).startsWith("repeat check unit");
        ended(tale, red);
        look(tale);

        assertThat(intake(tale).because()).endsWith(": 412 tests, 1 failed: a.b.CTest.x");
        assertThat(intake(tale).gates())
                .singleElement()
                .satisfies(
                        gate -> assertThat(gate.reading()).isEqualTo(new Gate.Reading("1 failed of 412", "0 failed")));
    }

    @Test
    @DisplayName(
            "GATE-2: no data is repeated once and then waits; the gate is unknown, and names the pattern and the mend")
    void no_data_waits() {
        Tale tale = pushed(check(REPORT, 0));

        assertThat(ended(tale, MISSING).fact()).isEqualTo(new Fact.Checked(commit(1), "unit", Fact.Outcome.BROKEN, 1));
        look(tale);
        assertThat(((Decision.Act) intake(tale)).because()).startsWith("repeat check unit");
        assertThat(ended(tale, MISSING).fact()).isEqualTo(new Fact.Checked(commit(1), "unit", Fact.Outcome.BROKEN, 2));
        look(tale);

        Decision.Wait wait = (Decision.Wait) intake(tale);
        assertThat(wait.because())
                .isEqualTo("check unit of " + commit(1).brief()
                        + ", tried twice: no data: no file matches target/*.xml; no data never passes");
        assertThat(wait.until())
                .isEqualTo(new Decision.Until.Event("a commit on trunk whose command leaves JUnit XML at target/*.xml,"
                        + " or that corrects checks.unit.report.junit"));
        Gate gate = wait.gates().getFirst();
        assertThat(gate.state()).isEqualTo(Gate.State.UNKNOWN);
        assertThat(gate.reading()).isEqualTo(new Gate.Reading("no data", "0 failed"));
        assertThat(gate.unblocks().orElseThrow()).contains("target/*.xml", "checks.unit.report.junit");
        tale.world = tale.world.without(new Job.Check(commit(1), "unit", 2));
        assertThat(intake(tale).because())
                .as("the jobs are gone, the ledger is not")
                .contains("no JUnit XML at target/*.xml could be read");
        assertThat(tale.world.ledger().trust().results(commit(1), "unit")).hasSize(2);
    }

    @Test
    @DisplayName("GATE-2: a run that gave no data is made good by one that does, as nothing was found against it")
    void data_at_last() {
        Tale tale = pushed(check(REPORT, 0));
        ended(tale, MISSING);
        look(tale);
        ended(tale, GREEN);
        look(tale);

        assertThat(((Decision.Act) intake(tale)).action()).isEqualTo(new Action.Run(new Job.Build(APP, commit(1), 1)));
    }

    @Test
    @DisplayName("GATE-2: a run from before a report was declared is no data")
    void a_run_from_before_the_rule() {
        Tale tale = pushed(check(REPORT, 0));

        assertThat(ended(tale, new JobSeen.Passed(Optional.empty())).fact())
                .isEqualTo(new Fact.Checked(commit(1), "unit", Fact.Outcome.BROKEN, 1));
    }

    @Test
    @DisplayName("GATE-2: what failed on the commit before is told from what is new")
    void what_is_new() {
        Tale tale = pushed(check(REPORT, 0));
        ended(tale, new JobSeen.Failed("exit code 1", Optional.of(tests(1, "old"))));
        look(tale);
        look(tale.push());
        tale.ask(new Command.Approve(commit(2), Optional.empty()));

        ended(tale, new JobSeen.Failed("exit code 1", Optional.of(tests(1, "old", "fresh"))));

        assertThat(intake(tale).because()).endsWith("3 tests, 2 failed, 1 of them new: fresh; 1 on trunk, too: old");
    }

    @Test
    @DisplayName("GATE-8: however bad its answers are, a check comes to an end after a bounded number of runs")
    void it_comes_to_an_end() {
        List<JobSeen> answers = List.of(MISSING, World.FAILED, GREEN);
        for (int world = 0; world < 27 * 9; world++) {
            Tale tale = pushed(check(REPORT, world % 2));
            int choices = world;
            int runs = 0;
            while (intake(tale) instanceof Decision.Act act
                    && act.action() instanceof Action.Run run
                    && run.job() instanceof Job.Check) {
                ended(tale, answers.get(choices % 3));
                look(tale);
                choices /= 3;
                runs++;
            }
            assertThat(runs).isLessThanOrEqualTo(4);
            var results = tale.world.ledger().trust().results(commit(1), "unit");
            assertThat(results).as("each is in the ledger").hasSize(runs);
            boolean built = intake(tale) instanceof Decision.Act;
            assertThat(built)
                    .isEqualTo(results.getLast().outcome() == Fact.Outcome.PASSED
                            && (world % 2 == 1
                                    || results.stream().noneMatch(one -> one.outcome() == Fact.Outcome.FAILED)));
        }
    }

    @Test
    @DisplayName("CHG-4: taking a report away, reading it elsewhere and a worse `max` are looser")
    void looser_reports() {
        Policy none = policy(check(Optional.empty(), 0));
        Policy junit = policy(check(REPORT, 0));
        Policy elsewhere = policy(check(Optional.of(new Report(Report.Format.JUNIT, "other.xml")), 0));
        Policy sarif = policy(check(Optional.of(new Report(Report.Format.SARIF, "a.sarif")), 0));

        assertThat(PolicyChange.loosens(PolicyChange.between(none, junit))).isFalse();
        assertThat(PolicyChange.loosens(PolicyChange.between(none, sarif))).isFalse();
        assertThat(PolicyChange.loosens(PolicyChange.between(junit, none))).isTrue();
        assertThat(PolicyChange.loosens(PolicyChange.between(junit, elsewhere))).isTrue();
        assertThat(PolicyChange.loosens(PolicyChange.between(sarif, none))).isTrue();
    }
}

package arelops.core.release;

import static arelops.core.release.Small.ANN;
import static arelops.core.release.Small.APP;
import static arelops.core.release.Small.BETA;
import static arelops.core.release.Small.BOB;
import static arelops.core.release.Small.commit;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.gate.Gate;
import arelops.core.id.PersonName;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.Approvals;
import arelops.core.policy.ChangeRules;
import arelops.core.policy.Check;
import arelops.core.policy.Isolation;
import arelops.core.policy.Policy;
import arelops.core.policy.Report;
import arelops.core.policy.Retry;
import arelops.core.policy.Settings;
import arelops.core.policy.Team;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// CHG-6 and the building half of GATE-8: how trunk's commits become releases.
class IntakeRulesTest {
    private static Policy changes(Team team, Approvals approvals, Check... checks) {
        Map<String, Check> named = new java.util.TreeMap<>();
        for (Check check : checks) {
            named.put(check.name(), check);
        }
        return Small.policy()
                .withChanges(
                        new ChangeRules("main", approvals, named, team, Map.of("leads", List.of(BOB)), Isolation.BEST));
    }

    private static Check check(Optional<Report> report) {
        return new Check("unit", List.of(), report, Optional.empty(), Optional.empty(), Retry.NONE);
    }

    private static Decision intake(Tale tale) {
        return Intake.decide(tale.world.snapshot(APP), tale.world.around().now());
    }

    private static Decision intake(Tale tale, TrunkSeen trunk, Set<PersonName> authors) {
        LineSnapshot snapshot = tale.world.snapshot(APP);
        return Intake.decide(
                new LineSnapshot(
                        APP,
                        snapshot.rules(),
                        snapshot.ledger(),
                        new LineSnapshot.World(
                                trunk,
                                snapshot.world().slots(),
                                snapshot.world().jobs(),
                                Map.of(commit(1), authors),
                                Map.of()),
                        "a"),
                tale.world.around().now());
    }

    private static TrunkSeen there(Tale tale) {
        return new TrunkSeen.At(tale.world.around().trunk().getLast().commit(), List.of());
    }

    private static Fact fact(Tale tale) {
        return Invariants.recorded(((Decision.Act) intake(tale)).action()).orElseThrow();
    }

    private static Tale look(Tale tale) {
        Decision.Act act = (Decision.Act) intake(tale);
        tale.world = tale.world.perform(act.action(), tale.world.ledger().seq());
        return tale;
    }

    private static Tale work(Tale tale, JobSeen outcome) {
        Action.Run run = (Action.Run) ((Decision.Act) intake(tale)).action();
        tale.world = tale.world.with(run.job(), outcome);
        return tale;
    }

    private static Tale pushed(Policy policy) {
        return look(Tale.fresh(policy).push());
    }

    @Test
    @DisplayName("CHG-6: the genesis entry adopts trunk's tip, which counts as merged and is built")
    void genesis() {
        Tale tale = Tale.empty(Small.policy());
        assertThat(fact(tale)).isEqualTo(new Fact.Genesis("main", commit(0)));
        assertThat(((Decision.Act) intake(tale)).because())
                .isEqualTo("begin the ledger at " + commit(0).brief());
        assertThat(tale.waits(BETA).because()).contains("the ledger has not begun");
        assertThat(tale.refused(new Command.Hold(BETA, false)).because()).contains("not begun");
        look(tale);
        assertThat(((Decision.Act) intake(tale)).action()).isEqualTo(new Action.Run(new Job.Build(APP, commit(0), 1)));
        assertThat(((Decision.Act) intake(tale)).because())
                .isEqualTo("build " + commit(0).brief());
        look(tale);
        assertThat(intake(tale).because()).contains("is being built");
    }

    @Test
    @DisplayName("CHG-6: trunk's new commits are recorded, oldest first")
    void trunk_moves() {
        Tale one = Tale.fresh(Small.policy()).push();
        assertThat(((Decision.Act) intake(one)).because()).isEqualTo("trunk went on by 1 commit");
        one.push();
        assertThat(((Decision.Act) intake(one)).because()).isEqualTo("trunk went on by 2 commits");
        assertThat(((Fact.TrunkMoved) fact(one)).steps())
                .extracting(Fact.Step::commit)
                .containsExactly(commit(1), commit(2));
    }

    @Test
    @DisplayName("CHG-6: a pushed commit waits for the people required, none of whom wrote it")
    void a_pushed_commit_waits_for_approvals() {
        Tale tale = pushed(Small.policy());
        assertThat(intake(tale).because()).contains("came without a change", "2 more approvals");
        assertThat(((Decision.Wait) intake(tale)).until())
                .isEqualTo(
                        new Decision.Until.Person("arelops approve " + commit(1).brief()));
        tale.ask(ANN, new Command.Approve(commit(1), Optional.empty()));
        assertThat(intake(tale).because()).contains("1 more approval by");
        tale.ask(BOB, new Command.Approve(commit(1), Optional.empty()));
        assertThat(intake(tale)).isInstanceOf(Decision.Act.class);
        assertThat(intake(tale, there(tale), Set.of(BOB)))
                .as("the author's own does not count")
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    @DisplayName("CHG-3: only the people named may approve")
    void only_the_people_named() {
        Tale tale = pushed(changes(new Team.Standard(), new Approvals(1, List.of("leads"), false)));
        tale.ask(ANN, new Command.Approve(commit(1), Optional.empty()));
        assertThat(intake(tale)).isInstanceOf(Decision.Wait.class);
        tale.ask(BOB, new Command.Approve(commit(1), Optional.empty()));
        assertThat(intake(tale)).isInstanceOf(Decision.Act.class);
    }

    @Test
    @DisplayName("CHG-2: a team of one needs nobody else, and waits ten minutes")
    void a_team_of_one_waits_ten_minutes() {
        Tale tale = pushed(changes(new Team.Small(List.of(ANN)), Approvals.STANDARD));
        assertThat(((Decision.Wait) intake(tale, there(tale), Set.of(ANN))).until())
                .isEqualTo(new Decision.Until.At(Small.START.plus(Duration.ofMinutes(10))));
        tale.later(Duration.ofMinutes(10));
        assertThat(intake(tale, there(tale), Set.of(ANN))).isInstanceOf(Decision.Act.class);
        Gate gate = Intake.gates(
                        tale.world.snapshot(APP), commit(1), tale.world.around().now())
                .getFirst();
        assertThat(gate.reading()).isEqualTo(new Gate.Reading("0", "1"));
        Tale free = pushed(changes(new Team.Standard(), Approvals.NONE));
        assertThat(intake(free))
                .as("where no approval is asked for, nothing waits")
                .isInstanceOf(Decision.Act.class);
    }

    @Test
    @DisplayName("CHG-6: a release that contains a pushed commit waits too, until that is approved or reverted")
    void what_contains_a_pushed_commit_waits() {
        Tale tale = Tale.fresh(Small.policy()).push().commit();
        assertThat(intake(tale).because()).startsWith(commit(1).brief() + " came without a change");
        tale.world = Moves.landed(tale.world, Optional.of(commit(1)), true);
        tale.world = Moves.landed(tale.world, Optional.empty(), true);
        look(tale);
        assertThat(((Decision.Act) intake(tale)).action()).isEqualTo(new Action.Run(new Job.Build(APP, commit(4), 1)));
        LineSnapshot snapshot = tale.world.snapshot(APP);
        assertThat(Intake.mayBeReleased(snapshot, commit(2), Small.START)).isFalse();
        assertThat(Intake.mayBeReleased(snapshot, commit(3), Small.START)).isTrue();
        assertThat(Intake.mayBeReleased(snapshot, commit(9), Small.START))
                .as("not on trunk")
                .isFalse();
    }

    @Test
    @DisplayName("CHG-6: the checks of a pushed commit run, are repeated once, and vouch for it")
    void checks_of_a_pushed_commit() {
        Tale tale = pushed(changes(new Team.Standard(), Approvals.NONE, check(Optional.empty())));
        assertThat(((Decision.Act) intake(tale)).because())
                .isEqualTo("run check unit on " + commit(1).brief());
        look(tale);
        assertThat(intake(tale).because())
                .isEqualTo("check unit runs on " + commit(1).brief());
        tale.world = tale.world.with(new Job.Check(commit(1), "unit", 1), World.FAILED);
        assertThat(fact(tale)).isEqualTo(new Fact.Checked(commit(1), "unit", Fact.Outcome.FAILED, 1));
        look(tale);
        assertThat(((Decision.Act) intake(tale)).because()).startsWith("repeat check unit");
        look(tale);
        tale.world = tale.world.with(new Job.Check(commit(1), "unit", 2), World.FAILED);
        assertThat(intake(look(tale)).because())
                .isEqualTo("check unit fails on " + commit(1).brief() + ": it says no");
    }

    @Test
    @DisplayName(
            "GATE-8: a check that failed and then passed on one commit is flaky: only a declared `retry` lets it by")
    void a_flaky_check() {
        Check once = new Check("unit", List.of(), Optional.empty(), Optional.empty(), Optional.empty(), new Retry(1));
        Tale strict = pushed(changes(new Team.Standard(), Approvals.NONE, check(Optional.empty())));
        Tale lenient = pushed(changes(new Team.Standard(), Approvals.NONE, once));
        for (Tale tale : List.of(strict, lenient)) {
            look(work(tale, World.FAILED));
            work(tale, World.PASSED);
            assertThat(fact(tale)).isEqualTo(new Fact.Checked(commit(1), "unit", Fact.Outcome.PASSED, 2));
            look(tale);
        }

        assertThat(((Decision.Act) intake(lenient)).action())
                .isEqualTo(new Action.Run(new Job.Build(APP, commit(1), 1)));
        assertThat(intake(strict).because()).contains("check unit is flaky", "it failed, then passed");
        assertThat(intake(strict).gates())
                .singleElement()
                .satisfies(gate -> assertThat(gate.state()).isEqualTo(Gate.State.FAILED));
        assertThat(strict.world.ledger().trust().results(commit(1), "unit")).hasSize(2);
    }

    @Test
    @DisplayName("GATE-8: `retry` says how often a check and a build are repeated, and each repeat is recorded")
    void as_many_repeats_as_declared() {
        Check flaky = new Check("unit", List.of(), Optional.empty(), Optional.empty(), Optional.empty(), new Retry(2));
        var build = new arelops.core.policy.Command("make", Duration.ofMinutes(1), new Retry(3));
        Policy rules = changes(new Team.Standard(), Approvals.NONE, flaky)
                .withApps(List.of(new AppPolicy(APP, ".", List.of(), Settings.NONE, Optional.of(build), Map.of())));
        Tale tale = pushed(rules);
        look(work(look(work(tale, World.FAILED)), World.FAILED));
        assertThat(((Decision.Act) intake(tale)).because()).startsWith("repeat check unit");
        World twice = tale.world;
        work(tale, World.PASSED);
        assertThat(fact(tale)).isEqualTo(new Fact.Checked(commit(1), "unit", Fact.Outcome.PASSED, 3));
        assertThat(((Decision.Act) intake(tale)).because()).endsWith("passed at try 3 after it failed: it is flaky");
        look(tale);
        work(work(work(tale, World.FAILED), World.FAILED), World.FAILED);
        assertThat(((Decision.Act) intake(tale)).action()).isEqualTo(new Action.Run(new Job.Build(APP, commit(1), 4)));
        assertThat(((Decision.Act) intake(work(Tale.of(tale), World.PASSED))).because())
                .endsWith(" is built, at try 4");
        tale.world = twice;
        assertThat(intake(look(work(tale, World.FAILED))).because())
                .isEqualTo("check unit fails on " + commit(1).brief() + ": it says no");
    }

    @Test
    @DisplayName("GATE-8: a commit that does not build is tried twice, shown, and the line takes the next")
    void what_does_not_build() {
        Tale tale = look(landed(Tale.fresh(Small.policy())));
        work(tale, World.FAILED);
        assertThat(((Decision.Act) intake(tale)).because())
                .isEqualTo("repeat the build of " + commit(1).brief());
        work(tale, World.FAILED);
        assertThat(fact(tale)).isEqualTo(new Fact.NotBuilt(APP, commit(1)));
        look(tale);
        assertThat(intake(tale).because()).isEqualTo(commit(1).brief() + " does not build");
        look(landed(tale));
        assertThat(((Decision.Act) intake(tale)).action()).isEqualTo(new Action.Run(new Job.Build(APP, commit(2), 1)));
        look(work(work(tale, World.FAILED), World.FAILED));
        assertThat(intake(tale).because())
                .as("what failed before is not built again")
                .contains("does not build");
    }

    private static Tale landed(Tale tale) {
        tale.world = Moves.landed(tale.world, Optional.empty(), true);
        return tale;
    }

    @Test
    @DisplayName("L3: a build that was begun ends before a newer commit's begins, so that every build is of use")
    void a_build_that_was_begun_ends_first() {
        Tale tale = Tale.fresh(Small.policy());
        tale.world = Moves.landed(tale.world, Optional.empty(), true);
        work(look(tale), new JobSeen.Running(Small.START));
        tale.world = Moves.landed(tale.world, Optional.empty(), true);
        look(tale);

        assertThat(intake(tale).because()).isEqualTo(commit(1).brief() + " is being built");
        tale.world = tale.world.with(new Job.Build(APP, commit(1), 1), new JobSeen.Passed(Optional.of(Small.DIGEST)));
        assertThat(fact(tale)).isEqualTo(new Fact.Built(APP, commit(1), Small.DIGEST));
        assertThat(((Decision.Act) intake(look(tale))).action())
                .isEqualTo(new Action.Run(new Job.Build(APP, commit(2), 1)));
    }

    @Test
    @DisplayName("L3: while a build is under way, what is newer is checked, and says what it waits for")
    void what_is_newer_is_checked_meanwhile() {
        Policy policy = changes(new Team.Standard(), Approvals.of(1), check(Optional.empty()));
        Tale tale = Tale.fresh(policy);
        tale.world = Moves.landed(tale.world, Optional.empty(), true);
        work(look(tale), new JobSeen.Running(Small.START));
        look(tale.push());

        assertThat(intake(tale).because()).isEqualTo(commit(1).brief() + " is being built");
        assertThat(intake(tale).gates()).extracting(Gate::id).contains("approval");
        tale.ask(BOB, new Command.Approve(commit(2), Optional.empty()));
        assertThat(((Decision.Act) intake(tale)).action())
                .isEqualTo(new Action.Run(new Job.Check(commit(2), "unit", 1)));
    }

    @Test
    @DisplayName("REL-2: a job that could not be performed is started again after a pause")
    void a_broken_job_is_started_again() {
        Tale tale = Tale.empty(Small.policy());
        look(tale);
        work(tale, new JobSeen.Broken("no disk", Small.START));
        assertThat(((Decision.Wait) intake(tale)).until())
                .isEqualTo(new Decision.Until.At(Small.START.plusSeconds(30)));
        tale.later(Duration.ofSeconds(30));
        assertThat(((Decision.Act) intake(tale)).because()).startsWith("try again to build");
        Tale empty = look(Tale.empty(Small.policy()));
        work(empty, new JobSeen.Passed(Optional.empty()));
        assertThat(intake(empty).because()).contains("left no artifact");
    }

    @Test
    @DisplayName("REL-2: what cannot be performed again and again is tried less and less often, but never given up")
    void the_pause_grows() {
        assertThat(java.util.stream.IntStream.of(1, 2, 3, 4, 5, 6, 7, 1_000)
                        .mapToObj(times -> new JobSeen.Broken("no disk", Small.START, times).again())
                        .map(again -> Duration.between(Small.START, again).toSeconds()))
                .containsExactly(30L, 60L, 120L, 240L, 480L, 600L, 600L, 600L);
    }

    @Test
    @DisplayName("CHG-4: a broken config builds nothing")
    void a_broken_config_builds_nothing() {
        assertThat(intake(look(Tale.empty(Small.policy())).broken(true)).because())
                .contains("config on trunk is broken");
    }

    @Test
    @DisplayName("TAG-7: a trunk that is away, rewritten or unreadable is waited for by name")
    void a_trunk_that_is_not_as_it_was() {
        Tale tale = Tale.fresh(Small.policy());
        assertThat(intake(tale, new TrunkSeen.Unknown("git is down"), Set.of()).because())
                .isEqualTo("trunk cannot be read: git is down");
        assertThat(intake(tale, new TrunkSeen.Absent("main"), Set.of()).because())
                .isEqualTo("the branch main is gone; nothing is built or promoted to the first environment");
        assertThat(intake(Tale.empty(Small.policy()), new TrunkSeen.Absent("main"), Set.of())
                        .because())
                .isEqualTo("there is no branch main yet");
        Decision rewritten = intake(tale, new TrunkSeen.Rewritten(commit(5), commit(0), List.of()), Set.of());
        assertThat(rewritten.because())
                .contains("no longer contains " + commit(0).brief());
        assertThat(((Decision.Wait) rewritten).until())
                .isEqualTo(new Decision.Until.Person("an admin: arelops trunk accept -m REASON"));
        assertThat(rewritten.gates()).hasSize(1);
    }

    @Test
    @DisplayName("LINE-1: the newest commit that may be released is built, older ones travel with it")
    void the_newest_is_built() {
        Tale tale = look(landed(landed(Tale.fresh(Small.policy()))));
        assertThat(((Decision.Act) intake(tale)).action()).isEqualTo(new Action.Run(new Job.Build(APP, commit(2), 1)));
        look(work(tale, World.PASSED));
        assertThat(intake(tale).because()).isEqualTo("trunk is built");
        assertThat(((Decision.Wait) intake(tale)).until()).isEqualTo(new Decision.Until.Event("a commit on trunk"));
    }
}

package arelops.core.release;

import static arelops.core.release.Small.BETA;
import static arelops.core.release.Small.PASSIVE;
import static arelops.core.release.Small.PRODUCTION;
import static arelops.core.release.Tale.is;
import static arelops.core.release.Tale.records;
import static arelops.core.release.Tale.running;
import static arelops.core.release.Tale.runs;
import static arelops.core.release.Tale.with;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.gate.Gate;
import arelops.core.gate.Soak;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.Admission;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.Approvals;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Finish;
import arelops.core.policy.Mode;
import arelops.core.policy.Newer;
import arelops.core.policy.NotInThisRelease;
import arelops.core.policy.Policy;
import arelops.core.policy.Proving;
import arelops.core.policy.Relaxed;
import arelops.core.policy.Retry;
import arelops.core.policy.Settings;
import arelops.core.policy.Team;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// GATE-5 to GATE-8, one by one.
class GateRulesTest {
    private static final JobSeen BROKEN = new JobSeen.Broken("no runner", Small.START);

    private static EnvironmentPolicy flaky(EnvironmentPolicy rules) {
        return accepted(rules, 1);
    }

    private static EnvironmentPolicy accepted(EnvironmentPolicy rules, int retry) {
        return rules.withProving(new Proving(
                rules.soak(),
                Optional.empty(),
                Optional.of(new arelops.core.policy.Command("accept", Duration.ofMinutes(1), new Retry(retry)))));
    }

    private static Tale rejectedIn(EnvironmentName name) {
        Tale tale = running().until(name, runs(Job.Phase.AFTER)).newest(name, Place.DOWN);
        return tale.look(name).rest();
    }

    private static long error(Tale tale) {
        return tale.world.ledger().errors().firstKey();
    }

    @Test
    @DisplayName("GATE-5: the suspects are the changes after the last release that settled there")
    void suspects_are_what_came_since_the_last_settled() {
        Tale tale = running(with(PASSIVE, rules -> rules.withMode(Mode.PROPOSE)));
        tale.ask(new Command.Promote(Small.commit(0), PASSIVE, List.of()))
                .rest()
                .commit()
                .rest();
        tale.ask(new Command.Promote(Small.commit(2), PASSIVE, List.of())).until(PASSIVE, runs(Job.Phase.AFTER));
        tale.newest(PASSIVE, Place.DOWN);

        assertThat(tale.fact(PASSIVE))
                .isEqualTo(new Fact.Rejected(
                        Small.slot(PASSIVE), tale.release(2), List.of(Small.commit(1), Small.commit(2))));
    }

    @Test
    @DisplayName("GATE-5: a suspect blocks its environment and those after it, not those before")
    void a_suspect_blocks_from_its_environment_on() {
        Tale tale = rejectedIn(PASSIVE).commit().rest();

        assertThat(List.of(tale.runs(BETA), tale.runs(PASSIVE), tale.runs(PRODUCTION)))
                .containsExactly(2, 0, 0);
        assertThat(tale.world.ledger().openErrors()).hasSize(1);
    }

    @Test
    @DisplayName("GATE-5: a rejected release stays out when its suspects are cleared; a newer one comes")
    void a_rejected_release_stays_out() {
        Tale tale = rejectedIn(PASSIVE);
        tale.ask(new Command.ClearError(error(tale), new Command.Clearing.Suspect(Small.commit(1))))
                .rest();
        assertThat(List.of(tale.runs(BETA), tale.runs(PASSIVE), tale.runs(PRODUCTION)))
                .containsExactly(1, 0, 0);

        tale.commit().rest();
        assertThat(List.of(tale.runs(BETA), tale.runs(PASSIVE), tale.runs(PRODUCTION)))
                .containsExactly(2, 2, 2);
    }

    @Test
    @DisplayName("A gate that cannot be performed is named where it is declared, never passes, and blocks nothing")
    void a_gate_that_is_not_in_this_release() {
        Policy policy = Small.policy()
                .withNotInThisRelease(List.of(
                        gap("replay", Optional.of(BETA)),
                        gap("sarif", Optional.empty()),
                        gap("canary", Optional.of(BETA))));
        Tale tale = running(policy);

        assertThat(notPerformed(tale.act(BETA))).containsExactly("replay", "sarif", "canary");
        tale.until(PASSIVE, records(Fact.Intent.class));
        assertThat(notPerformed(tale.act(PASSIVE))).containsExactly("sarif");
        assertThat(tale.rest().runs(PRODUCTION)).isEqualTo(1);
    }

    private static NotInThisRelease gap(String gate, Optional<EnvironmentName> environment) {
        return new NotInThisRelease("key", gate, environment, "declared", gate + " is not in this release");
    }

    private static List<String> notPerformed(Decision.Act act) {
        return act.gates().stream()
                .filter(gate -> gate.state() == Gate.State.NOT_PERFORMED)
                .map(Gate::id)
                .toList();
    }

    @Test
    @DisplayName("CHG-3: where approvers of an environment are named, nobody else's approval counts")
    void only_named_approvers_count() {
        Approvals rule = new Approvals(1, List.of("@bob"), false);
        Tale tale = Tale.fresh(with(
                BETA,
                rules ->
                        rules.withAdmission(new Admission(rule, Optional.empty(), Finish.ANY, List.of(), Newer.WAIT))));
        Command approve = new Command.Approve(Small.commit(0), Optional.of(BETA));
        assertThat(tale.ask(Small.ANN, approve).gates(BETA)).containsExactly("approval");

        assertThat(tale.ask(Small.BOB, approve).gates(BETA)).isEmpty();
    }

    @Test
    @DisplayName("GATE-5: a suspect found in BETA takes a release out of PASSIVE, before and after the switch")
    void a_suspect_found_earlier_takes_a_release_out() {
        Tale before = running().until(PASSIVE, runs(Job.Phase.BEFORE));
        before.ask(new Command.Rollback(BETA, Optional.empty(), false));
        Tale after = running().until(PASSIVE, runs(Job.Phase.AFTER));
        after.ask(new Command.Rollback(BETA, Optional.empty(), false));

        for (Tale tale : List.of(before, after)) {
            assertThat(tale.fact(PASSIVE))
                    .isEqualTo(new Fact.Withdrawn(Small.slot(PASSIVE), tale.release(1), Fact.Withdrawn.Cause.BLOCKED));
            tale.rest();
            assertThat(tale.runs(PASSIVE)).isZero();
            assertThat(tale.state(PASSIVE).standing().bars()).isEmpty();
        }
    }

    @Test
    @DisplayName("GATE-5, S4: a promotion is refused at once where a rejection or a suspect on the way would stop it")
    void a_promotion_against_a_rejection_is_refused() {
        Tale tale = rejectedIn(PASSIVE);

        assertThat(tale.refused(new Command.Promote(Small.commit(1), PRODUCTION, List.of()))
                        .because())
                .contains("was rejected in PASSIVE");
        tale.commit().rest();
        assertThat(tale.refused(new Command.Promote(Small.commit(2), PASSIVE, List.of()))
                        .because())
                .contains("carries", "a suspect of error");
    }

    @Test
    @DisplayName("GATE-5: the exact revert of the suspect frees the line")
    void a_revert_frees_the_line() {
        Tale tale = rejectedIn(PASSIVE).revert(1).rest();

        assertThat(tale.runs(PRODUCTION)).isEqualTo(2);
        assertThat(tale.world.ledger().openErrors()).isEmpty();
    }

    @Test
    @DisplayName("GATE-5: a recorded fix frees the releases that contain it")
    void a_fix_frees_the_releases_that_contain_it() {
        Tale tale = rejectedIn(BETA).commit().rest();
        assertThat(tale.runs(BETA)).isZero();

        tale.ask(new Command.ClearError(error(tale), new Command.Clearing.FixedBy(Small.commit(1), Small.commit(2))))
                .rest();

        assertThat(tale.runs(PRODUCTION)).isEqualTo(2);
    }

    @Test
    @DisplayName("GATE-5: a fix that names no suspect is for the culprit, or for the only one; else it is asked which")
    void a_fix_finds_what_it_is_for() {
        Tale one = rejectedIn(BETA).commit().rest();
        one.ask(new Command.ClearError(error(one), new Command.Clearing.Fixed(Small.commit(2))))
                .rest();
        assertThat(one.runs(PRODUCTION)).isEqualTo(2);

        Tale two = running(with(BETA, rules -> rules.withMode(Mode.PROPOSE)));
        two.ask(new Command.Promote(Small.commit(0), BETA, List.of())).rest().commit();
        two.ask(new Command.Promote(Small.commit(2), BETA, List.of())).until(BETA, runs(Job.Phase.BEFORE));
        two.newest(BETA, Place.DOWN).look(BETA).rest().commit();
        assertThat(two.refused(new Command.ClearError(error(two), new Command.Clearing.Fixed(Small.commit(3))))
                        .mend())
                .contains("--suspect");
        two.ask(new Command.ClearError(error(two), new Command.Clearing.Culprit(Small.commit(2))));
        two.ask(new Command.ClearError(error(two), new Command.Clearing.Fixed(Small.commit(3))));
        assertThat(two.world.ledger().openErrors()).isEmpty();
    }

    @Test
    @DisplayName("GATE-5: clearing one suspect clears that one; the culprit's fix clears them all")
    void culprits_and_single_suspects() {
        Tale tale = running(with(BETA, rules -> rules.withMode(Mode.PROPOSE)));
        tale.ask(new Command.Promote(Small.commit(0), BETA, List.of())).rest().commit();
        tale.ask(new Command.Promote(Small.commit(2), BETA, List.of())).until(BETA, runs(Job.Phase.BEFORE));
        tale.newest(BETA, Place.DOWN).look(BETA).rest().commit();
        tale.ask(new Command.ClearError(error(tale), new Command.Clearing.Suspect(Small.commit(1))));
        assertThat(tale.refused(new Command.Promote(Small.commit(3), BETA, List.of()))
                        .because())
                .as("2 is still suspect")
                .contains("suspect");

        tale.ask(new Command.ClearError(error(tale), new Command.Clearing.Culprit(Small.commit(2))));
        assertThat(tale.world.ledger().openErrors()).hasSize(1);
        tale.ask(new Command.ClearError(error(tale), new Command.Clearing.FixedBy(Small.commit(2), Small.commit(3))));
        tale.ask(new Command.Promote(Small.commit(3), BETA, List.of())).rest();
        assertThat(tale.runs(BETA)).isEqualTo(3);
        assertThat(tale.world.ledger().openErrors()).isEmpty();
    }

    @Test
    @DisplayName(
            "GATE-5, S4: clearing every suspect does not bring the rejected release itself into later environments")
    void a_rejected_release_stays_out_of_later_environments() {
        Tale tale = running(with(PRODUCTION, rules -> rules.withMode(Mode.PROPOSE)));
        tale.ask(new Command.Promote(Small.commit(0), PRODUCTION, List.of())).rest();
        tale.ask(new Command.Rollback(BETA, Optional.empty(), false)).rest();
        tale.ask(new Command.ClearError(error(tale), new Command.Clearing.Suspect(Small.commit(1))));
        assertThat(tale.refused(new Command.Promote(Small.commit(1), PRODUCTION, List.of()))
                        .because())
                .contains("was rejected in BETA");
        tale.rest();

        assertThat(tale.runs(PRODUCTION)).isZero();
        assertThat(tale.runs(PASSIVE)).as("what settled there keeps serving").isEqualTo(1);
    }

    @Test
    @DisplayName("GATE-6: every gate explains itself")
    void every_gate_explains_itself() {
        Tale tale = running();
        assertThat(tale.act(BETA).gates())
                .extracting(gate -> gate.id())
                .containsExactly(
                        "built",
                        "trunk",
                        "policy",
                        "hold",
                        "drift",
                        "freeze",
                        "hours",
                        "approval",
                        "back-off",
                        "mode",
                        "canary");
        tale.ask(new Command.Hold(BETA, false)).frozen(true).broken(true);
        assertThat(tale.gates(BETA)).containsExactly("policy", "hold", "freeze");
        assertThat(tale.waits(BETA).gates())
                .allSatisfy(gate -> assertThat(gate.sentence()).isNotBlank())
                .filteredOn(gate -> !gate.lets())
                .allSatisfy(gate -> assertThat(gate.unblocks()).isPresent());
        assertThat(tale.waits(BETA).because()).contains("the config on trunk is broken");
    }

    @Test
    @DisplayName("GATE-7: a soak is skipped for one release, but not before it is accepted")
    void a_soak_is_skipped() {
        Tale tale = running().until(BETA, runs(Job.Phase.AFTER));
        tale.ask(new Command.Promote(Small.commit(1), PASSIVE, List.of("soak")));
        assertThat(tale.decision(PASSIVE)).isInstanceOf(Decision.Wait.class);
        tale.test(BETA, World.PASSED);

        assertThat(tale.act(PASSIVE).gates().getFirst().sentence()).isEqualTo("its soak in BETA is skipped");
        tale.until(PASSIVE, is(Action.Move.class));
    }

    @Test
    @DisplayName("GATE-7: a flaky acceptance is not skipped with the soak")
    void a_flaky_acceptance_is_not_skipped() {
        Tale tale = running()
                .until(BETA, runs(Job.Phase.AFTER))
                .test(BETA, World.FAILED)
                .test(BETA, World.PASSED);
        tale.ask(new Command.Promote(Small.commit(1), PASSIVE, List.of("soak")));

        assertThat(tale.decision(PASSIVE)).isInstanceOf(Decision.Wait.class);
    }

    @Test
    @DisplayName("GATE-7: two people for PRODUCTION, one for a team of one; the never-skipped gates are refused")
    void two_people_for_production() {
        Tale tale = running().until(PASSIVE, runs(Job.Phase.AFTER)).test(PASSIVE, World.PASSED);
        Command skip = new Command.Promote(Small.commit(1), PRODUCTION, List.of("soak"));
        Answer.Accepted first = (Answer.Accepted) tale.answer(Small.ANN, Role.ADMIN, skip);
        assertThat(first.sentence()).contains("1 of 2 people skip the gate soak");
        assertThat(first.people()).isEqualTo(1);
        tale.ask(Small.ANN, skip);
        assertThat(((Answer.Accepted) tale.answer(Small.BOB, Role.ADMIN, skip)).sentence())
                .doesNotContain("people skip");
        assertThat(((Answer.Accepted) tale.answer(Small.BOB, Role.ADMIN, skip)).people())
                .isZero();
        assertThat(tale.decision(PRODUCTION)).isInstanceOf(Decision.Wait.class);
        tale.ask(Small.BOB, new Command.Promote(Small.commit(1), PRODUCTION, List.of("soak")));
        assertThat(tale.fact(PRODUCTION)).isInstanceOf(Fact.Intent.class);

        for (String never : List.of("built", "settled", "policy", "drift", "trunk", "hold", "mode")) {
            assertThat(tale.refused(new Command.Promote(Small.commit(1), PRODUCTION, List.of(never)))
                            .because())
                    .contains("cannot be skipped");
        }
        assertThat(Overrides.secondPerson(new Team.Small(List.of(Small.ANN)))).isEqualTo(1);
        assertThat(Overrides.secondPerson(new Team.Small(List.of(Small.ANN, Small.BOB, Small.CAT))))
                .isEqualTo(2);
        assertThat(Overrides.secondPerson(new Team.Standard())).isEqualTo(2);
    }

    @Test
    @DisplayName("GATE-7: freeze, hours, approval and back-off are skipped by name")
    void named_gates_are_skipped() {
        Tale tale = Tale.fresh(with(
                        BETA,
                        rules -> rules.withAdmission(new Admission(
                                Approvals.of(1),
                                Optional.of(arelops.core.gate.Hours.parse("daily 01:00-02:00")),
                                Finish.ANY,
                                List.of(),
                                Newer.WAIT))))
                .frozen(true);
        assertThat(tale.gates(BETA)).containsExactly("freeze", "hours", "approval");
        assertThat(tale.waits(BETA).until()).isInstanceOf(Decision.Until.At.class);
        tale.ask(new Command.Promote(Small.commit(0), BETA, List.of("freeze", "hours", "approval")));

        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Intent.class);
        assertThat(tale.act(BETA).gates())
                .anySatisfy(gate -> assertThat(gate.sentence()).startsWith("skipped by [@ann]: frozen"));
        tale.look(BETA);
        assertThat(tale.act(BETA).action()).as("also after it entered").isInstanceOf(Action.Deploy.class);
    }

    @Test
    @DisplayName("GATE-7: a skipped soak is shown and owed until the release settles where it was skipped")
    void a_skipped_soak_is_a_debt() {
        Tale tale = running().until(BETA, runs(Job.Phase.AFTER)).test(BETA, World.PASSED);
        assertThat(tale.skipped(PASSIVE)).isEmpty();
        tale.ask(new Command.Promote(Small.commit(1), PASSIVE, List.of("soak")));
        assertThat(tale.skipped(PASSIVE)).as("it has not entered yet").isEmpty();

        tale.look(PASSIVE).look(PASSIVE).newest(PASSIVE, Place.UP);
        tale.until(PASSIVE, is(Action.Move.class)).look(PASSIVE);

        SkippedGate skipped = tale.skipped(PASSIVE).getFirst();
        assertThat(skipped.gate()).isEqualTo("soak");
        assertThat(skipped.release()).isEqualTo(tale.release(1));
        assertThat(skipped.skip().by()).containsExactly(Small.ANN);
        assertThat(skipped.owed()).contains("it settles in BETA, or a newer release settles in PASSIVE");
        tale.rest();
        assertThat(tale.skipped(PASSIVE).getFirst().owed())
                .as("BETA's soak is over since")
                .isEmpty();
    }

    @Test
    @DisplayName("GATE-7: a skipped approval is owed until it is given, or until a newer release settles with its own")
    void a_skipped_approval_is_a_debt() {
        Policy policy = with(
                BETA,
                rules -> rules.withAdmission(
                        new Admission(Approvals.of(1), Optional.empty(), Finish.ANY, List.of(), Newer.WAIT)));
        Tale tale = Tale.fresh(policy);
        tale.ask(new Command.Promote(Small.commit(0), BETA, List.of("approval")))
                .rest();
        String owed = "arelops approve " + Small.commit(0).brief() + " --for beta";
        assertThat(tale.skipped(BETA))
                .singleElement()
                .satisfies(one -> assertThat(one.owed()).contains(owed));

        Command approve = new Command.Approve(Small.commit(0), Optional.of(BETA));
        assertThat(Tale.of(tale.world).ask(approve).skipped(BETA))
                .as("given afterwards")
                .singleElement()
                .satisfies(one -> assertThat(one.owed()).isEmpty());
        tale.commit()
                .ask(new Command.Approve(Small.commit(1), Optional.of(BETA)))
                .rest();
        assertThat(tale.skipped(BETA))
                .as("a newer release had its own")
                .singleElement()
                .satisfies(one -> assertThat(one.owed()).isEmpty());
    }

    @Test
    @DisplayName("GATE-7: a skipped freeze is owed until the release settles, and by nothing that was taken back")
    void a_skipped_freeze_is_a_debt() {
        Tale tale = running().frozen(true);
        tale.ask(new Command.Promote(Small.commit(1), BETA, List.of("freeze")));
        tale.until(BETA, is(Action.Move.class)).look(BETA);
        assertThat(tale.skipped(BETA))
                .singleElement()
                .satisfies(one -> assertThat(one.owed()).contains("it settles in BETA"));

        assertThat(Tale.of(tale.world).rest().skipped(BETA))
                .singleElement()
                .satisfies(one -> assertThat(one.owed()).isEmpty());
        tale.until(BETA, runs(Job.Phase.AFTER)).test(BETA, World.FAILED).test(BETA, World.FAILED);
        tale.test(BETA, World.PASSED);
        tale.until(BETA, records(Fact.Rejected.class)).look(BETA);
        assertThat(tale.skipped(BETA)).isEmpty();
    }

    @Test
    @DisplayName("GATE-7: what only one of two people skipped is not skipped, and not owed")
    void a_skip_that_was_not_used() {
        Tale tale = running().until(PASSIVE, runs(Job.Phase.AFTER)).test(PASSIVE, World.PASSED);
        tale.ask(Small.ANN, new Command.Promote(Small.commit(1), PRODUCTION, List.of("soak")))
                .rest();

        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
        assertThat(tale.skipped(PRODUCTION)).isEmpty();
    }

    @Test
    @DisplayName("GATE-6: a gate says since when it stands so, where the ledger tells it")
    void since_when() {
        Tale tale = running().ask(new Command.Hold(BETA, false));
        assertThat(tale.waits(BETA).gates())
                .filteredOn(gate -> gate.id().equals("hold"))
                .singleElement()
                .satisfies(gate -> assertThat(gate.since())
                        .isEqualTo(tale.state(BETA).guard().hold().map(hold -> hold.since())));
    }

    @Test
    @DisplayName("GATE-7: two people overturn a rejection; the release starts the environment from the beginning")
    void a_rejection_is_overturned_by_two() {
        Tale tale = rejectedIn(BETA);
        assertThat(tale.refused(new Command.Promote(Small.commit(1), BETA, List.of()))
                        .because())
                .contains("was rejected in BETA");
        Command overturn = new Command.Overturn(Small.commit(1), BETA);
        assertThat(((Answer.Accepted) tale.answer(Small.ANN, Role.ADMIN, overturn)).people())
                .isEqualTo(1);
        tale.ask(Small.ANN, overturn).rest();
        assertThat(tale.runs(BETA)).isZero();
        assertThat(((Answer.Accepted) tale.answer(Small.BOB, Role.ADMIN, overturn)).people())
                .isZero();
        assertThat(tale.refused(new Command.Overturn(Small.commit(1), BETA)).because())
                .contains("already");
        tale.ask(Small.BOB, new Command.Overturn(Small.commit(1), BETA));
        assertThat(tale.fact(BETA))
                .isEqualTo(new Fact.Intent(Small.slot(BETA), Fact.Purpose.PROMOTE, Optional.of(tale.release(1))));
        assertThat(tale.world.ledger().openErrors()).isEmpty();

        tale.ask(new Command.ClearError(error(tale), new Command.Clearing.Culprit(Small.commit(1))));
        assertThat(tale.fact(BETA))
                .as("a finding does not wake an overturned error")
                .isInstanceOf(Fact.Intent.class);
        tale.rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("GATE-7: who overturned alone may finish it when the team became smaller")
    void overturning_in_a_team_that_became_smaller() {
        Tale tale = rejectedIn(BETA).ask(new Command.Overturn(Small.commit(1), BETA));
        Policy small =
                Small.policy().withChanges(Small.policy().changes().withTeam(new Team.Small(List.of(Small.ANN))));
        tale.policy(small).ask(new Command.Overturn(Small.commit(1), BETA)).rest();

        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("GATE-8: before and after the switch: fails twice, control passes: rejected")
    void fails_twice_and_the_control_passes() {
        Tale before = running()
                .until(BETA, runs(Job.Phase.BEFORE))
                .test(BETA, World.FAILED)
                .test(BETA, World.FAILED);
        assertThat(((Action.Run) before.act(BETA).action()).job())
                .isEqualTo(new Job.Acceptance(
                        Small.slot(BETA),
                        before.state(BETA).tokens().last(),
                        Job.Phase.BEFORE_CONTROL,
                        1,
                        before.release(0),
                        before.state(BETA).serving().orElseThrow().deployment()));
        before.test(BETA, World.PASSED);
        Tale after = running()
                .until(BETA, runs(Job.Phase.AFTER))
                .test(BETA, World.FAILED)
                .test(BETA, World.FAILED);
        after.test(BETA, World.PASSED);

        for (Tale tale : List.of(before, after)) {
            assertThat(tale.fact(BETA)).isInstanceOf(Fact.Rejected.class);
            assertThat(tale.act(BETA).because()).contains("failed twice, and passed against");
            tale.rest();
            assertThat(tale.runs(BETA)).isZero();
        }
    }

    @Test
    @DisplayName("GATE-8: the control fails or breaks too: failed")
    void the_control_fails_too() {
        for (JobSeen control : List.of(World.FAILED, BROKEN)) {
            Tale tale = running()
                    .until(BETA, runs(Job.Phase.BEFORE))
                    .test(BETA, World.FAILED)
                    .test(BETA, World.FAILED);
            tale.test(BETA, control);

            assertThat(tale.fact(BETA)).isEqualTo(new Fact.Failed(Small.slot(BETA), tale.release(1)));
            assertThat(tale.act(BETA).because()).contains("the environment or the test is broken");
        }
    }

    @Test
    @DisplayName("GATE-8: no stable is up to ask as a control: failed; never had one: rejected")
    void without_a_control() {
        Tale tale = running().until(BETA, runs(Job.Phase.BEFORE));
        tale.health(BETA, tale.state(BETA).serving().orElseThrow().deployment(), Place.DOWN);
        tale.test(BETA, World.FAILED).test(BETA, World.FAILED);
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Failed.class);
        assertThat(tale.act(BETA).because()).contains("is not up");

        Tale first = Tale.fresh(Small.policy()).until(BETA, runs(Job.Phase.BEFORE));
        first.test(BETA, World.FAILED).test(BETA, World.FAILED);
        assertThat(first.fact(BETA)).isInstanceOf(Fact.Rejected.class);
    }

    @Test
    @DisplayName("GATE-8: fails then passes is flaky, and passes only with a declared retry")
    void flaky() {
        Tale tale = running()
                .until(BETA, runs(Job.Phase.BEFORE))
                .test(BETA, World.FAILED)
                .test(BETA, World.PASSED);
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Failed.class);
        assertThat(tale.act(BETA).because()).contains("flaky");
        Tale allowed = running(with(BETA, GateRulesTest::flaky)).until(BETA, runs(Job.Phase.BEFORE));
        allowed.test(BETA, World.FAILED).test(BETA, World.PASSED);
        assertThat(allowed.act(BETA).action()).isInstanceOf(Action.Switch.class);
        assertThat(RepeatedCheck.isPassed(
                        allowed.state(BETA).attempt().orElseThrow().results(),
                        allowed.world.rules(Small.slot(BETA)).accept()))
                .isTrue();
    }

    @Test
    @DisplayName("GATE-8: what fails again and again in its soak is rejected, however long it was healthy in between")
    void staying_alive() {
        Tale tale = running().until(BETA, records(Fact.Settled.class)).watched(BETA, Small.Watched.NOTHING);
        tale.later(Duration.ofSeconds(90)).failsAndComesBack(BETA);
        assertThat(tale.waits(BETA).because()).contains("soaks in BETA");
        assertThat(tale.waits(BETA).gates())
                .singleElement()
                .satisfies(gate -> assertThat(gate.reading().measured()).endsWith(", failed once"));
        Tale again = Tale.of(tale).later(Duration.ofSeconds(90)).failsAndComesBack(BETA);
        assertThat(again.fact(BETA)).isInstanceOf(Fact.Rejected.class);
        assertThat(again.act(BETA).because())
                .contains("lost its health twice in its soak, which allows 1", "stayed healthy");

        long stable = tale.state(BETA).tokens().past().getLast().deployment();
        Tale both = Tale.of(again).failsAndComesBack(BETA, stable);
        assertThat(both.fact(BETA)).isInstanceOf(Fact.Failed.class);
        Tale allowed = Tale.of(again)
                .policy(with(
                        BETA,
                        rules -> rules.withProving(
                                new Proving(new Soak(rules.soak().length(), 1, 2), Optional.empty(), rules.accept()))));
        assertThat(allowed.waits(BETA).because()).contains("soaks in BETA");
    }

    @Test
    @DisplayName("GATE-8: what failed before it served, and came up at its second start, has its soak before it")
    void a_failed_first_start_is_no_restart_in_the_soak() {
        Tale tale = running()
                .until(BETA, is(Action.Switch.class))
                .failsAndComesBack(BETA)
                .failsAndComesBack(BETA);
        tale.later(Duration.ofSeconds(1)).until(BETA, records(Fact.Settled.class));
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Settled.class);
    }

    @Test
    @DisplayName("BET-2: the acceptance test of an app alone is asked for as that of an environment is")
    void the_acceptance_test_of_an_app() {
        Policy policy =
                with(BETA, rules -> rules.withProving(new Proving(rules.soak(), Optional.empty(), Optional.empty())));
        Map<EnvironmentName, arelops.core.policy.Command> accept =
                Map.of(BETA, new arelops.core.policy.Command("accept", Duration.ofMinutes(1), Retry.NONE));
        Policy own = policy.withApps(
                List.of(new AppPolicy(Small.APP, ".", List.of(), Settings.NONE, Optional.empty(), accept)));

        Tale tale = running(own).until(BETA, runs(Job.Phase.BEFORE)).test(BETA, World.FAILED);
        assertThat(tale.act(BETA).because()).startsWith("repeat the acceptance test");
        assertThat(own.relaxed()).extracting(Relaxed::key).doesNotContain("environments.beta.accept");
        assertThat(policy.relaxed()).extracting(Relaxed::key).contains("environments.beta.accept");
    }

    @Test
    @DisplayName("GATE-8: as many repeats as are declared, each in the ledger, and then the control")
    void as_many_repeats_as_declared() {
        Tale tale = running(with(BETA, rules -> accepted(rules, 2)))
                .until(BETA, runs(Job.Phase.BEFORE))
                .test(BETA, World.FAILED)
                .test(BETA, World.FAILED);
        Tale flaky = Tale.of(tale).test(BETA, World.PASSED);
        assertThat(flaky.act(BETA).action()).isInstanceOf(Action.Switch.class);
        assertThat(flaky.state(BETA).attempt().orElseThrow().results())
                .extracting(result -> result.outcome() + " " + result.attempt())
                .containsExactly("FAILED 1", "FAILED 2", "PASSED 3");
        Tale bad = Tale.of(tale).test(BETA, World.FAILED).until(BETA, runs(Job.Phase.BEFORE_CONTROL));
        bad.test(BETA, World.PASSED);
        assertThat(bad.fact(BETA)).isInstanceOf(Fact.Rejected.class);
        assertThat(bad.act(BETA).because()).contains("failed 3 times, and passed against");
    }

    @Test
    @DisplayName("GATE-8: a check that cannot be performed, first or repeated: failed")
    void a_check_that_breaks() {
        Tale tale = running().until(BETA, runs(Job.Phase.BEFORE)).test(BETA, BROKEN);
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Failed.class);
        Tale repeated = running()
                .until(BETA, runs(Job.Phase.BEFORE))
                .test(BETA, World.FAILED)
                .test(BETA, BROKEN);
        assertThat(repeated.fact(BETA)).isInstanceOf(Fact.Failed.class);
    }

    @Test
    @DisplayName("GATE-8: a running check is waited for; its results are recorded with their number")
    void results_are_recorded() {
        Tale tale = running().until(BETA, runs(Job.Phase.BEFORE)).look(BETA);
        assertThat(tale.waits(BETA).until()).isEqualTo(new Decision.Until.Event("the acceptance test ends"));
        Tale failed = running().until(BETA, runs(Job.Phase.BEFORE)).test(BETA, World.FAILED);
        assertThat(failed.act(BETA).because()).startsWith("repeat the acceptance test");
        failed.test(BETA, World.FAILED);
        assertThat(failed.state(BETA).attempt().orElseThrow().results())
                .extracting(r -> r.attempt())
                .containsExactly(1, 2);
        assertThat(failed.act(BETA).because()).startsWith("test stable");
    }

    @Test
    @DisplayName("GATE-8: health is such a check: down twice with a healthy stable is rejected, else failed")
    void health() {
        Tale once = running().until(BETA, runs(Job.Phase.BEFORE)).newest(BETA, new Seen.Health.Down("it died", 1));
        assertThat(once.waits(BETA).until()).isEqualTo(new Decision.Until.Event("the target starts it once more"));
        Tale twice = running().until(BETA, runs(Job.Phase.BEFORE)).newest(BETA, Place.DOWN);
        assertThat(twice.fact(BETA)).isInstanceOf(Fact.Rejected.class);
        twice.health(BETA, twice.state(BETA).serving().orElseThrow().deployment(), Place.DOWN);
        assertThat(twice.fact(BETA)).isInstanceOf(Fact.Failed.class);
        Tale serving = running().until(BETA, runs(Job.Phase.AFTER)).newest(BETA, Place.BROKEN);
        assertThat(serving.fact(BETA)).isInstanceOf(Fact.Failed.class);
        serving.newest(BETA, Place.STARTING);
        assertThat(serving.waits(BETA).because()).contains("starts again");
    }

    @Test
    @DisplayName("GATE-8: where an unsettled release serves, the control is what settled last")
    void the_control_is_what_settled_last() {
        Tale tale = running(with(BETA, rules -> rules)).until(BETA, runs(Job.Phase.AFTER));
        tale.record(new Fact.Withdrawn(Small.slot(BETA), tale.release(1), Fact.Withdrawn.Cause.NEWER))
                .commit();
        tale.until(BETA, runs(Job.Phase.BEFORE)).newest(BETA, Place.DOWN);

        assertThat(tale.act(BETA).because())
                .contains("stable " + Small.commit(0).brief() + " is healthy");
        tale.until(BETA, records(Fact.Rejected.class));
    }
}

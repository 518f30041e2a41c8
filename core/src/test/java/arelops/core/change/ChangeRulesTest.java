package arelops.core.change;

import static arelops.core.change.ChangeScene.policy;
import static arelops.core.change.ChangeScene.withTest;
import static arelops.core.change.ChangeTale.ONE;
import static arelops.core.change.ChangeTale.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.gate.Gate;
import arelops.core.id.ChangeNumber;
import arelops.core.policy.Policy;
import arelops.core.policy.QueueRules;
import arelops.core.policy.Queueing;
import arelops.core.release.Decision;
import arelops.core.release.JobSeen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Single rules of changes, each of which was once broken.
class ChangeRulesTest {
    private static final QueueRules TWO_AT_ONCE = new QueueRules(Queueing.SPECULATIVE, 2, 2, Map.of());
    private static final ChangeCommand CLOSE = new ChangeCommand.Close();

    private static Policy serial(String... checks) {
        return policy(QueueRules.STANDARD, 0, checks);
    }

    private static Policy smoked() {
        return withTest(serial(), 1, true);
    }

    private static List<ChangeEvent.Trial> trials(ChangeTale tale) {
        return tale.state(ONE).work().trials().stream()
                .map(ChangeState.TrialSeen::trial)
                .toList();
    }

    @Test
    @DisplayName("GATE-4: a check that runs is no person's act")
    void a_running_check_ends_by_itself() {
        ChangeTale tale = ChangeTale.of(1, serial("t")).looks();

        assertThat(tale.decision(ONE))
                .isInstanceOfSatisfying(
                        ChangeDecision.Wait.class,
                        wait -> assertThat(wait.until()).isEqualTo(new Decision.Until.Event("the check ends")));
    }

    @Test
    @DisplayName("GATE-4: a check that is not run any more, as another failed, waits for a fix and says so")
    void an_abandoned_check_waits_for_a_fix() {
        ChangeTale tale = ChangeTale.of(1, serial("a", "b"))
                .looks()
                .fails("check-a")
                .looks()
                .passes("check-none")
                .fails("check-b")
                .looks()
                .fails("check-b")
                .looks();

        assertThat(tale.gate(ONE, "check a").orElseThrow().sentence()).contains("another failed");
        assertThat(tale.decision(ONE))
                .isInstanceOfSatisfying(
                        ChangeDecision.Wait.class,
                        wait -> assertThat(wait.until())
                                .isEqualTo(new Decision.Until.Person("push a fix; see arelops show 1")));
    }

    @Test
    @DisplayName("GATE-6: a check that failed says what it said last")
    void a_failed_check_says_why() {
        ChangeTale tale = ChangeTale.of(1, serial("a"))
                .looks()
                .fails("check-a")
                .looks()
                .end("check-a", new JobSeen.Failed("it was not begun; it said last: out may lead out"))
                .looks();

        Gate gate = tale.gate(ONE, "check a").orElseThrow();

        assertThat(gate.state()).isEqualTo(Gate.State.FAILED);
        assertThat(gate.sentence())
                .startsWith("failed twice on the merge result ")
                .endsWith(": it was not begun; it said last: out may lead out");
        assertThat(ChangeBrief.words(gate)).isEqualTo("check a failed twice");
    }

    @Test
    @DisplayName("REL-2: a check that cannot be performed waits longer each time")
    void a_check_that_cannot_be_performed_waits_longer() {
        ChangeTale tale = ChangeTale.of(1, serial("a")).looks();

        tale.end("check-a", new JobSeen.Broken("no disk", tale.world().now(), 3))
                .later(Duration.ofSeconds(119))
                .looks();
        boolean early = tale.isRunning("check-a");
        Gate told = tale.gate(ONE, "check a").orElseThrow();
        tale.later(Duration.ofSeconds(1)).looks();

        assertThat(early).isFalse();
        assertThat(told.sentence()).isEqualTo("could not be performed: no disk");
        assertThat(tale.isRunning("check-a")).isTrue();
    }

    @Test
    @DisplayName("TST-1: where the merge result does not build, a person is asked, and asking anew builds anew")
    void a_failed_build_is_told_and_repeated_on_request() {
        ChangeTale tale = ChangeTale.of(1, smoked()).looks().fails("testbuild").looks();

        Gate told = tale.gate(ONE, "smoke").orElseThrow();
        tale.wantsTest(ONE).looks();

        assertThat(told.state()).isEqualTo(Gate.State.FAILED);
        assertThat(told.unblocks().orElseThrow()).contains("arelops test 1");
        assertThat(tale.isRunning("testbuild-app-pr-1")).isTrue();
    }

    @Test
    @DisplayName("GATE-3: nobody is asked to sign off what does not build")
    void sign_offs_are_not_asked_for_in_vain() {
        ChangeTale tale = ChangeTale.of(1, withTest(serial(), 1, false))
                .looks()
                .fails("testbuild")
                .looks();

        assertThat(tale.decision(ONE).because()).contains("does not build");
    }

    @Test
    @DisplayName("TST-1: a smoke test that failed twice runs again in a TEST that was raised again")
    void a_new_test_is_tried_anew() {
        ChangeTale tale = ChangeTale.of(1, smoked())
                .looks()
                .passes("testbuild")
                .looks()
                .healthy()
                .looks()
                .fails("smoke")
                .looks()
                .fails("smoke")
                .looks();

        Gate told = tale.gate(ONE, "smoke").orElseThrow();
        tale.wantsTest(ONE).goes();

        assertThat(told.state()).isEqualTo(Gate.State.FAILED);
        assertThat(tale.gate(ONE, "smoke").orElseThrow().state()).isEqualTo(Gate.State.OPEN);
    }

    @Test
    @DisplayName("GATE-4: a check that is named smoke has nothing to do with the smoke test in TEST")
    void a_check_named_smoke_is_its_own() {
        ChangeTale tale = ChangeTale.of(1, withTest(serial("smoke"), 1, true))
                .looks()
                .passes("testbuild")
                .looks()
                .healthy()
                .looks()
                .passes("smoke-pr-1")
                .looks();

        assertThat(tale.gate(ONE, "smoke").orElseThrow().lets()).isTrue();
        assertThat(tale.gate(ONE, "check smoke").orElseThrow().lets()).isFalse();
    }

    @Test
    @DisplayName("TST-1: without an app that runs nobody waits for a smoke test")
    void without_an_app_there_is_no_smoke_test() {
        ChangeTale tale =
                ChangeTale.of(ChangeScene.of(1, smoked()).running(false)).goes();

        assertThat(tale.state(ONE).isOpen()).isFalse();
    }

    @Test
    @DisplayName("TST-1: an earlier head's TEST that ends for its age does not take the new head's")
    void an_old_heads_end_is_not_the_new_heads() {
        ChangeTale tale = ChangeTale.of(1, withTest(serial(), 1, false))
                .goes()
                .pushes(ONE)
                .looks();

        tale.later(ChangeScene.AGE).looks().passes("testbuild").goes();

        TestState.Raised up = tale.state(ONE).test().up().orElseThrow();
        assertThat(tale.state(ONE).trial(up.tested())).isPresent();
    }

    @Test
    @DisplayName("TST-1: a change that is opened again has its TEST again")
    void a_reopened_change_has_its_test_again() {
        ChangeTale tale = ChangeTale.of(1, withTest(serial(), 1, false)).goes();

        tale.says(ONE, ChangeScene.ANN, CLOSE).goes();
        Optional<TestState.Raised> closed = tale.state(ONE).test().up();
        tale.says(ONE, ChangeScene.ANN, new ChangeCommand.Reopen()).goes();

        assertThat(closed).isEmpty();
        assertThat(tale.state(ONE).test().up()).isPresent();
    }

    @Test
    @DisplayName("TST-1: TEST ends at its age also where somebody asked for another that cannot be built")
    void asking_does_not_lengthen_its_age() {
        ChangeTale tale = ChangeTale.of(1, withTest(serial(), 1, false)).goes();
        long token = tale.state(ONE).test().up().orElseThrow().token();

        tale.byHand().wantsTest(ONE).looks().fails("testbuild").looks();
        tale.later(ChangeScene.AGE).looks();

        assertThat(tale.state(ONE).test().up().filter(up -> up.token() == token))
                .isEmpty();
    }

    @Test
    @DisplayName("TST-1: a head with fewer apps leaves nothing of the others running")
    void an_app_that_is_gone_leaves_nothing() {
        ChangeScene scene =
                ChangeScene.of(1, withTest(serial(), 1, false)).running(true, ChangeScene.APP, ChangeScene.WEB);
        ChangeTale tale = ChangeTale.of(scene).goes();

        tale.pushes(ONE).goes();

        assertThat(tale.world().spot(tale.world().slot(ONE, ChangeScene.WEB)).isEmpty())
                .isTrue();
        assertThat(tale.state(ONE).test().up().orElseThrow().artifacts()).containsOnlyKeys(ChangeScene.APP);
    }

    @Test
    @DisplayName("REL-5: the smoke test of an author who lost the role waits for somebody's word")
    void nothing_more_runs_for_who_lost_the_role() {
        ChangeTale tale =
                ChangeTale.of(1, smoked()).looks().passes("testbuild").looks().healthy();

        tale.demoted().looks();

        assertThat(tale.isRunning("smoke")).isFalse();
        tale.says(ONE, ChangeScene.BOB, new ChangeCommand.Run(Optional.empty())).looks();
        assertThat(tale.isRunning("smoke")).isTrue();
    }

    @Test
    @DisplayName("TST-1: TEST is asked for on a trunk that already is what the queue tested the change on")
    void the_same_merge_result_serves_twice() {
        ChangeTale tale = ChangeTale.of(2, withTest(policy(TWO_AT_ONCE, 0, "t"), 2, false))
                .goes()
                .byHand();
        ChangeCommand sign = new ChangeCommand.Sign(SignOff.Trade.DEVELOPER, Optional.empty());
        tale.says(ONE, ChangeScene.ANN, sign).says(TWO, ChangeScene.ANN, sign).looks();
        ChangeEvent.Trial onTop = tale.state(TWO).work().trials().getLast().trial();

        tale.passes("check-t-" + last(tale, ONE)).looks();
        tale.wantsTest(TWO).looks().passes("testbuild").looks();

        assertThat(onTop.on()).hasSize(1);
        assertThat(onTop.onto()).isEqualTo(tale.world().tip());
        assertThat(tale.state(TWO).test().up().orElseThrow().tested()).isEqualTo(onTop.tested());
    }

    private static String last(ChangeTale tale, ChangeNumber number) {
        return tale.state(number)
                .work()
                .trials()
                .getLast()
                .trial()
                .tested()
                .hex()
                .substring(0, 16);
    }

    @Test
    @DisplayName("TST-1: a wish for TEST where there is none makes no new merge result at each move of trunk")
    void a_wish_that_nobody_can_fulfil_costs_nothing() {
        ChangeTale tale = ChangeTale.of(1, policy(QueueRules.STANDARD, 1, "t")).goes();

        tale.wantsTest(ONE).goes().byHand().goes();

        assertThat(trials(tale)).hasSize(1);
    }

    @Test
    @DisplayName("REL-5: a stranger's change says that somebody must let it run, and what begins then")
    void a_strangers_change_says_who_lets_it_run() {
        ChangeTale tale = ChangeTale.of(1, serial("a")).demoted().looks();
        Gate shut = tale.gate(ONE, "run").orElseThrow();
        Gate check = tale.gate(ONE, "check a").orElseThrow();

        tale.says(ONE, ChangeScene.BOB, new ChangeCommand.Run(Optional.empty()));

        assertThat(shut.state()).isEqualTo(Gate.State.WAITING);
        assertThat(shut.unblocks().orElseThrow()).endsWith("arelops run 1");
        assertThat(check.unblocks()).contains("arelops run 1");
        assertThat(tale.gate(ONE, "run").orElseThrow().state()).isEqualTo(Gate.State.OPEN);
        assertThat(tale.gate(ONE, "check a").orElseThrow().unblocks()).contains("the merge result for check a");
    }

    @Test
    @DisplayName("GATE-4: a conflict names three files, says how many more there are, and shows no signs that steer")
    void a_conflict_names_its_files() {
        assertThat(conflict("one")).isEqualTo("it conflicts with trunk in one");
        assertThat(conflict("a", "b", "c")).isEqualTo("it conflicts with trunk in a, b, c");
        assertThat(conflict("a", "b", "c", "d", "e")).isEqualTo("it conflicts with trunk in a, b, c and 2 more");
        assertThat(conflict("x\u001b[2J")).doesNotContain("\u001b");
    }

    private static String conflict(String... paths) {
        ChangesSnapshot seen = ChangeTale.of(1, serial()).world().snapshot();
        ChangeLook look = Optional.ofNullable(seen.open().get(ONE)).orElseThrow();
        ChangeLook conflicting = new ChangeLook(
                look.state(),
                look.pushed(),
                new MergeSeen.Conflicts(List.of(paths)),
                look.config(),
                look.question(),
                look.test());
        ChangesSnapshot other = ChangesSnapshot.of(
                seen.rules(), seen.trunk(), new TreeMap<>(Map.of(ONE, conflicting)), ChangeWorld.START);
        return Changing.decide(other, ONE, ChangeWorld.START).gates().getFirst().sentence();
    }

    @Test
    @DisplayName("GATE-6: of several merge results the one that passed tells, also while a newer one is checked")
    void the_one_that_passed_tells() {
        ChangeTale tale = ChangeTale.of(1, withTest(serial("a"), 1, false))
                .looks()
                .passes("check-a")
                .goes()
                .byHand()
                .wantsTest(ONE)
                .looks();

        assertThat(trials(tale)).hasSize(2);
        assertThat(tale.isRunning("check-a")).isTrue();
        assertThat(tale.gate(ONE, "check a").orElseThrow().state()).isEqualTo(Gate.State.OPEN);
    }
}

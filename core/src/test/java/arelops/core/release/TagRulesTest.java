package arelops.core.release;

import static arelops.core.release.Small.BETA;
import static arelops.core.release.Small.PASSIVE;
import static arelops.core.release.Small.PRODUCTION;
import static arelops.core.release.Tale.is;
import static arelops.core.release.Tale.running;
import static arelops.core.release.Tale.runs;
import static arelops.core.release.Tale.with;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.DriftPolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import arelops.core.policy.Proving;
import arelops.core.policy.Recovery;
import arelops.core.policy.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// TAG-1 to TAG-5 and TAG-7, and the protocol of moves.
class TagRulesTest {
    private static Policy holding(EnvironmentName name) {
        return with(name, TagRulesTest::holds);
    }

    private static EnvironmentPolicy holds(EnvironmentPolicy rules) {
        return rules.withRecovery(new Recovery(DriftPolicy.HOLD, 2, Duration.ZERO, Duration.ofMinutes(1)));
    }

    @Test
    @DisplayName("TAG-2: a move is declared, deployed, accepted, switched, and only then moves the tag")
    void a_move_has_its_order() {
        Tale tale = running();
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Intent.class);
        tale.look(BETA);
        long token = tale.state(BETA).tokens().last();
        assertThat(tale.act(BETA).action()).isEqualTo(new Action.Deploy(Small.slot(BETA), token, tale.release(1)));
        tale.look(BETA);
        assertThat(tale.waits(BETA).because()).contains("starts in BETA");
        tale.newest(BETA, Place.UP).test(BETA, World.PASSED);
        assertThat(tale.act(BETA).action())
                .isEqualTo(new Action.Switch(Small.slot(BETA), token, OptionalLong.of(token), ""));
        tale.look(BETA);
        Action.Move move = (Action.Move) tale.act(BETA).action();
        assertThat(move.tag())
                .isEqualTo(new Action.TagChange(
                        Small.slot(BETA), Optional.of(Small.commit(0)), Optional.of(Small.commit(1))));
        assertThat(move.fact().deployment()).isEqualTo(token);
        assertThat(move)
                .isEqualTo(new Action.Move(move.fact(), Optional.empty()))
                .hasSameHashCodeAs(new Action.Move(move.fact(), Optional.empty()));
        assertThat(move.toString()).contains("Moved");
        tale.look(BETA);
        assertThat(tale.runs(BETA)).isEqualTo(1);
        assertThat(tale.act(BETA).action()).isInstanceOf(Action.Run.class);
    }

    @Test
    @DisplayName("TAG-2: a push killed between the two refs is finished silently")
    void an_unfinished_move_is_finished() {
        Tale tale = running().until(BETA, is(Action.Move.class)).torn(BETA);

        assertThat(tale.act(BETA).action())
                .isEqualTo(new Action.FinishMove(new Action.TagChange(
                        Small.slot(BETA), Optional.of(Small.commit(0)), Optional.of(Small.commit(1)))));
        tale.rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
        assertThat(tale.state(BETA).guard().drifted()).isFalse();
    }

    @Test
    @DisplayName("S6: another controller takes a move over under a new token")
    void a_move_is_taken_over() {
        Tale tale = running().until(BETA, runs(Job.Phase.BEFORE)).controller("b");
        long old = tale.state(BETA).tokens().last();

        assertThat(tale.act(BETA).because()).contains("controller a");
        tale.look(BETA);
        assertThat(tale.state(BETA).tokens().last()).isGreaterThan(old);
        assertThat(tale.act(BETA).action()).isInstanceOf(Action.Deploy.class);
        tale.rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("REL-2, L1: another seat gets as long as the rules allow for all that its move may wait for")
    void the_time_of_another_seat_follows_the_rules() {
        Duration most = Duration.ofHours(3);
        Policy rules = with(
                BETA,
                beta -> beta.withProving(new Proving(
                        beta.soak(),
                        Optional.empty(),
                        Optional.of(new arelops.core.policy.Command("accept", most, new Retry(2))))));
        Tale tale = running(rules).controller("one.a").until(BETA, runs(Job.Phase.BEFORE));
        Instant since = tale.state(BETA).intent().orElseThrow().since();
        tale.controller("two.b");

        Instant accepted = since.plus(Duration.ofMinutes(3)).plus(most.multipliedBy(4));
        assertThat(tale.waits(BETA).until()).isEqualTo(new Decision.Until.At(accepted));
        tale.lost();
        assertThat(tale.waits(BETA).until())
                .as("and twice to build what is lost")
                .isEqualTo(new Decision.Until.At(accepted.plus(Duration.ofHours(1))));
    }

    @Test
    @DisplayName("REL-2, L1: two controllers of different seats do not take a move from each other for ever")
    void a_move_of_another_seat_is_taken_over_only_when_it_takes_too_long() {
        Tale tale = running()
                .controller("one.a")
                .until(BETA, runs(Job.Phase.BEFORE))
                .controller("two.b");

        assertThat(tale.decision(BETA))
                .isInstanceOfSatisfying(
                        Decision.Wait.class, wait -> assertThat(wait.until()).isInstanceOf(Decision.Until.At.class));
        tale.controller("one.c");
        assertThat(tale.act(BETA).because()).contains("take over").contains("controller one.a");
        tale.controller("two.b").later(Duration.ofHours(2));
        assertThat(tale.act(BETA).because()).contains("take over").contains("controller one.a");
        tale.rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("S9: a switched move that is taken over is finished with the deployment that serves, also while held")
    void a_switched_move_is_finished_by_who_takes_over() {
        Tale tale = running().until(BETA, is(Action.Move.class));
        long old = tale.state(BETA).tokens().last();
        tale.controller("b").look(BETA).ask(new Command.Hold(BETA, false));

        assertThat(((Action.Move) tale.act(BETA).action()).fact().deployment()).isEqualTo(old);
        tale.look(BETA);
        assertThat(((Job.Acceptance) ((Action.Run) tale.act(BETA).action()).job()).deployment())
                .isEqualTo(old);
        tale.rest();
        assertThat(tale.runs(BETA)).isEqualTo(1);
        assertThat(tale.place(BETA).traffic()).isEqualTo(OptionalLong.of(old));
    }

    @Test
    @DisplayName("S9: traffic that was sent by a move that ended goes back")
    void a_switch_without_its_move_is_undone() {
        Tale tale = running().until(PRODUCTION, is(Action.Move.class));
        tale.controller("b").look(PRODUCTION).ask(new Command.Hold(PRODUCTION, true));

        assertThat(tale.fact(PRODUCTION))
                .isEqualTo(new Fact.Intent(Small.slot(PRODUCTION), Fact.Purpose.RESTORE, Optional.of(tale.release(0))));
        tale.rest();
        assertThat(tale.runs(PRODUCTION)).isZero();
        assertThat(tale.state(PRODUCTION).guard().drifted()).isFalse();
    }

    @Test
    @DisplayName("TAG-4: a tag moved by hand is recorded and put back")
    void a_tag_moved_by_hand_is_put_back() {
        Tale tale = running().rest().commit().rest().tag(PRODUCTION, Optional.of(Small.commit(0)));
        assertThat(tale.fact(PRODUCTION))
                .isEqualTo(new Fact.Drifted(
                        Small.slot(PRODUCTION),
                        Fact.Drift.TAG,
                        Optional.of(Small.commit(2)),
                        Optional.of(Small.commit(0))));
        tale.look(PRODUCTION);
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.RepairTag.class);
        tale.torn(PRODUCTION).rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(2);

        tale.tag(BETA, Optional.empty()).look(BETA).tag(BETA, Optional.of(Small.commit(2)));
        assertThat(tale.fact(BETA)).isEqualTo(new Fact.Repaired(Small.slot(BETA), Fact.Drift.TAG));
    }

    @Test
    @DisplayName("TAG-4: with drift `hold` the environment is held until a person repairs it")
    void a_drifted_tag_may_hold() {
        Tale tale = running(holding(PASSIVE)).rest().tag(PASSIVE, Optional.empty());
        tale.tag(PASSIVE, Optional.of(Small.commit(7))).look(PASSIVE);
        assertThat(tale.fact(PASSIVE)).isEqualTo(new Fact.Held(Small.slot(PASSIVE)));
        tale.look(PASSIVE).commit().rest();
        assertThat(tale.runs(BETA)).isEqualTo(2);
        assertThat(tale.waits(PASSIVE).until()).isEqualTo(new Decision.Until.Person("arelops repair passive"));

        tale.ask(new Command.Repair(PASSIVE));
        assertThat(tale.act(PASSIVE).action()).isInstanceOf(Action.RepairTag.class);
        tale.look(PASSIVE);
        assertThat(tale.state(PASSIVE).guard().tagAsked()).isFalse();
        assertThat(tale.state(PASSIVE).guard().owed()).isEmpty();
        assertThat(tale.gates(PASSIVE)).contains("hold");
        tale.ask(new Command.Resume(PASSIVE)).rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(2);
    }

    @Test
    @DisplayName("TAG-4: rollback stays possible while a tag has drifted and is held")
    void rollback_stays_possible_while_a_tag_has_drifted() {
        Tale tale = running(holding(BETA))
                .rest()
                .tag(BETA, Optional.of(Small.commit(7)))
                .look(BETA)
                .look(BETA);
        tale.ask(new Command.Rollback(BETA, Optional.empty(), false)).rest();

        assertThat(tale.runs(BETA)).isZero();
    }

    @Test
    @DisplayName("TAG-4: nothing is promoted out of an environment that drifted, nor goes on into the next")
    void nothing_leaves_a_drifted_environment() {
        Tale tale = running(holding(BETA)).until(PASSIVE, is(Action.Deploy.class));
        tale.tag(BETA, Optional.of(Small.commit(7))).look(BETA);

        assertThat(tale.waits(PASSIVE).because()).contains("BETA has drifted");
    }

    @Test
    @DisplayName("TAG-4, S11: what a person runs in PRODUCTION is held with an alarm, never replaced")
    void target_drift_in_production_is_left_to_people() {
        Tale tale = running().rest().byHand(PRODUCTION, Tale.running().release(0));
        assertThat(tale.fact(PRODUCTION))
                .isEqualTo(new Fact.Drifted(
                        Small.slot(PRODUCTION),
                        Fact.Drift.TARGET,
                        Optional.of(Small.commit(1)),
                        Optional.of(Small.commit(0))));
        tale.look(PRODUCTION);
        assertThat(tale.fact(PRODUCTION)).isEqualTo(new Fact.Held(Small.slot(PRODUCTION)));
        tale.look(PRODUCTION);
        assertThat(tale.waits(PRODUCTION).until())
                .isEqualTo(new Decision.Until.Person("arelops repair production or arelops adopt production"));

        tale.ask(new Command.Repair(PRODUCTION)).rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
        assertThat(tale.state(PRODUCTION).guard().hold()).isPresent();
        assertThat(tale.state(PRODUCTION).guard().drifted()).isFalse();
    }

    @Test
    @DisplayName("TAG-4: adopting moves the tag silently, keeps the hold, and proves nothing for the next environment")
    void adopting_what_runs() {
        Tale tale = running().rest().commit().until(PRODUCTION, is(Action.Deploy.class));
        tale.byHand(PASSIVE, tale.release(1)).look(PASSIVE).look(PASSIVE);
        assertThat(tale.refused(new Command.Adopt(PASSIVE, Small.commit(0))).mend())
                .contains("adopt passive");

        tale.ask(new Command.Adopt(PASSIVE, Small.commit(1)));

        assertThat(tale.act(PASSIVE).action()).isInstanceOf(Action.FinishMove.class);
        tale.look(PASSIVE);
        assertThat(tale.runs(PASSIVE)).isEqualTo(1);
        assertThat(tale.state(PASSIVE).guard().hold()).isPresent();
        assertThat(tale.state(PASSIVE).guard().drifted()).isFalse();
    }

    @Test
    @DisplayName("LINE-3: a candidate that is rejected gives way to the release that a person adopted")
    void an_adopted_release_can_be_gone_back_to() {
        Tale tale = Tale.fresh(Small.policy());
        tale.byHand(BETA, tale.release(0))
                .ask(new Command.Adopt(BETA, Small.commit(0)))
                .rest();
        assertThat(tale.state(PASSIVE).serving())
                .as("adopted in BETA, proved nowhere")
                .isEmpty();
        assertThat(tale.state(BETA).standing().isProved(tale.release(0))).isFalse();

        tale.commit()
                .until(BETA, runs(Job.Phase.AFTER))
                .newest(BETA, Place.DOWN)
                .look(BETA)
                .rest();

        assertThat(tale.state(BETA).standing().bar(tale.release(1))).isPresent();
        assertThat(tale.runs(BETA)).isZero();
    }

    @Test
    @DisplayName("TAG-4: in BETA what the ledger says is put back, unless its drift policy holds")
    void target_drift_in_beta_is_put_back() {
        Tale tale = running().rest().byHand(BETA, Tale.running().release(0)).look(BETA);
        assertThat(tale.fact(BETA))
                .isEqualTo(new Fact.Intent(Small.slot(BETA), Fact.Purpose.RESTORE, Optional.of(tale.release(1))));
        tale.rest();
        assertThat(tale.runs(BETA)).isEqualTo(1);

        Tale held = running(holding(BETA))
                .rest()
                .byHand(BETA, Tale.running().release(0))
                .look(BETA);
        assertThat(held.fact(BETA)).isEqualTo(new Fact.Held(Small.slot(BETA)));
    }

    @Test
    @DisplayName("S7: nothing settles on what somebody else's release showed")
    void nothing_settles_while_the_target_has_drifted() {
        Tale tale = running().until(PRODUCTION, runs(Job.Phase.AFTER)).test(PRODUCTION, World.PASSED);
        tale.byHand(PRODUCTION, tale.release(0)).look(PRODUCTION).look(PRODUCTION);
        tale.watched(PRODUCTION, Small.Watched.ENOUGH);

        assertThat(tale.waits(PRODUCTION).because()).contains("runs something else than the ledger says");
    }

    @Test
    @DisplayName("S11: an open move in PRODUCTION is given up when a person changes what runs")
    void an_open_move_is_given_up_to_a_person() {
        Tale tale = running()
                .until(PRODUCTION, is(Action.Switch.class))
                .byHand(PRODUCTION, Tale.running().release(1));

        assertThat(tale.fact(PRODUCTION)).isEqualTo(new Fact.Failed(Small.slot(PRODUCTION), tale.release(1)));
        Tale restore = running().until(PRODUCTION, is(Action.Move.class)).ask(new Command.Hold(PRODUCTION, true));
        restore.look(PRODUCTION).byHand(PRODUCTION, restore.release(1));
        assertThat(restore.fact(PRODUCTION))
                .isEqualTo(new Fact.Aborted(
                        Small.slot(PRODUCTION),
                        restore.state(PRODUCTION).tokens().last()));
    }

    @Test
    @DisplayName("TAG-7: a rewritten trunk stops entering, also half way, until an admin accepts it")
    void a_rewritten_trunk_stops_the_line() {
        Tale tale = running().until(BETA, is(Action.Deploy.class));
        tale.world = Moves.landed(
                tale.world.with(
                        tale.world.around().withTrunk(List.of(new Fact.Step(Small.commit(0), Optional.empty())), 5)),
                Optional.empty(),
                true);

        assertThat(tale.waits(BETA).until())
                .isEqualTo(new Decision.Until.Person("an admin: arelops trunk accept -m REASON"));
        assertThat(tale.runs(PRODUCTION)).isZero();
        assertThat(tale.answer(Small.ANN, Role.OPERATOR, new Command.AcceptTrunk()))
                .isInstanceOf(Answer.Refused.class);
        tale.ask(new Command.AcceptTrunk());
        tale.world = Moves.built(tale.world);
        tale.rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(5);
    }
}

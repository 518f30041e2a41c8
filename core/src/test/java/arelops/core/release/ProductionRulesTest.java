package arelops.core.release;

import static arelops.core.release.Small.BETA;
import static arelops.core.release.Small.PRODUCTION;
import static arelops.core.release.Tale.is;
import static arelops.core.release.Tale.records;
import static arelops.core.release.Tale.running;
import static arelops.core.release.Tale.runs;
import static arelops.core.release.Tale.with;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.gate.Freeze;
import arelops.core.gate.Hours;
import arelops.core.gate.Soak;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.Admission;
import arelops.core.policy.Approvals;
import arelops.core.policy.DriftPolicy;
import arelops.core.policy.Finish;
import arelops.core.policy.Newer;
import arelops.core.policy.Policy;
import arelops.core.policy.Probe;
import arelops.core.policy.Proving;
import arelops.core.policy.Recovery;
import arelops.core.policy.Serving;
import arelops.core.policy.Settings;
import arelops.core.policy.TrafficSources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// PRO-2 and PRO-3: hours, freezes, holds, rollback and what stays warm.
class ProductionRulesTest {
    private static Policy hours(String text, Finish finish) {
        return with(
                BETA,
                rules -> rules.withAdmission(
                        new Admission(Approvals.NONE, Optional.of(Hours.parse(text)), finish, List.of(), Newer.WAIT)));
    }

    private static Policy keeping(Duration keep) {
        return with(
                BETA,
                rules -> rules.withServing(
                        new Serving("BETA", "process", 1, keep, Settings.NONE, TrafficSources.of(Probe.STANDARD))));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-06-01T" + time + "Z");
    }

    @Test
    @DisplayName("PRO-2: outside of its hours an environment waits for the next opening")
    void closed_hours_wait_for_the_opening() {
        Tale tale = Tale.fresh(hours("daily 12:00-13:00", Finish.INSIDE));

        assertThat(tale.gates(BETA)).containsExactly("hours");
        assertThat(tale.waits(BETA).until()).isEqualTo(new Decision.Until.At(at("12:00:00")));
        tale.later(Duration.ofHours(2));
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Intent.class);
    }

    @Test
    @DisplayName("PRO-2: a soak is counted in whole windows, and all of them must end before closing")
    void the_shortest_attempt_is_whole_windows() {
        Policy policy = hours("daily 09:00-10:02", Finish.INSIDE);
        Policy longer = policy.withLine(policy.line().stream()
                .map(rules -> rules.withProving(
                        new Proving(new Soak(Duration.ofSeconds(90), 1, 1), rules.canary(), rules.accept())))
                .toList());
        Tale inTime = Tale.fresh(longer);
        Tale late = Tale.fresh(longer).later(Duration.ofSeconds(15));

        assertThat(inTime.act(BETA).action()).isInstanceOf(Action.Append.class);
        assertThat(late.gates(BETA)).containsExactly("hours");
    }

    @Test
    @DisplayName("PRO-2: `finish: inside` takes a release only if its shortest attempt ends before closing")
    void the_whole_attempt_must_fit() {
        Tale inside = Tale.fresh(hours("daily 09:00-10:01", Finish.INSIDE));
        assertThat(inside.fact(BETA))
                .as("one minute of soak fits to the second")
                .isInstanceOf(Fact.Intent.class);
        inside.later(Duration.ofSeconds(1));
        assertThat(inside.waits(BETA).because())
                .endsWith("an attempt takes at least 1m and would not end before closing");
        assertThat(inside.waits(BETA).until())
                .isEqualTo(new Decision.Until.At(at("09:00:00").plus(Duration.ofDays(1))));

        Tale any = Tale.fresh(hours("daily 09:00-10:01", Finish.ANY)).later(Duration.ofSeconds(30));
        assertThat(any.fact(BETA)).isInstanceOf(Fact.Intent.class);
    }

    @Test
    @DisplayName("PRO-2: a freeze waits for its end; it and closing withdraw a release that does not serve yet")
    void a_freeze_withdraws_what_does_not_serve_yet() {
        Tale waiting = running().frozen(true);
        assertThat(waiting.waits(BETA).until()).isEqualTo(new Decision.Until.At(Small.THAW));

        Tale early = running().until(BETA, runs(Job.Phase.BEFORE)).frozen(true);
        assertThat(early.fact(BETA))
                .isEqualTo(new Fact.Withdrawn(Small.slot(BETA), early.release(1), Fact.Withdrawn.Cause.FROZEN));
        early.look(BETA).frozen(false).rest();
        assertThat(early.runs(BETA)).as("offered again on its own").isEqualTo(1);

        Tale closing =
                Tale.fresh(hours("daily 09:00-10:01", Finish.ANY)).look(BETA).later(Duration.ofMinutes(2));
        assertThat(closing.fact(BETA))
                .isEqualTo(new Fact.Withdrawn(Small.slot(BETA), closing.release(0), Fact.Withdrawn.Cause.FROZEN));
    }

    @Test
    @DisplayName("PRO-2: a freeze or closing lets a release that serves settle")
    void a_freeze_lets_what_serves_settle() {
        Tale tale = running().until(BETA, runs(Job.Phase.AFTER)).frozen(true);
        tale.test(BETA, World.PASSED).watched(BETA, Small.Watched.ENOUGH);

        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Settled.class);
        Tale switched = running().until(BETA, is(Action.Move.class)).frozen(true);
        assertThat(switched.act(BETA).action()).isInstanceOf(Action.Move.class);
    }

    @Test
    @DisplayName("PRO-2: of several freezes the one that covers now counts")
    void of_several_freezes_the_covering_one_counts() {
        Policy policy = with(
                BETA,
                rules -> rules.withAdmission(new Admission(
                        Approvals.NONE,
                        Optional.empty(),
                        Finish.ANY,
                        List.of(
                                new Freeze("past", at("08:00:00"), at("10:00:00")),
                                new Freeze("later", at("11:00:00"), at("12:00:00"))),
                        Newer.WAIT)));
        Tale tale = Tale.fresh(policy);
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Intent.class);
        tale.later(Duration.ofHours(1));
        assertThat(tale.waits(BETA).until()).isEqualTo(new Decision.Until.At(at("12:00:00")));
    }

    @Test
    @DisplayName("PRO-2: a hold stops where it is; testing goes on, and a serving release may settle")
    void a_hold_stops_where_it_is() {
        Tale tale = running().until(BETA, is(Action.Deploy.class)).ask(new Command.Hold(BETA, false));
        assertThat(tale.waits(BETA).until()).isEqualTo(new Decision.Until.Person("arelops resume beta"));
        tale.ask(new Command.Resume(BETA)).until(BETA, runs(Job.Phase.BEFORE)).ask(new Command.Hold(BETA, false));
        tale.test(BETA, World.PASSED);
        assertThat(tale.waits(BETA).because()).contains("BETA pauses: BETA is held by @ann");
        tale.ask(new Command.Resume(BETA))
                .until(BETA, runs(Job.Phase.AFTER))
                .ask(new Command.Hold(BETA, false))
                .rest();
        assertThat(tale.state(BETA).standing().isProved(tale.release(1))).isTrue();
        tale.commit().rest();
        assertThat(tale.runs(BETA)).isEqualTo(1);
    }

    @Test
    @DisplayName("S5: neither hold, freeze nor broken config stops a rejection or a rollback")
    void nothing_stops_a_rejection_or_a_rollback() {
        Tale reject = running().until(BETA, runs(Job.Phase.BEFORE)).ask(new Command.Hold(BETA, false));
        reject.frozen(true).broken(true).newest(BETA, Place.DOWN);
        assertThat(reject.fact(BETA)).isInstanceOf(Fact.Rejected.class);

        Tale rollback = running()
                .rest()
                .ask(new Command.Hold(PRODUCTION, false))
                .frozen(true)
                .broken(true);
        rollback.ask(new Command.Rollback(PRODUCTION, Optional.empty(), false)).rest();
        assertThat(rollback.runs(PRODUCTION)).isZero();
    }

    @Test
    @DisplayName("PRO-2: `hold --now` returns to stable; after `resume` the release comes again")
    void hold_now_returns_to_stable() {
        Tale tale = running().until(BETA, runs(Job.Phase.AFTER)).ask(new Command.Hold(BETA, true));
        assertThat(tale.fact(BETA))
                .isEqualTo(new Fact.Intent(Small.slot(BETA), Fact.Purpose.RETURN, Optional.of(tale.release(0))));
        tale.rest();
        assertThat(tale.runs(BETA)).isZero();
        assertThat(tale.gates(BETA)).containsExactly("hold");
        tale.ask(new Command.Resume(BETA)).rest();
        assertThat(tale.runs(BETA)).isEqualTo(1);
    }

    @Test
    @DisplayName("PRO-3: a rollback is a switch to the warm previous release, a rejection there, and a hold")
    void a_rollback_is_a_switch() {
        Tale tale = running().rest().ask(new Command.Rollback(PRODUCTION, Optional.empty(), false));
        assertThat(tale.act(PRODUCTION).because())
                .isEqualTo("PRODUCTION goes back to " + Small.commit(0).brief());
        tale.look(PRODUCTION);
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Switch.class);
        tale.rest();

        assertThat(tale.runs(PRODUCTION)).isZero();
        assertThat(tale.state(PRODUCTION).serving().orElseThrow().settled()).isTrue();
        assertThat(tale.state(PRODUCTION).standing().bar(tale.release(1))).isPresent();
        assertThat(tale.world.ledger().openErrors()).hasSize(1);
        tale.ask(new Command.Resume(PRODUCTION)).rest();
        assertThat(tale.runs(PRODUCTION)).as("resume lifts only the hold").isZero();
        tale.commit().rest();
        assertThat(tale.runs(PRODUCTION))
                .as("the suspect travels with the newer one")
                .isZero();
        assertThat(tale.runs(BETA)).isEqualTo(2);
    }

    @Test
    @DisplayName("PRO-3: `--not-its-fault` withdraws, bars nothing, and `promote` brings it again")
    void not_its_fault() {
        Tale tale = running()
                .rest()
                .ask(new Command.Rollback(PRODUCTION, Optional.empty(), true))
                .rest();
        assertThat(tale.runs(PRODUCTION)).isZero();
        assertThat(tale.world.ledger().errors()).isEmpty();
        assertThat(tale.state(PRODUCTION).standing().isSettled(tale.release(1))).isFalse();
        tale.ask(new Command.Resume(PRODUCTION)).rest();
        assertThat(tale.runs(PRODUCTION)).as("it waits until named").isZero();
        tale.ask(new Command.Promote(Small.commit(1), PRODUCTION, List.of())).rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("PRO-3: an older settled release is named with --to, deployed again, and gone back to next time")
    void an_older_release_is_deployed_again() {
        Tale tale = running().rest().commit().rest();
        tale.ask(new Command.Rollback(BETA, Optional.of(Small.commit(0)), true)).look(BETA);
        assertThat(tale.act(BETA).action()).isInstanceOf(Action.Deploy.class);
        tale.rest();
        assertThat(tale.runs(BETA)).isZero();

        tale.ask(new Command.Resume(BETA))
                .commit()
                .until(BETA, runs(Job.Phase.AFTER))
                .newest(BETA, Place.DOWN);
        tale.look(BETA).rest();
        assertThat(tale.runs(BETA))
                .as("what served, not what settled in between")
                .isNotEqualTo(2);
        assertThat(tale.refused(new Command.Rollback(BETA, Optional.of(Small.commit(3)), false))
                        .because())
                .contains("never settled");
    }

    @Test
    @DisplayName("PRO-3: taking a rejected release back again opens no second error")
    void taking_back_twice_opens_one_error() {
        Tale tale = running()
                .until(BETA, runs(Job.Phase.AFTER))
                .newest(BETA, Place.DOWN)
                .look(BETA);
        tale.ask(new Command.Rollback(BETA, Optional.empty(), false));

        assertThat(tale.world.ledger().errors()).hasSize(1);
        tale.rest();
        assertThat(tale.runs(BETA)).isZero();
        tale.ask(Small.ANN, new Command.Overturn(Small.commit(1), BETA));
        tale.ask(Small.BOB, new Command.Overturn(Small.commit(1), BETA))
                .ask(new Command.Resume(BETA))
                .rest();
        assertThat(tale.runs(BETA)).isEqualTo(1);
    }

    @Test
    @DisplayName("PRO-3: a rollback during somebody else's move gives that up first")
    void a_rollback_while_a_move_is_open() {
        Tale entering = running().rest().commit().until(BETA, runs(Job.Phase.BEFORE));
        entering.ask(new Command.Rollback(BETA, Optional.empty(), false)).rest();
        assertThat(entering.runs(BETA)).isZero();
        assertThat(entering.state(BETA).standing().bar(entering.release(2))).isEmpty();

        Tale returning = running().rest().commit().rest().ask(new Command.Rollback(BETA, Optional.empty(), false));
        returning
                .look(BETA)
                .ask(new Command.Rollback(BETA, Optional.of(Small.commit(0)), false))
                .rest();
        assertThat(returning.runs(BETA)).isZero();
    }

    @Test
    @DisplayName("L1: a withdrawal while a restore is open still leads back to stable")
    void a_withdrawal_while_a_restore_is_open() {
        Tale tale = running()
                .until(BETA, runs(Job.Phase.AFTER))
                .byHand(BETA, Tale.running().release(0));
        tale.look(BETA).look(BETA).ask(new Command.Withdraw(BETA)).rest();

        assertThat(tale.runs(BETA)).isZero();
    }

    @Test
    @DisplayName("S4: repair does not put back what was rejected meanwhile")
    void repair_keeps_what_is_owed() {
        Tale tale = running()
                .until(BETA, runs(Job.Phase.AFTER))
                .newest(BETA, Place.DOWN)
                .look(BETA)
                .look(BETA);
        tale.tag(BETA, Optional.of(Small.commit(7)))
                .look(BETA)
                .ask(new Command.Repair(BETA))
                .rest();

        assertThat(tale.runs(BETA)).isZero();
    }

    @Test
    @DisplayName("L4: a return that does not come up is tried anew under a new token, after a pause")
    void a_return_is_tried_anew() {
        Policy slow = with(
                BETA,
                rules -> rules.withRecovery(
                        new Recovery(DriftPolicy.RESTORE, 2, Duration.ofSeconds(30), Duration.ofMinutes(1))));
        Tale tale = running(slow).rest();
        tale.health(BETA, tale.state(BETA).tokens().past().getLast().deployment(), Place.DOWN);
        tale.ask(new Command.Rollback(BETA, Optional.empty(), false))
                .look(BETA)
                .look(BETA)
                .newest(BETA, Place.BROKEN);
        long token = tale.state(BETA).tokens().last();
        assertThat(tale.waits(BETA).until())
                .isEqualTo(new Decision.Until.At(tale.world.around().now().plusSeconds(120)));
        tale.newest(BETA, new Seen.Health.Down("slow", 1));
        assertThat(tale.waits(BETA).until()).isInstanceOf(Decision.Until.Event.class);
        tale.newest(BETA, Place.DOWN).later(Duration.ofMinutes(2));
        assertThat(tale.fact(BETA))
                .isEqualTo(new Fact.Intent(Small.slot(BETA), Fact.Purpose.RETURN, Optional.of(tale.release(0))));
        tale.look(BETA);
        assertThat(tale.state(BETA).tokens().last()).isGreaterThan(token);
        tale.rest();
        assertThat(tale.runs(BETA)).isZero();
    }

    @Test
    @DisplayName("PRO-3: the previous release stays warm, older ones for the rollback window, the rest is stopped")
    void what_stays_warm() {
        Tale brief = running(keeping(Duration.ofHours(24))).rest().commit().rest();
        assertThat(brief.place(BETA).deployments()).hasSize(3);
        brief.later(Duration.ofHours(25));
        assertThat(brief.act(BETA).action()).isInstanceOf(Action.Stop.class);
        brief.rest();
        assertThat(brief.place(BETA).deployments().values())
                .extracting(Seen.Deployment::release)
                .containsExactlyInAnyOrder(brief.release(1), brief.release(2));

        Tale none = running(keeping(Duration.ZERO)).rest().commit().until(BETA, runs(Job.Phase.AFTER));
        assertThat(none.place(BETA).deployments()).hasSizeGreaterThanOrEqualTo(2);
        none.rest();
        assertThat(none.place(BETA).deployments()).hasSize(2);
        none.ask(new Command.Rollback(BETA, Optional.empty(), false)).rest();
        assertThat(none.place(BETA).deployments().values())
                .extracting(Seen.Deployment::release)
                .containsExactly(none.release(1));
    }

    @Test
    @DisplayName("PRO-3: while a release is on trial every settled one stays warm, whatever the rollback window")
    void all_settled_stay_warm_during_a_trial() {
        Tale tale =
                running(keeping(Duration.ofHours(24))).rest().commit().rest().commit();
        tale.until(BETA, runs(Job.Phase.AFTER)).later(Duration.ofDays(3)).look(BETA);

        assertThat(tale.waits(BETA).because()).contains("acceptance test runs");
        assertThat(tale.place(BETA).deployments()).hasSize(4);
    }

    @Test
    @DisplayName("CHG-4: a broken config promotes nothing")
    void a_broken_config_promotes_nothing() {
        Tale tale = running().until(BETA, is(Action.Deploy.class)).broken(true);
        assertThat(tale.waits(BETA).until()).isEqualTo(new Decision.Until.Person("mend the config on trunk"));
        assertThat(tale.waits(new EnvironmentName("passive")).until()).isInstanceOf(Decision.Until.Event.class);
        tale.broken(false).until(BETA, records(Fact.Settled.class));
    }
}

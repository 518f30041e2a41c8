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
import arelops.core.evidence.Fact.Unattributed.Finding;
import arelops.core.evidence.SlotState;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.Admission;
import arelops.core.policy.Newer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// LINE-5 with GATE-8: what ends a soak in which a threshold was crossed.
class SoakControlRulesTest {
    private static Tale soaking(Tale tale, EnvironmentName name) {
        return tale.until(name, runs(Job.Phase.AFTER)).test(name, World.PASSED);
    }

    /// The second release soaks, and crossed a threshold in two windows running.
    private static Tale crossing(EnvironmentName name) {
        return soaking(running(), name).watched(name, Small.Watched.CROSSING);
    }

    /// The same, and stable takes half of the traffic.
    private static Tale compared(EnvironmentName name) {
        return crossing(name).look(name).look(name);
    }

    private static SlotState.Control control(Tale tale, EnvironmentName name) {
        return tale.state(name).attempt().orElseThrow().control().orElseThrow();
    }

    private static Fact unattributed(Tale tale, EnvironmentName name, Finding finding) {
        return new Fact.Unattributed(
                Small.slot(name), tale.state(name).attempt().orElseThrow().token(), finding);
    }

    @Test
    @DisplayName("LINE-5: a threshold crossed in two windows running begins a control beside the warm stable")
    void a_crossed_threshold_begins_a_control() {
        Tale tale = crossing(BETA);
        long attempt = tale.state(BETA).attempt().orElseThrow().token();
        long warm = tale.state(BETA).tokens().past().getLast().deployment();

        assertThat(tale.fact(BETA))
                .isEqualTo(new Fact.Controlled(Small.slot(BETA), attempt, Optional.of(tale.release(0)), warm));
        assertThat(tale.act(BETA).because())
                .contains(
                        "errors at 90.0 %, the limit is 5%",
                        "beside stable " + Small.commit(0).brief());
        tale.look(BETA);
        assertThat(tale.act(BETA).action())
                .isEqualTo(new Action.Divide(
                        Small.slot(BETA),
                        control(tale, BETA).token(),
                        tale.state(BETA).serving().orElseThrow().deployment(),
                        warm,
                        50));
        assertThat(control(tale, BETA).token())
                .as("the control's entry is its fencing token")
                .isEqualTo(tale.state(BETA).tokens().last());
        tale.look(BETA);
        assertThat(tale.place(BETA).baseline()).isEqualTo(OptionalLong.of(warm));
        assertThat(tale.waits(BETA).because())
                .contains("is measured once more in BETA beside stable", "no window of both yet");
        assertThat(tale.waits(BETA).until())
                .as("two health deadlines and ten windows")
                .isEqualTo(new Decision.Until.At(Small.START.plus(Duration.ofMinutes(12))));
        assertThat(tale.waits(BETA).gates()).extracting(gate -> gate.id()).containsExactly("soak", "soak control");
    }

    @Test
    @DisplayName(
            "LINE-5, GATE-8: the release alone crosses it in two more windows: rejected, also under hold and freeze")
    void attributed_to_the_release() {
        for (EnvironmentName name : List.of(BETA, PRODUCTION)) {
            Tale tale = compared(name).compared(name, Small.Compared.RELEASE);
            tale.ask(new Command.Hold(name, false)).frozen(true).broken(true);

            assertThat(tale.fact(name))
                    .isEqualTo(new Fact.Rejected(Small.slot(name), tale.release(1), List.of(Small.commit(1))));
            assertThat(tale.act(name).because()).contains("errors at 90.0 %", "stable kept it in the same windows");
            assertThat(tale.act(name).gates()).extracting(gate -> gate.id()).containsExactly("soak", "soak control");
            tale.rest();
            assertThat(tale.runs(name)).isZero();
            assertThat(tale.place(name).baseline()).isEmpty();
        }
    }

    @Test
    @DisplayName("LINE-5: stable crosses it too: the environment is the cause, it is held, nothing is barred")
    void the_environment_is_the_cause() {
        Tale tale = compared(BETA).compared(BETA, Small.Compared.STABLE_TOO);

        assertThat(tale.fact(BETA)).isEqualTo(unattributed(tale, BETA, Finding.STABLE_TOO));
        tale.look(BETA);
        assertThat(tale.act(BETA).action())
                .as("the comparison is over, so nobody stays on stable")
                .isEqualTo(new Action.Switch(
                        Small.slot(BETA),
                        tale.state(BETA).tokens().last(),
                        tale.place(BETA).traffic(),
                        "nothing serves here"));
        tale.look(BETA);
        assertThat(tale.fact(BETA)).isEqualTo(new Fact.Held(Small.slot(BETA)));
        assertThat(tale.act(BETA).because()).contains("stable crosses it as well: the environment is the cause");
        tale.rest();
        assertThat(tale.waits(BETA).until())
                .isEqualTo(new Decision.Until.Person("arelops rollback beta or arelops resume beta"));
        assertThat(tale.runs(BETA)).isEqualTo(1);
        assertThat(tale.state(BETA).standing().bars()).isEmpty();
    }

    @Test
    @DisplayName("LINE-5: what is crossed no more is not attributed; it is held, and settles only after resume")
    void crossed_no_more() {
        Tale tale = compared(BETA).compared(BETA, Small.Compared.NO_LONGER);
        assertThat(tale.fact(BETA)).isEqualTo(unattributed(tale, BETA, Finding.NO_LONGER));
        tale.watched(BETA, Small.Watched.ENOUGH).rest();
        assertThat(tale.waits(BETA).because()).contains("BETA is held", "measured once more it is not");

        tale.ask(new Command.Resume(BETA));
        assertThat(tale.fact(BETA)).isEqualTo(new Fact.Settled(Small.slot(BETA), tale.release(1), 4, 40));
    }

    @Test
    @DisplayName("LINE-5: after resume a threshold that is still crossed begins another control")
    void another_control_after_resume() {
        Tale tale = compared(BETA).compared(BETA, Small.Compared.STABLE_TOO);
        long first = control(tale, BETA).token();
        tale.look(BETA).look(BETA).look(BETA).ask(new Command.Resume(BETA));

        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Controlled.class);
        tale.look(BETA).look(BETA);
        assertThat(control(tale, BETA).token()).isGreaterThan(first);
        assertThat(tale.place(BETA).highest()).isEqualTo(control(tale, BETA).token());
    }

    @Test
    @DisplayName("LINE-5: a resume in the middle of a control leaves it under way")
    void resume_leaves_an_open_control() {
        Tale tale = compared(BETA).ask(new Command.Hold(BETA, false)).ask(new Command.Resume(BETA));

        assertThat(control(tale, BETA).isOpen()).isTrue();
        tale.compared(BETA, Small.Compared.RELEASE);
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Rejected.class);
    }

    @Test
    @DisplayName("S7, LINE-5: no data never attributes: in the end it is held")
    void no_data_never_attributes() {
        Tale tale = compared(BETA).compared(BETA, Small.Compared.APART);
        assertThat(tale.waits(BETA).because()).contains("stable had too few of the same requests");
        tale.later(Duration.ofMinutes(12).minusMillis(1));
        assertThat(tale.decision(BETA)).isInstanceOf(Decision.Wait.class);
        tale.later(Duration.ofMillis(1));
        assertThat(tale.fact(BETA)).isEqualTo(unattributed(tale, BETA, Finding.NO_DATA));
        tale.look(BETA).look(BETA);
        assertThat(tale.fact(BETA)).isEqualTo(new Fact.Held(Small.slot(BETA)));
        assertThat(tale.act(BETA).because()).contains("nothing could be compared");
    }

    @Test
    @DisplayName("LINE-5: what was seen in time counts, also when somebody looks later")
    void what_was_seen_in_time_counts_later() {
        Tale tale = compared(BETA).compared(BETA, Small.Compared.RELEASE).later(Duration.ofDays(1));

        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Rejected.class);
    }

    @Test
    @DisplayName("LINE-5: a stable that is not warm is started from the kept artifact, and is what a return takes")
    void stable_is_started_for_it() {
        Tale tale = crossing(BETA);
        long cold = tale.state(BETA).tokens().past().getLast().deployment();
        tale.health(BETA, cold, Place.DOWN);
        assertThat(tale.fact(BETA))
                .isEqualTo(new Fact.Controlled(
                        Small.slot(BETA),
                        tale.state(BETA).attempt().orElseThrow().token(),
                        Optional.of(tale.release(0)),
                        0));
        tale.look(BETA);
        long token = control(tale, BETA).token();
        assertThat(control(tale, BETA).deployment()).isEqualTo(token);
        assertThat(tale.act(BETA).action()).isEqualTo(new Action.Deploy(Small.slot(BETA), token, tale.release(0)));
        tale.look(BETA);
        assertThat(tale.waits(BETA).because()).contains("shall run beside what soaks in BETA: starts");
        tale.health(BETA, token, new Seen.Health.Down("it died", 1));
        assertThat(tale.waits(BETA).because()).contains("it died");
        tale.health(BETA, token, Place.UP).until(BETA, is(Action.Divide.class)).look(BETA);
        tale.compared(BETA, Small.Compared.RELEASE).until(BETA, is(Action.Switch.class));

        assertThat(((Action.Switch) tale.act(BETA).action()).deployment()).isEqualTo(OptionalLong.of(token));
        tale.rest();
        assertThat(tale.runs(BETA)).isZero();
    }

    @Test
    @DisplayName("LINE-5: a stable that cannot be run beside it attributes nothing")
    void stable_cannot_run() {
        for (Seen.Health health : List.of(Place.DOWN, Place.BROKEN)) {
            Tale tale = crossing(BETA);
            tale.health(BETA, tale.state(BETA).tokens().past().getLast().deployment(), health)
                    .look(BETA)
                    .look(BETA);
            tale.health(BETA, control(tale, BETA).token(), health);
            assertThat(tale.fact(BETA)).isEqualTo(unattributed(tale, BETA, Finding.NO_DATA));
        }
        Tale gone = crossing(BETA).look(BETA);
        Place place = gone.place(BETA);
        Action.Stop stop = new Action.Stop(
                Small.slot(BETA), place.highest(), control(gone, BETA).deployment());
        gone.world = gone.world.with(Small.slot(BETA), place.perform(stop));
        assertThat(gone.fact(BETA)).isEqualTo(unattributed(gone, BETA, Finding.NO_DATA));
        assertThat(gone.act(BETA).because()).contains("stable is no longer up");
    }

    @Test
    @DisplayName("GATE-8: a first release that crosses it again has nothing to compare with: rejected")
    void a_first_release_is_measured_again() {
        Tale tale = soaking(Tale.fresh(Small.policy()), BETA).watched(BETA, Small.Watched.CROSSING);
        assertThat(tale.fact(BETA))
                .isEqualTo(new Fact.Controlled(
                        Small.slot(BETA),
                        tale.state(BETA).attempt().orElseThrow().token(),
                        Optional.empty(),
                        0));
        assertThat(tale.act(BETA).because()).endsWith("it is measured once more");
        tale.look(BETA);
        assertThat(tale.waits(BETA).because()).contains("is measured once more in BETA: no window");
        tale.compared(BETA, Small.Compared.RELEASE);
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Rejected.class);
        assertThat(tale.act(BETA).because()).contains("there is no stable release to compare with");

        tale.compared(BETA, Small.Compared.NO_LONGER);
        assertThat(tale.fact(BETA)).isEqualTo(unattributed(tale, BETA, Finding.NO_LONGER));
    }

    @Test
    @DisplayName("LINE-5: while it is compared, a release that dies is rejected, a suspect withdrawn, a person heard")
    void other_endings_go_before() {
        Tale dies = compared(BETA)
                .health(BETA, compared(BETA).state(BETA).serving().orElseThrow().deployment(), Place.DOWN);
        assertThat(dies.fact(BETA)).isInstanceOf(Fact.Rejected.class);
        Tale taken = compared(BETA).ask(new Command.Withdraw(BETA)).rest();
        assertThat(taken.runs(BETA)).isZero();
        assertThat(taken.place(BETA).baseline()).isEmpty();
        Tale back = compared(BETA)
                .ask(new Command.Rollback(BETA, Optional.empty(), false))
                .rest();
        assertThat(back.runs(BETA)).isZero();
        assertThat(back.place(BETA).baseline()).isEmpty();
    }

    @Test
    @DisplayName("LINE-2, LINE-5: a newer release does not replace one against which something speaks")
    void a_newer_one_waits_for_the_finding() {
        Tale tale = soaking(
                        running(with(
                                BETA,
                                rules -> rules.withAdmission(new Admission(
                                        rules.approvals(),
                                        rules.hours(),
                                        rules.finish(),
                                        rules.freezes(),
                                        Newer.REPLACE)))),
                        BETA)
                .watched(BETA, Small.Watched.CROSSING)
                .look(BETA)
                .commit();

        assertThat(tale.act(BETA).action()).isInstanceOf(Action.Divide.class);
    }

    @Test
    @DisplayName("REL-1: another controller goes on with a control; a share that nothing asked for is taken away")
    void another_controller_goes_on() {
        Tale tale = compared(BETA).controller("b").compared(BETA, Small.Compared.RELEASE);
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Rejected.class);

        Tale late = compared(BETA);
        Action.Divide divide = new Action.Divide(
                Small.slot(BETA),
                control(late, BETA).token(),
                late.place(BETA).traffic().getAsLong(),
                late.place(BETA).baseline().getAsLong(),
                50);
        late.compared(BETA, Small.Compared.STABLE_TOO).look(BETA).look(BETA).look(BETA);
        assertThat(late.place(BETA).baseline()).isEmpty();
        late.world = late.world.perform(divide, late.world.ledger().seq());
        assertThat(late.place(BETA).baseline()).isPresent();
        late.until(BETA, is(Action.Switch.class)).look(BETA);
        assertThat(late.place(BETA).baseline()).isEmpty();
    }

    @Test
    @DisplayName("PRO-3: the stable of an open control is not stopped as a leftover")
    void the_control_is_no_leftover() {
        Tale tale = crossing(BETA);
        tale.health(BETA, tale.state(BETA).tokens().past().getLast().deployment(), Place.DOWN)
                .look(BETA)
                .look(BETA);

        assertThat(tale.decision(BETA)).isInstanceOf(Decision.Wait.class);
        tale.until(BETA, records(Fact.Unattributed.class));
    }
}

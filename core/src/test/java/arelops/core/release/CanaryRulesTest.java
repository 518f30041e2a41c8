package arelops.core.release;

import static arelops.core.release.Small.PASSIVE;
import static arelops.core.release.Small.PRODUCTION;
import static arelops.core.release.Tale.is;
import static arelops.core.release.Tale.records;
import static arelops.core.release.Tale.running;
import static arelops.core.release.Tale.with;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.Window;
import arelops.core.evidence.CanaryRun;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Fact.CanaryJudged.Stand;
import arelops.core.evidence.SlotState;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.CanaryPolicy;
import arelops.core.policy.CanaryPolicy.Unsure;
import arelops.core.policy.Percent;
import arelops.core.policy.Policy;
import arelops.core.policy.Proving;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// PAS-2, PRO-1, CAN-1: a release enters on growing shares, judged beside a baseline.
class CanaryRulesTest {
    private static final LatencyCounts QUICK = LatencyCounts.of(new TreeMap<>(Map.of(47, 2000L)));

    private static CanaryPolicy steps(Unsure unsure, boolean baseline) {
        return new CanaryPolicy(
                List.of(Percent.of(10), Percent.of(50)),
                Small.WINDOW.multipliedBy(3),
                1000,
                Percent.of(95),
                CanaryPolicy.Doubt.of(unsure),
                baseline);
    }

    private static Policy policy(EnvironmentName name, CanaryPolicy canary) {
        return with(
                name,
                rules -> rules.withProving(new Proving(
                        rules.soak(), Optional.of(canary), rules.proving().accept())));
    }

    private static Policy policy(EnvironmentName name) {
        return policy(name, steps(Unsure.HOLD, true));
    }

    /// The second release's canary, with nothing done for it yet.
    private static Tale begun(EnvironmentName name, Policy policy) {
        return running(policy).until(name, records(Fact.CanaryStarted.class)).look(name);
    }

    /// The same, and it takes its first share.
    private static Tale sharing(EnvironmentName name, Policy policy) {
        return begun(name, policy).until(name, is(Action.Try.class)).look(name).look(name);
    }

    private static CanaryRun run(Tale tale, EnvironmentName name) {
        return tale.state(name).attempt().orElseThrow().canary().orElseThrow();
    }

    private static Window alike(long errors) {
        return Window.of(ArmWindow.of(2000, 20, QUICK), ArmWindow.of(2000, errors, QUICK));
    }

    /// So many windows more, each a minute, and the time goes on with them.
    private static Tale windows(Tale tale, EnvironmentName name, int count, Optional<Window> window) {
        List<Seen.ArmsWindow> arms = new ArrayList<>(tale.place(name).windows().arms());
        for (int i = 0; i < count; i++) {
            Instant start = tale.world.around().now();
            arms.add(new Seen.ArmsWindow(
                    start,
                    Small.WINDOW,
                    window.isPresent(),
                    false,
                    window.orElse(new Window(Optional.empty(), Optional.empty()))));
            tale.later(Small.WINDOW);
        }
        tale.world = tale.world.with(Small.slot(name), tale.place(name).withArms(arms));
        return tale;
    }

    @Test
    @DisplayName("PAS-2, PRO-1: a release is started beside a fresh baseline of stable, and both get the first share")
    void it_begins_beside_a_fresh_baseline() {
        for (EnvironmentName name : List.of(PASSIVE, PRODUCTION)) {
            Tale tale = begun(name, policy(name));
            long attempt = tale.state(name).attempt().orElseThrow().token();
            long stable = tale.state(name).serving().orElseThrow().deployment();
            CanaryRun run = run(tale, name);

            assertThat(run.arms().canary()).isEqualTo(attempt);
            assertThat(tale.act(name).action())
                    .isEqualTo(new Action.Deploy(Small.slot(name), run.token(), tale.release(0)));
            tale.until(name, is(Action.Try.class));
            assertThat(tale.act(name).action())
                    .isEqualTo(new Action.Try(
                            Small.slot(name),
                            run.token(),
                            stable,
                            OptionalLong.of(run.token()),
                            new Seen.Share(attempt, 10)));
            tale.look(name);
            assertThat(run(tale, name).stepSince()).as("decided, not yet seen").isEmpty();
            tale.look(name);
            assertThat(run(tale, name).stepSince()).isPresent();
            assertThat(tale.runs(name)).as("the tag stays").isZero();
            assertThat(tale.waits(name).because()).contains("is tried on 10 % of the traffic", "step 1 of 2");
            assertThat(tale.gates(name)).containsExactly("canary");
        }
    }

    @Test
    @DisplayName("CAN-4: before it starts, what stable did lately says how long a pass takes and what is found")
    void it_says_before_it_starts_what_it_takes() {
        Tale tale = running(policy(PRODUCTION)).until(PRODUCTION, records(Fact.CanaryStarted.class));
        assertThat(tale.act(PRODUCTION).because()).contains("cannot be said", "too few requests");

        windows(
                tale,
                PRODUCTION,
                5,
                Optional.of(new Window(Optional.of(ArmWindow.of(20_000, 200, QUICK)), Optional.empty())));
        assertThat(tale.act(PRODUCTION).because())
                .contains("with 2000 requests a window a pass takes about 6 windows")
                .contains("finds", "% errors", "times as slow");
    }

    @Test
    @DisplayName("PRO-1, CAN-1: each step needs its time and its samples; the tag moves after a pass over all of them")
    void it_passes_after_all_steps() {
        Tale tale = windows(sharing(PRODUCTION, policy(PRODUCTION)), PRODUCTION, 2, Optional.of(alike(20)));
        assertThat(tale.decision(PRODUCTION)).as("two of three minutes").isInstanceOf(Decision.Wait.class);

        windows(tale, PRODUCTION, 1, Optional.of(alike(20)));
        Fact.CanaryJudged step = (Fact.CanaryJudged) tale.fact(PRODUCTION);
        assertThat(step.step()).isEqualTo(1);
        assertThat(step.stand()).isEqualTo(Stand.GOES_ON);
        tale.look(PRODUCTION);
        assertThat(tale.act(PRODUCTION).action())
                .isInstanceOfSatisfying(
                        Action.Try.class,
                        more -> assertThat(more.canary().percent()).isEqualTo(50));
        tale.look(PRODUCTION).look(PRODUCTION);
        windows(tale, PRODUCTION, 3, Optional.of(alike(20)));
        Fact.CanaryJudged end = (Fact.CanaryJudged) tale.fact(PRODUCTION);
        assertThat(end.stand()).isEqualTo(Stand.PASSED);
        assertThat(tale.act(PRODUCTION).because()).contains("Passed");
        tale.look(PRODUCTION).look(PRODUCTION);
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Move.class);
        tale.look(PRODUCTION).rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
        assertThat(tale.place(PRODUCTION).canary()).isEmpty();
    }

    @Test
    @DisplayName("PRO-1, S5: evidence against it sends all traffic back in the same look, under hold and freeze too")
    void a_rejection_returns_the_traffic_at_once() {
        for (EnvironmentName name : List.of(PASSIVE, PRODUCTION)) {
            Tale tale = windows(sharing(name, policy(name)), name, 2, Optional.of(alike(400)));
            tale.ask(new Command.Hold(name, false)).frozen(true).broken(true);

            assertThat(tale.act(name).action())
                    .isInstanceOfSatisfying(
                            Action.Switch.class,
                            back -> assertThat(back.deployment())
                                    .isEqualTo(tale.place(name).traffic()));
            tale.look(name);
            assertThat(tale.place(name).canary()).isEmpty();
            assertThat(tale.fact(name))
                    .isEqualTo(new Fact.Rejected(Small.slot(name), tale.release(1), List.of(Small.commit(1))));
            assertThat(tale.act(name).because())
                    .contains("its canary on 10 % of the traffic: Rejected in window", "errors are 20.00 %");
            tale.look(name).rest();
            assertThat(tale.runs(name)).as("the tag never moved").isZero();
            assertThat(tale.state(name).standing().bar(tale.release(1))).isPresent();
        }
    }

    @Test
    @DisplayName("CAN-1: no data never passes: the step goes on, and at last the attempt failed, which bars nothing")
    void no_data_never_passes() {
        Tale tale = windows(sharing(PRODUCTION, policy(PRODUCTION)), PRODUCTION, 47, Optional.empty());
        while (tale.decision(PRODUCTION) instanceof Decision.Act act && act.action() instanceof Action.Append) {
            assertThat(((Fact.CanaryJudged) tale.fact(PRODUCTION)).step()).isZero();
            tale.look(PRODUCTION);
        }
        assertThat(tale.waits(PRODUCTION).gates().getFirst().state()).isEqualTo(arelops.core.gate.Gate.State.UNKNOWN);

        windows(tale, PRODUCTION, 1, Optional.empty());
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Switch.class);
        tale.look(PRODUCTION);
        assertThat(tale.fact(PRODUCTION)).isInstanceOf(Fact.Failed.class);
        assertThat(tale.act(PRODUCTION).because()).contains("No data");
    }

    /// Nothing can be shown of so few requests, though there are as many as each step needs.
    private static Tale unsure(Unsure unsure) {
        CanaryPolicy few = new CanaryPolicy(
                List.of(Percent.of(10)),
                Small.WINDOW.multipliedBy(2),
                100,
                Percent.of(95),
                CanaryPolicy.Doubt.of(unsure),
                true);
        LatencyCounts slow = LatencyCounts.of(new TreeMap<>(Map.of(47, 18L, 90, 2L)));
        Window window = Window.of(ArmWindow.of(20, 1, slow), ArmWindow.of(20, 1, slow));
        Tale tale = windows(sharing(PRODUCTION, policy(PRODUCTION, few)), PRODUCTION, 9, Optional.of(window));
        assertThat(tale.decision(PRODUCTION)).isInstanceOf(Decision.Wait.class);
        windows(tale, PRODUCTION, 3, Optional.of(window));
        return tale;
    }

    @Test
    @DisplayName("CAN-1: still not sure at the end, `unsure: hold` keeps the share and calls a person")
    void unsure_holds() {
        Tale tale = unsure(Unsure.HOLD);
        assertThat(((Fact.CanaryJudged) tale.fact(PRODUCTION)).stand()).isEqualTo(Stand.UNSURE);
        tale.look(PRODUCTION);
        assertThat(tale.fact(PRODUCTION)).isEqualTo(new Fact.Held(Small.slot(PRODUCTION)));
        tale.look(PRODUCTION);
        assertThat(tale.waits(PRODUCTION).until())
                .isEqualTo(new Decision.Until.Person("arelops resume production or arelops withdraw production"));
        assertThat(tale.place(PRODUCTION).canary()).as("the share stays").isPresent();
        tale.ask(new Command.Resume(PRODUCTION));
        assertThat(run(tale, PRODUCTION).stand()).as("a person let it go on").isEqualTo(Stand.EXTENDED);
        assertThat(tale.decision(PRODUCTION)).isInstanceOf(Decision.Wait.class);
    }

    @Test
    @DisplayName("CAN-1, LINE-6: still not sure at the end, `unsure: withdraw` takes it out and bars nothing")
    void unsure_withdraws() {
        Tale tale = unsure(Unsure.WITHDRAW);
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Switch.class);
        tale.look(PRODUCTION);
        assertThat(tale.fact(PRODUCTION))
                .isEqualTo(new Fact.Withdrawn(Small.slot(PRODUCTION), tale.release(1), Fact.Withdrawn.Cause.UNSURE));
        tale.look(PRODUCTION).rest();
        assertThat(tale.runs(PRODUCTION)).isZero();
        assertThat(tale.state(PRODUCTION).standing().bars()).isEmpty();
        assertThat(tale.decision(PRODUCTION))
                .as("it waits until a person names it")
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    @DisplayName("CAN-1: still not sure at the end, `unsure: extend` goes on, at most to four horizons")
    void unsure_extends() {
        Tale tale = unsure(Unsure.EXTEND);
        assertThat(((Fact.CanaryJudged) tale.fact(PRODUCTION)).stand()).isEqualTo(Stand.EXTENDED);
        tale.look(PRODUCTION);
        assertThat(tale.decision(PRODUCTION)).isInstanceOf(Decision.Wait.class);
        tale.later(Small.WINDOW.multipliedBy(48));
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Switch.class);
        tale.look(PRODUCTION);
        assertThat(tale.fact(PRODUCTION)).isInstanceOf(Fact.Withdrawn.class);
    }

    @Test
    @DisplayName(
            "PRO-1: a canary that does not answer gets no traffic; failing twice beside a healthy stable rejects it")
    void a_dead_canary_gets_no_traffic() {
        Tale tale = sharing(PRODUCTION, policy(PRODUCTION));
        long canary = run(tale, PRODUCTION).arms().canary();
        tale.health(PRODUCTION, canary, Place.DOWN);

        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Switch.class);
        tale.look(PRODUCTION);
        assertThat(tale.fact(PRODUCTION)).isInstanceOf(Fact.Rejected.class);
    }

    @Test
    @DisplayName("PRO-1: a baseline that does not stay up fails the attempt, which bars nothing")
    void a_dead_baseline_fails_the_attempt() {
        Tale tale = sharing(PRODUCTION, policy(PRODUCTION));
        tale.health(PRODUCTION, run(tale, PRODUCTION).token(), Place.DOWN);

        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Switch.class);
        tale.look(PRODUCTION);
        assertThat(tale.fact(PRODUCTION)).isInstanceOf(Fact.Failed.class);
    }

    @Test
    @DisplayName("PRO-2: a hold stops the share where it is, and the judge goes on")
    void a_hold_stops_the_share() {
        Tale tale = windows(sharing(PRODUCTION, policy(PRODUCTION)), PRODUCTION, 3, Optional.of(alike(20)));
        tale.ask(new Command.Hold(PRODUCTION, false));
        assertThat(tale.waits(PRODUCTION).because()).contains("PRODUCTION pauses", "held by @ann");
        assertThat(tale.place(PRODUCTION).canary().orElseThrow().percent()).isEqualTo(10);
        tale.ask(new Command.Resume(PRODUCTION)).look(PRODUCTION);
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Try.class);
    }

    @Test
    @DisplayName("PRO-2: a freeze or a hold finds the share where it is: a step that is over is not gone on from")
    void a_step_that_is_over_waits_for_the_hold() {
        Tale tale = windows(sharing(PRODUCTION, policy(PRODUCTION)), PRODUCTION, 3, Optional.of(alike(20)));
        assertThat(Tale.of(tale).frozen(true).fact(PRODUCTION))
                .as("the traffic is at 10 % still")
                .isInstanceOf(Fact.Withdrawn.class);
        tale.ask(new Command.Hold(PRODUCTION, false));
        assertThat(tale.waits(PRODUCTION).because()).contains("PRODUCTION pauses", "held by @ann");
        windows(tale, PRODUCTION, 7, Optional.of(alike(20)));
        Fact.CanaryJudged known = (Fact.CanaryJudged) tale.fact(PRODUCTION);
        assertThat(known.step()).isZero();
        assertThat(known.stand()).isEqualTo(Stand.GOES_ON);
        tale.look(PRODUCTION);
        assertThat(tale.waits(PRODUCTION).because()).contains("PRODUCTION pauses");

        tale.ask(new Command.Resume(PRODUCTION));
        assertThat(((Fact.CanaryJudged) tale.fact(PRODUCTION)).step()).isEqualTo(1);
    }

    @Test
    @DisplayName("PRO-1, S5: one that passed is judged until it has all of the traffic")
    void one_that_passed_is_still_judged() {
        Tale tale = windows(sharing(PRODUCTION, policy(PRODUCTION)), PRODUCTION, 3, Optional.of(alike(20)));
        tale.look(PRODUCTION).look(PRODUCTION).look(PRODUCTION);
        windows(tale, PRODUCTION, 3, Optional.of(alike(20)))
                .ask(new Command.Hold(PRODUCTION, false))
                .look(PRODUCTION);
        assertThat(run(tale, PRODUCTION).stand()).isEqualTo(Stand.PASSED);
        assertThat(tale.waits(PRODUCTION).because()).contains("PRODUCTION pauses");

        windows(tale, PRODUCTION, 2, Optional.of(alike(400)));
        assertThat(tale.act(PRODUCTION).because()).contains("back to stable");
        tale.look(PRODUCTION);
        assertThat(tale.fact(PRODUCTION)).isInstanceOf(Fact.Rejected.class);
    }

    @Test
    @DisplayName("PRO-1, REL-1: what was seen before a step had its share does not count for it, however late that was")
    void windows_before_the_share_do_not_count() {
        Tale tale = windows(sharing(PRODUCTION, policy(PRODUCTION)), PRODUCTION, 3, Optional.of(alike(20)));
        tale.look(PRODUCTION);
        windows(tale, PRODUCTION, 3, Optional.of(alike(20)));
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Try.class);
        tale.look(PRODUCTION).look(PRODUCTION);
        assertThat(tale.waits(PRODUCTION).because()).contains("50 % of the traffic", "step 2 of 2, 0 of 1000 requests");

        Window idle = Window.of(ArmWindow.of(2000, 20, QUICK), ArmWindow.of(0, 0, LatencyCounts.none()));
        windows(tale, PRODUCTION, 2, Optional.of(alike(20)));
        windows(tale, PRODUCTION, 1, Optional.of(idle));
        assertThat(tale.decision(PRODUCTION)).as("a window without a request").isInstanceOf(Decision.Wait.class);
        windows(tale, PRODUCTION, 1, Optional.of(alike(20)));
        assertThat(((Fact.CanaryJudged) tale.fact(PRODUCTION)).stand()).isEqualTo(Stand.PASSED);
    }

    @Test
    @DisplayName("REL-2: a share that was decided before a step ended comes too late after it")
    void a_late_share_is_refused() {
        Tale tale = windows(sharing(PRODUCTION, policy(PRODUCTION)), PRODUCTION, 3, Optional.of(alike(20)));
        tale.look(PRODUCTION);
        Action half = tale.act(PRODUCTION).action();
        tale.look(PRODUCTION).look(PRODUCTION);
        windows(tale, PRODUCTION, 3, Optional.of(alike(20)))
                .look(PRODUCTION)
                .look(PRODUCTION)
                .look(PRODUCTION);
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);

        tale.world = tale.world.perform(half, tale.world.ledger().seq());
        assertThat(tale.runs(PRODUCTION)).as("the tag does not lie").isEqualTo(1);
        assertThat(tale.place(PRODUCTION).canary()).isEmpty();
    }

    @Test
    @DisplayName("PRO-1, REL-2: a share that comes late, when no canary is under way any more, goes back at once")
    void a_stray_share_goes_back() {
        Tale tale = begun(PRODUCTION, policy(PRODUCTION)).until(PRODUCTION, is(Action.Try.class));
        Action late = tale.act(PRODUCTION).action();
        tale.health(PRODUCTION, run(tale, PRODUCTION).token(), Place.DOWN);
        assertThat(tale.fact(PRODUCTION)).isInstanceOf(Fact.Failed.class);
        tale.look(PRODUCTION).look(PRODUCTION);
        assertThat(tale.state(PRODUCTION).intent()).as("it is tried again").isPresent();

        tale.world = tale.world.perform(late, tale.world.ledger().seq());
        assertThat(tale.place(PRODUCTION).canary()).isPresent();
        assertThat(tale.act(PRODUCTION).because()).contains("back to stable", "no canary is under way");
        tale.look(PRODUCTION);
        assertThat(tale.place(PRODUCTION).canary()).isEmpty();
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Deploy.class);
    }

    @Test
    @DisplayName("PRO-2: a freeze lets a canary at half of the traffic finish, and withdraws an earlier one")
    void a_freeze_lets_a_late_canary_finish() {
        Tale early = sharing(PRODUCTION, policy(PRODUCTION)).frozen(true);
        assertThat(early.fact(PRODUCTION)).isInstanceOf(Fact.Withdrawn.class);
        early.look(PRODUCTION);
        assertThat(early.act(PRODUCTION).action()).as("the traffic goes back").isInstanceOf(Action.Switch.class);

        Tale late = windows(sharing(PRODUCTION, policy(PRODUCTION)), PRODUCTION, 3, Optional.of(alike(20)));
        late.look(PRODUCTION).look(PRODUCTION).look(PRODUCTION).frozen(true);
        windows(late, PRODUCTION, 3, Optional.of(alike(20)))
                .look(PRODUCTION)
                .look(PRODUCTION)
                .look(PRODUCTION);
        assertThat(late.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("REL-1: another controller goes on with a running canary and its evidence")
    void another_controller_goes_on() {
        Tale tale = windows(sharing(PRODUCTION, policy(PRODUCTION)), PRODUCTION, 3, Optional.of(alike(20)));
        tale.look(PRODUCTION);
        CanaryRun before = run(tale, PRODUCTION);
        List<SlotState.Result> results =
                tale.state(PRODUCTION).attempt().orElseThrow().results();
        tale.controller("b");
        assertThat(tale.fact(PRODUCTION)).isInstanceOf(Fact.Intent.class);
        tale.look(PRODUCTION);

        assertThat(run(tale, PRODUCTION)).isEqualTo(before);
        assertThat(tale.state(PRODUCTION).attempt().orElseThrow().results())
                .as("what its deployment was accepted by")
                .isEqualTo(results)
                .hasSize(1);
        assertThat(tale.act(PRODUCTION).action()).isInstanceOfSatisfying(Action.Try.class, more -> {
            assertThat(more.canary()).isEqualTo(new Seen.Share(before.arms().canary(), 50));
            assertThat(more.baseline()).isEqualTo(OptionalLong.of(before.token()));
        });
        tale.look(PRODUCTION).look(PRODUCTION);
        windows(tale, PRODUCTION, 3, Optional.of(alike(20)))
                .look(PRODUCTION)
                .look(PRODUCTION)
                .look(PRODUCTION);
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("PRO-1: `baseline: off` compares with stable itself, and starts nothing more")
    void without_a_baseline() {
        Tale tale = begun(PRODUCTION, policy(PRODUCTION, steps(Unsure.HOLD, false)));
        assertThat(tale.act(PRODUCTION).action())
                .isInstanceOfSatisfying(
                        Action.Try.class, first -> assertThat(first.baseline()).isEmpty());
    }

    @Test
    @DisplayName("GATE-7: a canary that two people skip is not begun; one that runs is judged all the same")
    void skipped() {
        Tale tale = running(policy(PRODUCTION)).until(PRODUCTION, records(Fact.Intent.class));
        Command skip = new Command.Promote(Small.commit(1), PRODUCTION, List.of("canary"));
        tale.ask(Small.ANN, skip).ask(Small.BOB, skip).rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("LINE-3: the first release has nothing to be compared with")
    void the_first_release_has_no_canary() {
        Tale tale = Tale.fresh(policy(PRODUCTION)).rest();
        assertThat(tale.runs(PRODUCTION)).isZero();
    }

    @Test
    @DisplayName("CAN-2: probes are judged only where nobody else asks, and windows of origins are never added")
    void origins_are_not_mixed() {
        Window probes =
                Window.of(ArmWindow.of(60, 0, LatencyCounts.none()), ArmWindow.of(60, 60, LatencyCounts.none()));
        Window none = Window.of(ArmWindow.of(0, 0, LatencyCounts.none()), ArmWindow.of(0, 0, LatencyCounts.none()));
        Instant t = Small.START;
        Duration minute = Small.WINDOW;
        List<Seen.ArmsWindow> both = List.of(
                new Seen.ArmsWindow(t, minute, true, false, alike(20)),
                new Seen.ArmsWindow(t, minute, true, true, probes),
                new Seen.ArmsWindow(t.plus(minute), minute, true, false, none),
                new Seen.ArmsWindow(t.plus(minute), minute, true, true, probes));

        assertThat(CanaryReading.told(both)).extracting(Seen.ArmsWindow::probes).containsExactly(false, true);
    }

    private static CanaryPolicy small(CanaryPolicy.Unproven unproven) {
        return new CanaryPolicy(
                List.of(Percent.of(10), Percent.of(50)),
                Small.WINDOW.multipliedBy(3),
                1000,
                Percent.of(95),
                new CanaryPolicy.Doubt(Unsure.HOLD, Optional.of(unproven)),
                true);
    }

    /// A window in which somebody asked each arm twice.
    private static final Optional<Window> HARDLY =
            Optional.of(Window.of(ArmWindow.of(2, 0, LatencyCounts.none()), ArmWindow.of(2, 0, LatencyCounts.none())));

    /// The second share, and its time is over, with hardly a request.
    private static Tale asHardlyAnybodyAsks(CanaryPolicy.Unproven unproven) {
        Tale tale = windows(sharing(PRODUCTION, policy(PRODUCTION, small(unproven))), PRODUCTION, 3, HARDLY);
        assertThat(((Fact.CanaryJudged) tale.fact(PRODUCTION)).step())
                .as("its time is over")
                .isEqualTo(1);
        tale.look(PRODUCTION).look(PRODUCTION).look(PRODUCTION);
        return windows(tale, PRODUCTION, 3, HARDLY);
    }

    @Test
    @DisplayName("CAN-5: with little traffic a canary ends after its time as unproven, and a person completes it")
    void one_of_little_traffic_ends_unproven_for_a_person() {
        Tale tale = asHardlyAnybodyAsks(CanaryPolicy.Unproven.HOLD);

        Fact.CanaryJudged end = (Fact.CanaryJudged) tale.fact(PRODUCTION);
        assertThat(end.stand()).isEqualTo(Stand.UNPROVEN);
        assertThat(tale.act(PRODUCTION).because()).contains("ends unproven, after", "requests and 0 probes");
        tale.look(PRODUCTION).look(PRODUCTION);
        assertThat(tale.waits(PRODUCTION).until())
                .isEqualTo(new Decision.Until.Person(
                        "arelops resume production, which lets it through, or arelops withdraw production"));

        tale.ask(new Command.Resume(PRODUCTION)).rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("CAN-5: or the rules complete it, and it is still called unproven")
    void the_rules_may_complete_it() {
        Tale tale = asHardlyAnybodyAsks(CanaryPolicy.Unproven.PASS);

        assertThat(((Fact.CanaryJudged) tale.fact(PRODUCTION)).stand()).isEqualTo(Stand.COMPLETED);
        assertThat(tale.act(PRODUCTION).because()).contains("ends unproven", "The rules let it through");
        tale.rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("CAN-5: a small one that is seen to be worse is rejected, as any")
    void a_small_one_that_is_worse_is_rejected() {
        Tale tale = sharing(PRODUCTION, policy(PRODUCTION, small(CanaryPolicy.Unproven.PASS)));
        windows(tale, PRODUCTION, 3, Optional.of(alike(1500)));

        tale.look(PRODUCTION);
        assertThat(tale.fact(PRODUCTION)).isInstanceOf(Fact.Rejected.class);
    }

    @Test
    @DisplayName("CAN-5: probes are counted apart from what users ask")
    void probes_are_counted_apart() {
        Tale tale = sharing(PRODUCTION, policy(PRODUCTION, small(CanaryPolicy.Unproven.HOLD)));
        Instant start = tale.world.around().now();
        tale.later(Small.WINDOW);
        tale.world = tale.world.with(
                Small.slot(PRODUCTION),
                tale.place(PRODUCTION)
                        .withArms(List.of(new Seen.ArmsWindow(
                                start, Small.WINDOW, /* complete= */ true, /* probes= */ true, HARDLY.orElseThrow()))));

        assertThat(tale.waits(PRODUCTION).because()).contains("step 1 of 2, 0 requests and 2 probes");
    }

    @Test
    @DisplayName("LINE-6: a release that was withdrawn is named by what its environment waits for")
    void what_was_withdrawn_is_named() {
        Tale tale = sharing(PRODUCTION, policy(PRODUCTION));
        tale.ask(new Command.Withdraw(PRODUCTION)).rest();

        assertThat(tale.waits(PRODUCTION).because()).contains("was withdrawn, and waits until a person names it");
        assertThat(tale.waits(PRODUCTION).until())
                .isEqualTo(new Decision.Until.Person(
                        "arelops promote " + Small.commit(1).brief() + " --to production"));
    }
}

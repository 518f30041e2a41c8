package arelops.core.release;

import static arelops.core.release.Small.PASSIVE;
import static arelops.core.release.Small.PRODUCTION;
import static arelops.core.release.Tale.is;
import static arelops.core.release.Tale.runs;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.evidence.Fact.Unattributed.Finding;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.CanaryPolicy;
import arelops.core.policy.Policy;
import arelops.core.policy.Proving;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// PRO-4, LINE-5: a share stays on stable while a release soaks, and tells whose fault it is.
class RemainingShareRulesTest {
    private static Policy policy(EnvironmentName name) {
        return Small.trying(List.of(name));
    }

    private static Policy with(EnvironmentName name, Optional<CanaryPolicy> canary) {
        Policy policy = policy(name);
        return policy.withLine(policy.line().stream()
                .map(rules -> rules.withProving(
                        new Proving(rules.soak(), canary, rules.proving().accept())))
                .toList());
    }

    /// The second release's canary has passed, and gets all of the traffic next.
    private static Tale passed(EnvironmentName name, Policy policy) {
        return Tale.running(policy).until(name, is(Action.Try.class)).until(name, RemainingShareRulesTest::enters);
    }

    private static boolean enters(Action action) {
        return action instanceof Action.Divide || action instanceof Action.Switch;
    }

    /// It serves, and was accepted.
    private static Tale soaking(EnvironmentName name) {
        return passed(name, policy(name)).until(name, runs(Job.Phase.AFTER)).test(name, World.PASSED);
    }

    private static Tale crossing(EnvironmentName name, Small.Compared beside) {
        return soaking(name).watched(name, Small.Watched.CROSSING).compared(name, beside);
    }

    private static Attempt attempt(Tale tale, EnvironmentName name) {
        return tale.state(name).attempt().orElseThrow();
    }

    private static long baseline(Tale tale, EnvironmentName name) {
        return attempt(tale, name).remaining().orElseThrow().deployment();
    }

    @Test
    @DisplayName("PRO-4: with the traffic that a canary gets when it passed, a tenth stays where the baseline had it")
    void a_tenth_stays_on_the_baseline() {
        for (EnvironmentName name : List.of(PASSIVE, PRODUCTION)) {
            Tale tale = passed(name, policy(name));
            long baseline = tale.place(name).baseline().orElseThrow();
            long canary = attempt(tale, name).canary().orElseThrow().arms().canary();

            assertThat(tale.act(name).action())
                    .isEqualTo(new Action.Divide(
                            Small.slot(name), tale.state(name).tokens().last(), canary, baseline, 10));
            tale.look(name);
            assertThat(tale.act(name).action()).isInstanceOf(Action.Move.class);
            tale.look(name);
            assertThat(tale.runs(name)).isEqualTo(1);
            assertThat(baseline(tale, name)).isEqualTo(baseline);
            assertThat(tale.place(name).baseline()).isEqualTo(OptionalLong.of(baseline));
            tale.until(name, runs(Job.Phase.AFTER)).test(name, World.PASSED);
            assertThat(tale.waits(name).because()).contains("soaks in", ", 10 % of the traffic stay on stable");
        }
    }

    @Test
    @DisplayName("PRO-4: a hold keeps all of the traffic from a canary that passed, as it did before")
    void a_hold_goes_before() {
        Tale tale = passed(PRODUCTION, policy(PRODUCTION)).ask(new Command.Hold(PRODUCTION, false));
        assertThat(tale.waits(PRODUCTION).because()).contains("PRODUCTION pauses");
    }

    @Test
    @DisplayName("PRO-4: the share ends with the soak, however that ends, and its baseline is stopped")
    void the_share_ends_with_the_soak() {
        Tale settled = soaking(PRODUCTION);
        long baseline = baseline(settled, PRODUCTION);
        Tale withdrawn = Tale.of(settled).ask(new Command.Withdraw(PRODUCTION));
        Tale held = Tale.of(settled).ask(new Command.Hold(PRODUCTION, true));
        Tale back = Tale.of(settled).ask(new Command.Rollback(PRODUCTION, Optional.empty(), false));
        Tale off = Tale.of(settled).policy(with(PRODUCTION, Optional.empty()));
        for (Tale tale : List.of(settled, withdrawn, held, back, off)) {
            tale.rest();
            assertThat(tale.place(PRODUCTION).baseline()).isEmpty();
            assertThat(tale.place(PRODUCTION).deployments()).doesNotContainKey(baseline);
            assertThat(tale.runs(PRODUCTION)).isEqualTo(tale == settled || tale == off ? 1 : 0);
        }
        assertThat(settled.state(PRODUCTION).standing().isSettled(settled.release(1)))
                .isTrue();
    }

    @Test
    @DisplayName("PRO-4, S5: what the release alone crossed rejects it at once, without a control, whatever is held")
    void attributed_to_the_release() {
        for (EnvironmentName name : List.of(PASSIVE, PRODUCTION)) {
            Tale tale = crossing(name, Small.Compared.RELEASE);
            tale.ask(new Command.Hold(name, false)).frozen(true).broken(true);

            assertThat(tale.fact(name))
                    .isEqualTo(new Fact.Rejected(Small.slot(name), tale.release(1), List.of(Small.commit(1))));
            assertThat(tale.act(name).because())
                    .contains("beside 10 % that stayed on stable", "stable kept it in the same windows");
            assertThat(tale.act(name).gates()).extracting(gate -> gate.id()).containsExactly("soak", "baseline");
            tale.rest();
            assertThat(tale.runs(name)).isZero();
            assertThat(tale.place(name).baseline()).isEmpty();
            assertThat(tale.state(name).standing().bar(tale.release(1))).isPresent();
        }
    }

    @Test
    @DisplayName("PRO-4: what stable crossed as well holds the environment, and nothing is barred; the share stays")
    void not_attributed() {
        Tale tale = crossing(PRODUCTION, Small.Compared.STABLE_TOO);
        assertThat(tale.fact(PRODUCTION))
                .isEqualTo(new Fact.Unattributed(
                        Small.slot(PRODUCTION), attempt(tale, PRODUCTION).token(), Finding.STABLE_TOO));
        tale.look(PRODUCTION);
        assertThat(tale.fact(PRODUCTION)).isEqualTo(new Fact.Held(Small.slot(PRODUCTION)));
        assertThat(tale.act(PRODUCTION).because()).contains("stable crosses it as well");
        tale.look(PRODUCTION);
        assertThat(tale.waits(PRODUCTION).until()).isInstanceOf(Decision.Until.Person.class);
        assertThat(tale.state(PRODUCTION).standing().bars()).isEmpty();
        assertThat(tale.place(PRODUCTION).baseline()).isPresent();

        tale.watched(PRODUCTION, Small.Watched.ENOUGH).ask(new Command.Resume(PRODUCTION));
        assertThat(tale.fact(PRODUCTION)).isInstanceOf(Fact.Settled.class);
    }

    @Test
    @DisplayName("PRO-4, GATE-8: where stable's share had no requests a control is begun, as where nothing remained")
    void nothing_to_compare() {
        Tale tale = crossing(PRODUCTION, Small.Compared.APART);
        long warm = tale.state(PRODUCTION).tokens().past().getLast().deployment();
        assertThat(tale.fact(PRODUCTION))
                .isEqualTo(new Fact.Controlled(
                        Small.slot(PRODUCTION), attempt(tale, PRODUCTION).token(), Optional.of(tale.release(0)), warm));
        tale.look(PRODUCTION);
        assertThat(attempt(tale, PRODUCTION).remaining())
                .as("the control has half")
                .isEmpty();
        tale.until(PRODUCTION, is(Action.Divide.class));
        assertThat(((Action.Divide) tale.act(PRODUCTION).action()).percent()).isEqualTo(50);
        tale.look(PRODUCTION);
        assertThat(tale.place(PRODUCTION).baseline()).isEqualTo(OptionalLong.of(warm));
    }

    @Test
    @DisplayName("PRO-4: nobody is sent to a baseline that is down, and it compares nothing; up again it has its share")
    void a_baseline_that_is_down() {
        Tale tale = crossing(PRODUCTION, Small.Compared.RELEASE);
        long baseline = baseline(tale, PRODUCTION);
        tale.health(PRODUCTION, baseline, Place.DOWN);
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Switch.class);
        tale.look(PRODUCTION);
        assertThat(tale.place(PRODUCTION).baseline()).isEmpty();
        assertThat(Tale.of(tale).compared(PRODUCTION, Small.Compared.RELEASE).fact(PRODUCTION))
                .isInstanceOf(Fact.Controlled.class);

        tale.health(PRODUCTION, baseline, Place.UP);
        assertThat(tale.act(PRODUCTION).action())
                .isEqualTo(new Action.Divide(
                        Small.slot(PRODUCTION),
                        tale.state(PRODUCTION).tokens().last(),
                        tale.place(PRODUCTION).traffic().getAsLong(),
                        baseline,
                        10));
    }

    @Test
    @DisplayName("PRO-4: a baseline that is down when the canary passed keeps nothing, and the tag moves all the same")
    void a_baseline_that_is_down_at_the_end() {
        Tale tale = passed(PRODUCTION, policy(PRODUCTION));
        tale.health(PRODUCTION, tale.place(PRODUCTION).baseline().getAsLong(), Place.DOWN);
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Switch.class);
        tale.rest();
        assertThat(tale.runs(PRODUCTION)).isEqualTo(1);
    }

    @Test
    @DisplayName("PRO-4: a canary that was compared with stable itself leaves nothing behind")
    void without_a_baseline() {
        CanaryPolicy own = policy(PRODUCTION).line().getFirst().canary().orElseThrow();
        CanaryPolicy none = new CanaryPolicy(
                own.steps(), own.each(), own.samples(), own.confidence(), own.doubt(), /* baseline= */ false);
        Tale tale = passed(PRODUCTION, with(PRODUCTION, Optional.of(none)));
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Switch.class);
        tale.look(PRODUCTION).look(PRODUCTION);
        assertThat(attempt(tale, PRODUCTION).remaining()).isEmpty();
    }

    @Test
    @DisplayName("PRO-4, REL-1: another controller goes on between the traffic and the tag")
    void another_controller_goes_on() {
        Tale tale = passed(PRODUCTION, policy(PRODUCTION)).look(PRODUCTION).controller("b");
        tale.look(PRODUCTION);
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Move.class);
        tale.look(PRODUCTION);
        assertThat(tale.place(PRODUCTION).baseline()).isEqualTo(OptionalLong.of(baseline(tale, PRODUCTION)));
    }

    private static Seen.Pair pair(long trial, long trialErrors, long stable, long stableErrors) {
        return new Seen.Pair(window(trial, trialErrors), Optional.of(window(stable, stableErrors)));
    }

    private static Seen.Window window(long requests, long errors) {
        return new Seen.Window(Small.START, Small.WINDOW, true, requests, errors, OptionalDouble.empty(), false);
    }

    @Test
    @DisplayName("PRO-4, CAN-2: in a small share stable's few errors tell only where they are not likely by chance")
    void a_small_share_tells_only_what_is_not_chance() {
        StableShare tenth = new StableShare(10);
        assertThat(tenth.isComparable(pair(900, 90, 50, 0))).isTrue();
        assertThat(tenth.isComparable(pair(900, 90, 49, 0)))
                .as("less than half of its share")
                .isFalse();
        assertThat(tenth.isComparable(pair(0, 0, 49, 0))).isFalse();
        assertThat(StableShare.HALF.isComparable(pair(900, 90, 449, 0))).isFalse();
        assertThat(tenth.tells("errors", pair(900, 90, 29, 0)))
                .as("0.9 ^ 29 = 4.7 %")
                .isTrue();
        assertThat(tenth.tells("errors", pair(900, 90, 28, 0)))
                .as("0.9 ^ 28 = 5.2 %")
                .isFalse();
        assertThat(tenth.tells("errors", pair(900, 90, 100, 5))).as("5.8 %").isFalse();
        assertThat(tenth.tells("errors", pair(900, 90, 100, 4))).as("2.4 %").isTrue();
        assertThat(tenth.tells("errors", pair(60, 60, 60, 0))).isTrue();
        assertThat(tenth.tells("errors", pair(60, 60, 60, 60))).isFalse();
        assertThat(tenth.tells("p99", pair(900, 0, 500, 0))).isTrue();
        assertThat(tenth.tells("p99", pair(900, 0, 499, 0))).isFalse();
        assertThat(StableShare.HALF.tells("p99", pair(10, 0, 10, 0))).isTrue();
        List<Seen.Pair> few = List.of(pair(900, 90, 100, 5), pair(900, 90, 100, 5));
        assertThat(SideBySide.of(few, Small.policy().watch().values(), tenth))
                .isEqualTo(new SideBySide(
                        SideBySide.Finding.UNSURE,
                        "errors at 10.0 %, the limit is 5%; stable kept it, in too few requests to tell"));
    }
}

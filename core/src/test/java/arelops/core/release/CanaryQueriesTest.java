package arelops.core.release;

import static arelops.core.release.Small.PRODUCTION;
import static arelops.core.release.Tale.is;
import static arelops.core.release.Tale.records;
import static arelops.core.release.Tale.running;
import static arelops.core.release.Tale.with;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.Window;
import arelops.core.evidence.Fact;
import arelops.core.gate.Gate;
import arelops.core.id.Release;
import arelops.core.policy.CanaryPolicy;
import arelops.core.policy.MonitorServer;
import arelops.core.policy.Observation;
import arelops.core.policy.Percent;
import arelops.core.policy.Policy;
import arelops.core.policy.Proving;
import arelops.core.policy.QueryWatch;
import arelops.core.policy.QueryWatch.Kind;
import arelops.core.policy.QueryWatch.Worse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// CAN-1, CAN-2: what metric stores tell of a canary's windows.
class CanaryQueriesTest {
    private static final LatencyCounts QUICK = LatencyCounts.of(new TreeMap<>(Map.of(47, 2000L)));
    private static final QueryAnswer NOTHING = new QueryAnswer.Nothing("nothing answers there");
    private static final QueryAnswer AWAITED = new QueryAnswer.Awaited();

    private static QueryWatch.Comparing comparing(Kind kind, Worse worse) {
        return new QueryWatch.Comparing(kind, worse, Percent.of(10), true);
    }

    private static QueryWatch query(QueryWatch.Comparing how) {
        return new QueryWatch(
                "charges",
                new MonitorServer("http://127.0.0.1:9090", Optional.empty()),
                "sum(charges{role=\"$ROLE\"})",
                Optional.of(how));
    }

    private static Policy policy(QueryWatch.Comparing how) {
        CanaryPolicy canary = new CanaryPolicy(
                List.of(Percent.of(10)),
                Small.WINDOW.multipliedBy(3),
                1000,
                Percent.of(95),
                CanaryPolicy.Doubt.of(CanaryPolicy.Unsure.HOLD),
                true);
        Policy policy = with(
                PRODUCTION,
                rules -> rules.withProving(new Proving(
                        rules.soak(), Optional.of(canary), rules.proving().accept())));
        Observation before = new Observation(Small.WINDOW, policy.watch());
        return policy.withObservation(
                new Observation(before.window(), before.watch(), before.alerts(), Map.of("charges", query(how))));
    }

    /// The second release's canary has its share.
    private static Tale sharing(QueryWatch.Comparing how) {
        return running(policy(how))
                .until(PRODUCTION, records(Fact.CanaryStarted.class))
                .look(PRODUCTION)
                .until(PRODUCTION, is(Action.Try.class))
                .look(PRODUCTION)
                .look(PRODUCTION);
    }

    private static Tale sharing() {
        return sharing(comparing(Kind.GAUGE, Worse.MORE));
    }

    private static Window alike(long errors) {
        return Window.of(ArmWindow.of(2000, 20, QUICK), ArmWindow.of(2000, errors, QUICK));
    }

    /// So many windows more, in which both arms are alike but for what is answered.
    private static Tale windows(Tale tale, int count, QueryAnswer answer) {
        return windows(tale, count, alike(20), answer);
    }

    private static Tale windows(Tale tale, int count, Window window, QueryAnswer answer) {
        List<Seen.ArmsWindow> arms =
                new ArrayList<>(tale.place(PRODUCTION).windows().arms());
        for (int i = 0; i < count; i++) {
            Instant start = tale.world.around().now();
            arms.add(new Seen.ArmsWindow(
                    start, Small.WINDOW, true, false, window, new TreeMap<>(Map.of("charges", answer))));
            tale.later(Small.WINDOW);
        }
        tale.world =
                tale.world.with(Small.slot(PRODUCTION), tale.place(PRODUCTION).withArms(arms));
        return tale;
    }

    /// Everything is recorded that is, and then the decision.
    private static Decision settled(Tale tale) {
        while (tale.decision(PRODUCTION) instanceof Decision.Act act
                && act.action() instanceof Action.Append append
                && append.fact() instanceof Fact.CanaryJudged judged
                && judged.stand() == Fact.CanaryJudged.Stand.GOES_ON) {
            tale.look(PRODUCTION);
        }
        return tale.decision(PRODUCTION);
    }

    @Test
    @DisplayName("CAN-2: a canary whose number is worse is rejected, though its requests are as good")
    void a_worse_number_rejects() {
        Tale tale = windows(sharing(), 14, new QueryAnswer.Told(100, 130));

        assertThat(settled(tale)).isInstanceOf(Decision.Act.class);
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Switch.class);
        tale.look(PRODUCTION);
        assertThat(tale.fact(PRODUCTION)).isInstanceOf(Fact.Rejected.class);
        assertThat(tale.act(PRODUCTION).because()).contains("charges is 130 against 100 (+30 %", "the limit is +10 %");
    }

    @Test
    @DisplayName("CAN-2: within the tolerance it passes, and where fewer are worse, more are not")
    void within_the_tolerance_it_passes() {
        for (Tale tale : List.of(
                windows(sharing(), 8, new QueryAnswer.Told(100, 105)),
                windows(sharing(comparing(Kind.GAUGE, Worse.FEWER)), 8, new QueryAnswer.Told(100, 200)),
                windows(sharing(comparing(Kind.COUNTER, Worse.EITHER)), 8, new QueryAnswer.Told(5000, 5010)))) {
            assertThat(((Fact.CanaryJudged) tale.fact(PRODUCTION)).stand()).isEqualTo(Fact.CanaryJudged.Stand.PASSED);
            assertThat(tale.act(PRODUCTION).because()).contains("Passed", "charges");
        }
    }

    @Test
    @DisplayName("CAN-2: fewer charges per request reject, though more of them come to the canary")
    void a_counter_is_compared_per_request() {
        Window uneven = Window.of(
                ArmWindow.of(1000, 10, LatencyCounts.of(new TreeMap<>(Map.of(47, 1000L)))),
                ArmWindow.of(2000, 20, QUICK));
        Tale tale =
                windows(sharing(comparing(Kind.COUNTER, Worse.FEWER)), 14, uneven, new QueryAnswer.Told(1000, 1200));

        settled(tale);
        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Switch.class);
        tale.look(PRODUCTION);
        assertThat(tale.act(PRODUCTION).because())
                .contains("charges is 0.60 per request against 1.00 per request", "the limit is -9 %");
    }

    @Test
    @DisplayName("CAN-1: no number is no data: it never passes, and at last the attempt failed with the reason")
    void no_number_never_passes() {
        Tale tale = windows(sharing(), 12, NOTHING);

        Decision.Wait waits = (Decision.Wait) settled(tale);
        assertThat(waits.gates().getFirst().state()).isEqualTo(Gate.State.UNKNOWN);
        assertThat(waits.gates().getFirst().sentence())
                .contains("No data: charges had no values in the last")
                .contains("charges has no value in the last window: nothing answers there.");
        windows(tale, 36, NOTHING);
        settled(tale);
        tale.look(PRODUCTION);
        assertThat(tale.fact(PRODUCTION)).isInstanceOf(Fact.Failed.class);
        assertThat(tale.act(PRODUCTION).because()).contains("charges had no values", "nothing answers there");
    }

    @Test
    @DisplayName("CAN-1: a window that may still be told of is not judged yet, nor are those after it")
    void a_window_waits_for_its_number() {
        Tale tale = windows(sharing(), 2, new QueryAnswer.Told(100, 100));
        windows(tale, 1, AWAITED);
        windows(tale, 9, new QueryAnswer.Told(100, 100));

        assertThat(tale.decision(PRODUCTION)).isInstanceOf(Decision.Wait.class);
        CanaryView view =
                CanaryView.of(tale.world.snapshot(Small.APP), PRODUCTION).orElseThrow();
        assertThat(view.judgement().judgement().windows()).isEqualTo(2);
        assertThat(view.fresh()).hasSize(2);
    }

    @Test
    @DisplayName("PRO-1: evidence against the release does not wait for a number")
    void evidence_does_not_wait() {
        Tale tale = windows(sharing(), 1, alike(20), AWAITED);
        windows(tale, 2, alike(400), AWAITED);

        assertThat(tale.act(PRODUCTION).action()).isInstanceOf(Action.Switch.class);
        tale.look(PRODUCTION);
        assertThat(tale.fact(PRODUCTION)).isInstanceOf(Fact.Rejected.class);
        assertThat(tale.act(PRODUCTION).because()).contains("errors are");
    }

    @Test
    @DisplayName("CAN-3: what is judged is what is kept: the numbers are metrics of the arms")
    void the_numbers_are_kept_as_they_are_judged() {
        Seen.ArmsWindow one = windows(sharing(), 1, new QueryAnswer.Told(1, 2))
                .place(PRODUCTION)
                .windows()
                .arms()
                .getFirst();

        assertThat(one.judged().baseline().orElseThrow().metrics()).containsExactly(Map.entry("charges", 1.0));
        assertThat(one.judged().canary().orElseThrow().metrics()).containsExactly(Map.entry("charges", 2.0));
        assertThat(one.with(new TreeMap<>(Map.of("charges", NOTHING))).judged()).isEqualTo(alike(20));
    }

    @Test
    @DisplayName("CAN-1: rules that change what a number is, while a canary runs, start its evidence anew")
    void rules_may_change_meanwhile() {
        Tale tale = windows(sharing(), 9, new QueryAnswer.Told(100, 105));
        tale.policy(policy(comparing(Kind.COUNTER, Worse.MORE)));
        tale.look(PRODUCTION);
        windows(tale, 1, new QueryAnswer.Told(100, 105));

        assertThat(tale.decision(PRODUCTION)).isNotNull();
        CanaryView view =
                CanaryView.of(tale.world.snapshot(Small.APP), PRODUCTION).orElseThrow();
        assertThat(view.judgement().judgement().sentence()).isNotEmpty();
    }

    @Test
    @DisplayName("CAN-4: the forecast says that it knows nothing of the numbers")
    void the_forecast_leaves_them_out() {
        Tale tale =
                running(policy(comparing(Kind.GAUGE, Worse.MORE))).until(PRODUCTION, records(Fact.CanaryStarted.class));
        windows(
                tale,
                5,
                Window.of(ArmWindow.of(20_000, 200, QUICK), ArmWindow.of(0, 0, LatencyCounts.none())),
                NOTHING);

        assertThat(tale.act(PRODUCTION).because()).contains("a pass takes about", "; charges may take longer");
    }

    @Test
    @DisplayName("CAN-2: a query asks about one arm: by its role, its commit, or its deployment")
    void a_query_asks_about_one_arm() {
        Release release = new Release(12, Small.commit(1), Small.DIGEST);
        QueryArm arm = new QueryArm(Small.slot(PRODUCTION), QueryArm.Role.CANARY, release, 57);

        assertThat(arm.fill("{a=\"$APP\",e=\"$ENV\",r=\"$ROLE\",c=\"$SHA\"}[$WINDOW]", Duration.ofSeconds(60)))
                .isEqualTo("{a=\"" + Small.APP + "\",e=\"production\",r=\"canary\",c=\""
                        + Small.commit(1).hex() + "\"}[60000ms]");
        assertThat(arm.fill("{instance=~\"$DEPLOYMENT-.*\"}", Duration.ofSeconds(60)))
                .isEqualTo("{instance=~\"" + Small.APP + "-production-r12-t57-.*\"}");
        assertThat(query(comparing(Kind.GAUGE, Worse.MORE)).metric()).isEqualTo("charges");
        assertThat(new QueryWatch("errors", new MonitorServer("x", Optional.empty()), "q", Optional.empty()).metric())
                .isEqualTo("errors by query");
    }
}

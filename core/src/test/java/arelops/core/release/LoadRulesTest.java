package arelops.core.release;

import static arelops.core.release.Small.BETA;
import static arelops.core.release.Small.PASSIVE;
import static arelops.core.release.Tale.running;
import static arelops.core.release.Tale.runs;
import static arelops.core.release.Tale.with;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.load.LoadLimits;
import arelops.core.load.LoadReport;
import arelops.core.load.LoadVerdict;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.LoadPolicy;
import arelops.core.policy.Percent;
import arelops.core.policy.Proving;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Recorded traffic in the line: BET-2, PAS-2, TRF-4.
class LoadRulesTest {
    private static final LoadPolicy LADDER = LoadPolicy.of(List.of(1, 2, 5, 10));

    private static EnvironmentPolicy loaded(EnvironmentPolicy rules) {
        return rules.withProving(
                rules.proving().with(new Proving.RecordedTraffic(Optional.empty(), Optional.of(LADDER))));
    }

    private static EnvironmentPolicy replayed(EnvironmentPolicy rules) {
        return rules.withProving(rules.proving()
                .with(new Proving.RecordedTraffic(Optional.of(LoadPolicy.of(List.of(1))), Optional.empty())));
    }

    private static JobSeen says(LoadVerdict verdict) {
        return new JobSeen.Passed(new LoadReport(
                "production-1", new LoadLimits(Percent.of(1), Optional.empty(), Percent.of(95)), List.of(), verdict));
    }

    private static Tale atLoad() {
        return running(with(PASSIVE, LoadRulesTest::loaded)).until(PASSIVE, runs(Job.LoadGate.LOAD));
    }

    @Test
    @DisplayName("PAS-2: a release is sent its load after it was accepted and before it soaks, with stable beside it")
    void load_comes_after_acceptance() {
        Tale tale = atLoad();
        Job.Load load = (Job.Load) ((Action.Run) tale.act(PASSIVE).action()).job();

        assertThat(load.release().release()).isEqualTo(tale.release(1));
        assertThat(load.stable().orElseThrow().release()).isEqualTo(tale.release(0));
        assertThat(tale.state(PASSIVE).attempt().orElseThrow().of("accept-after"))
                .hasSize(1);
        assertThat(tale.runs(PASSIVE)).isEqualTo(1);
    }

    @Test
    @DisplayName("TRF-4: while it is sent its load, the environment says so and which steps there are")
    void while_it_runs() {
        Tale tale = atLoad();
        Action.Run run = (Action.Run) tale.act(PASSIVE).action();
        tale.world = tale.world.perform(run, tale.world.ledger().seq()).with(run.job(), World.RUNNING);

        assertThat(tale.waits(PASSIVE).because())
                .isEqualTo("%s is sent recorded traffic in PASSIVE, at 1x 2x 5x 10x"
                        .formatted(tale.release(1).commit().brief()));
    }

    @Test
    @DisplayName(
            "PAS-3: users who come to PASSIVE end the load under way there, and it is sent anew once they are back")
    void users_come() {
        Tale tale = atLoad();
        Action.Run run = (Action.Run) tale.act(PASSIVE).action();
        tale.world = tale.world.perform(run, tale.world.ledger().seq()).with(run.job(), World.RUNNING);
        assertThat(abandoned(tale, run.job())).isEmpty();

        tale.ask(new Command.FailOver(Optional.empty(), Fact.FailedOver.Occasion.NEED));
        assertThat(abandoned(tale, run.job())).containsExactly(run.job().id());
        assertThat(tale.waits(PASSIVE).because())
                .isEqualTo("users of PRODUCTION are served by PASSIVE, and nothing is sent beside them");

        tale.world = tale.world.with(run.job(), new JobSeen.NotKnown());
        tale.rest();
        assertThat(tale.waits(PASSIVE).because())
                .isEqualTo("users of PRODUCTION are served by PASSIVE, and nothing is sent beside them");

        tale.ask(new Command.FailBack(true)).until(PASSIVE, runs(Job.LoadGate.LOAD));
        assertThat(abandoned(tale, run.job())).isEmpty();
    }

    private static Set<String> abandoned(Tale tale, Job job) {
        return Awaited.by(
                        tale.world.ledger(),
                        tale.world.snapshot(Small.APP).rules().policy())
                .notAmong(List.of(job.id()));
    }

    @Test
    @DisplayName("PAS-3: what was measured before the users came is still judged")
    void judged_beside_users() {
        Tale tale = atLoad();
        Action.Run run = (Action.Run) tale.act(PASSIVE).action();
        tale.world = tale.world
                .perform(run, tale.world.ledger().seq())
                .with(run.job(), says(new LoadVerdict.Worse("at 5x p99 is 900 ms")));
        tale.ask(new Command.FailOver(Optional.empty(), Fact.FailedOver.Occasion.NEED));

        assertThat(tale.fact(PASSIVE)).isInstanceOf(Fact.Rejected.class);
    }

    @Test
    @DisplayName("TRF-4: a release that bears its load settles")
    void it_settles() {
        Tale tale = atLoad();
        Action.Run run = (Action.Run) tale.act(PASSIVE).action();
        tale.world = tale.world
                .perform(run, tale.world.ledger().seq())
                .with(run.job(), says(new LoadVerdict.Borne("it bears 10x")));

        Action.Append append = (Action.Append) tale.act(PASSIVE).action();
        assertThat(append.fact()).isInstanceOf(Fact.Verified.class);
        assertThat(append.documents()).containsKey("load.json");
        assertThat(tale.act(PASSIVE).because()).isEqualTo("load of production-1: it bears 10x");

        tale.look(PASSIVE).rest();
        assertThat(tale.state(PASSIVE).serving().orElseThrow().settled()).isTrue();
        assertThat(tale.runs(PASSIVE)).isEqualTo(1);
    }

    @Test
    @DisplayName("TRF-4: a release that bears less than stable is rejected with the steps as evidence, and stable comes"
            + " back")
    void worse() {
        Tale tale = atLoad();
        Action.Run run = (Action.Run) tale.act(PASSIVE).action();
        tale.world = tale.world
                .perform(run, tale.world.ledger().seq())
                .with(run.job(), says(new LoadVerdict.Worse("at 5x p99 is 900 ms")));

        assertThat(tale.fact(PASSIVE)).isInstanceOf(Fact.Rejected.class);
        assertThat(((Action.Append) tale.act(PASSIVE).action()).documents()).containsKey("load.json");
        assertThat(tale.act(PASSIVE).because()).endsWith("the load of production-1: at 5x p99 is 900 ms");

        tale.look(PASSIVE).rest();
        assertThat(tale.runs(PASSIVE)).isZero();
    }

    @Test
    @DisplayName(
            "GATE-2: a load test that says nothing is never passed: the attempt failed, and nothing is held against"
                    + " the release")
    void nothing_known() {
        for (JobSeen nothing : List.of(
                says(new LoadVerdict.Unknown("the sender was late")),
                new JobSeen.Broken("there is no recording of production", Small.START))) {
            Tale tale = atLoad();
            Action.Run run = (Action.Run) tale.act(PASSIVE).action();
            tale.world = tale.world.perform(run, tale.world.ledger().seq()).with(run.job(), nothing);

            assertThat(tale.fact(PASSIVE)).isInstanceOf(Fact.Failed.class);
        }
    }

    @Test
    void the_first_release_has_nothing_before_it() {
        Tale tale = Tale.fresh(with(PASSIVE, LoadRulesTest::loaded)).rest();

        assertThat(tale.runs(PASSIVE)).isZero();
        assertThat(tale.state(PASSIVE).serving().orElseThrow().settled()).isTrue();
    }

    @Test
    @DisplayName("GATE-7: the load may be skipped by name, with a reason")
    void skipped() {
        Tale tale = atLoad();
        tale.ask(new Command.Promote(tale.release(1).commit(), PASSIVE, List.of("load")));

        tale.rest();
        assertThat(tale.state(PASSIVE).serving().orElseThrow().settled()).isTrue();
        assertThat(tale.skipped(PASSIVE)).extracting(SkippedGate::gate).containsExactly("load");
    }

    @Test
    @DisplayName("BET-2: recorded traffic is replayed in BETA after the release is accepted there")
    void replay_in_beta() {
        Tale tale = running(with(BETA, LoadRulesTest::replayed)).until(BETA, runs(Job.LoadGate.REPLAY));
        Action.Run run = (Action.Run) tale.act(BETA).action();
        tale.world = tale.world
                .perform(run, tale.world.ledger().seq())
                .with(run.job(), says(new LoadVerdict.Borne("it bears 1x")));

        assertThat(tale.act(BETA).because()).isEqualTo("replay of production-1: it bears 1x");
    }
}

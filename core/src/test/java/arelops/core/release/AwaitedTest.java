package arelops.core.release;

import static arelops.core.release.Small.APP;
import static arelops.core.release.Small.BETA;
import static arelops.core.release.Tale.is;
import static arelops.core.release.Tale.running;
import static arelops.core.release.Tale.runs;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.LoadPolicy;
import arelops.core.policy.Proving;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// REL-1: which jobs somebody still waits for.
class AwaitedTest {
    private static Set<String> abandoned(Tale tale, Job... jobs) {
        return Awaited.by(tale.world.ledger(), tale.world.snapshot(APP).rules().policy())
                .notAmong(List.of(jobs).stream().map(Job::id).toList());
    }

    @Test
    @DisplayName("LINE-6: the acceptance test of an attempt that was withdrawn is not awaited any more")
    void an_ended_attempt_waits_for_nothing() {
        Tale tale = running().until(BETA, runs(Job.Phase.BEFORE));
        Job test = ((Action.Run) tale.act(BETA).action()).job();
        tale.look(BETA);

        assertThat(abandoned(tale, test)).isEmpty();

        tale.ask(new Command.Withdraw(BETA));
        assertThat(abandoned(tale, test)).containsExactly(test.id());
    }

    @Test
    @DisplayName("REL-2: what was started for an intent that another controller took over is not awaited any more")
    void a_taken_over_intent_asks_anew() {
        Tale tale = running().until(BETA, runs(Job.Phase.BEFORE));
        Job test = ((Action.Run) tale.act(BETA).action()).job();
        tale.look(BETA).controller("b.1").later(java.time.Duration.ofDays(1)).look(BETA);

        assertThat(abandoned(tale, test)).containsExactly(test.id());
        tale.until(BETA, runs(Job.Phase.BEFORE));
        assertThat(abandoned(tale, ((Action.Run) tale.act(BETA).action()).job()))
                .isEmpty();
    }

    private static EnvironmentPolicy sending(EnvironmentPolicy rules) {
        return rules.withProving(rules.proving()
                .with(new Proving.RecordedTraffic(
                        Optional.of(LoadPolicy.of(List.of(1))), Optional.of(LoadPolicy.of(List.of(1, 2))))));
    }

    @Test
    @DisplayName("REL-1: what is sent to a release that serves is awaited until its trial is over")
    void what_is_sent_lasts_as_long_as_the_trial() {
        Tale tale = running(Tale.with(BETA, AwaitedTest::sending)).until(BETA, runs(Job.LoadGate.REPLAY));
        long token = tale.state(BETA).attempt().orElseThrow().token();
        Job.Asked asked = new Job.Asked(tale.release(1), token);
        Job load = new Job.Load(Small.slot(BETA), token, Job.LoadGate.LOAD, 1, asked, Optional.empty());
        Job replay = new Job.Load(Small.slot(BETA), token, Job.LoadGate.REPLAY, 2, asked, Optional.empty());
        Job diff = new Job.Difference(Small.slot(BETA), token, 1, asked, asked);

        assertThat(abandoned(tale, load, replay, diff)).containsExactly(diff.id());

        tale.ask(new Command.Promote(tale.release(1).commit(), BETA, List.of("load")));
        assertThat(abandoned(tale, load, replay)).containsExactly(load.id());

        tale.ask(new Command.Withdraw(BETA));
        assertThat(abandoned(tale, load, replay, diff)).containsExactlyInAnyOrder(load.id(), replay.id(), diff.id());
    }

    @Test
    @DisplayName("ART-1: a lost artifact is built again for as long as its move is open")
    void a_rebuild_lasts_as_long_as_its_move() {
        Tale tale = running().until(BETA, is(Action.Deploy.class)).lost();
        Job again = ((Action.Run) tale.act(BETA).action()).job();
        tale.look(BETA);

        assertThat(abandoned(tale, again)).isEmpty();

        tale.ask(new Command.Withdraw(BETA));
        assertThat(abandoned(tale, again)).containsExactly(again.id());
    }

    @Test
    @DisplayName("LINE-1: the build and the checks of a commit are awaited until it, or one after it, is built")
    void an_overtaken_commit_is_not_built() {
        Tale tale = running();
        tale.world = Moves.landed(tale.world, Optional.empty(), true);
        Decision.Act seen = (Decision.Act)
                Intake.decide(tale.world.snapshot(APP), tale.world.around().now());
        tale.world = tale.world.perform(seen.action(), tale.world.ledger().seq());
        Job build = new Job.Build(APP, Small.commit(2), 1);
        Job overtaken = new Job.Build(APP, Small.commit(1), 2);
        Job off = new Job.Build(APP, Small.commit(7), 1);

        assertThat(abandoned(tale, build, overtaken, off)).isEqualTo(Set.of(overtaken.id(), off.id()));

        tale.world = Moves.built(tale.world);
        assertThat(abandoned(tale, build)).containsExactly(build.id());
    }
}

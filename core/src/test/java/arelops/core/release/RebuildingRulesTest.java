package arelops.core.release;

import static arelops.core.release.Small.BETA;
import static arelops.core.release.Small.PASSIVE;
import static arelops.core.release.Tale.is;
import static arelops.core.release.Tale.records;
import static arelops.core.release.Tale.running;
import static arelops.core.release.Tale.runs;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.id.EnvironmentName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// ART-1, EVD-1: an artifact that the store has lost.
class RebuildingRulesTest {
    /// The second release has its intent in BETA, and the store has lost its artifact.
    private static Tale lost() {
        return running().until(BETA, is(Action.Deploy.class)).lost();
    }

    private static Job.Rebuild rebuild(Tale tale, int attempt) {
        return new Job.Rebuild(Small.slot(BETA), tale.state(BETA).tokens().last(), tale.release(1), attempt);
    }

    private static Tale ended(Tale tale, int attempt, JobSeen outcome) {
        tale.world = tale.world.with(rebuild(tale, attempt), outcome);
        return tale;
    }

    private static String artifact() {
        return Small.DIGEST.brief();
    }

    @Test
    @DisplayName("ART-1: the same commit is built again, once for the move that needs it; the same bytes go on")
    void the_same_is_built_again() {
        Tale tale = lost();
        assertThat(tale.act(BETA).action()).isEqualTo(new Action.Run(rebuild(tale, 1)));
        assertThat(tale.act(BETA).because())
                .isEqualTo("build " + Small.commit(1).brief() + " again: its artifact " + artifact()
                        + " is not in the store any more");
        assertThat(rebuild(tale, 1).id())
                .isEqualTo("rebuild-app-beta-" + tale.state(BETA).tokens().last() + "-1");
        tale.look(BETA);
        assertThat(tale.waits(BETA).because()).contains("is built again, as its artifact is lost");
        assertThat(tale.waits(BETA).until()).isEqualTo(new Decision.Until.Event("the build ends"));
        ended(tale, 1, World.PASSED);
        assertThat(tale.act(BETA).action()).isInstanceOf(Action.Deploy.class);
        tale.rest();
        assertThat(tale.runs(PASSIVE)).isEqualTo(1);
    }

    @Test
    @DisplayName("S1: other bytes are never deployed under the old digest: the attempt failed, with the reason")
    void other_bytes_fail_the_attempt() {
        Tale tale = ended(lost(), 1, World.ANOTHER);
        assertThat(tale.fact(BETA)).isEqualTo(new Fact.Failed(Small.slot(BETA), tale.release(1)));
        assertThat(tale.act(BETA).because())
                .contains(
                        "its artifact " + artifact() + " is not in the store any more",
                        "gives " + arelops.core.id.Digest.of("another").brief(),
                        "what the evidence names cannot be made again");
        ended(tale, 1, new JobSeen.Passed(Optional.empty()));
        assertThat(tale.act(BETA).because()).contains("gives nothing");
    }

    @Test
    @DisplayName("GATE-8: a commit that does not build any more is tried twice")
    void it_does_not_build_any_more() {
        Tale tale = ended(lost(), 1, World.FAILED);
        assertThat(tale.act(BETA).action()).isEqualTo(new Action.Run(rebuild(tale, 2)));
        ended(tale, 2, World.FAILED);
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Failed.class);
        assertThat(tale.act(BETA).because()).contains("cannot be built again: it says no");
        ended(tale, 2, World.PASSED);
        assertThat(tale.act(BETA).action()).isInstanceOf(Action.Deploy.class);
    }

    @Test
    @DisplayName("ART-1: what was lost again is built again, but not for ever")
    void lost_again() {
        JobSeen gone = new JobSeen.Failed("the store lost it again");
        Tale tale = ended(lost(), 1, gone);
        assertThat(tale.act(BETA).action()).isEqualTo(new Action.Run(rebuild(tale, 2)));
        ended(tale, 2, gone);
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Failed.class);
        assertThat(tale.act(BETA).because()).contains("cannot be built again: the store lost it again");
    }

    @Test
    @DisplayName("ART-1: what was made after the store was looked at is not taken for lost again")
    void just_made() {
        Tale tale = lost();
        Seen before = tale.world.snapshot(Small.APP).seen(BETA);
        LineSnapshot asked = ended(tale, 1, World.PASSED).world.snapshot(Small.APP);
        LineSnapshot.World world = asked.world();
        Map<EnvironmentName, Seen> slots = new HashMap<>(world.slots());
        slots.put(BETA, before);

        Decision decision = Line.decide(
                new LineSnapshot(
                        Small.APP,
                        asked.rules(),
                        asked.ledger(),
                        new LineSnapshot.World(world.trunk(), slots, world.jobs(), world.authors(), world.looser()),
                        asked.controller()),
                BETA,
                tale.world.around().now());

        assertThat(before.missing()).contains(Small.DIGEST);
        assertThat(((Decision.Act) decision).action()).isInstanceOf(Action.Deploy.class);
    }

    @Test
    @DisplayName("REL-2: a build that could not be performed is tried again after a pause")
    void it_could_not_be_performed() {
        Tale tale = ended(lost(), 1, new JobSeen.Broken("no disk", Small.START));
        assertThat(tale.waits(BETA).because()).contains("could not be built again: no disk");
        assertThat(tale.waits(BETA).until()).isEqualTo(new Decision.Until.At(Small.START.plusSeconds(30)));
        tale.later(Duration.ofSeconds(30));
        assertThat(tale.act(BETA).action()).isEqualTo(new Action.Run(rebuild(tale, 1)));
        assertThat(tale.act(BETA).because()).startsWith("try again to build");
    }

    @Test
    @DisplayName(
            "PRO-3: a return to a release that is not warm builds it again, and waits with the reason if it cannot")
    void a_return_builds_it_again() {
        Tale tale = running().rest().ask(new Command.Rollback(BETA, Optional.empty(), false));
        tale.health(BETA, tale.state(BETA).tokens().past().getLast().deployment(), Place.DOWN)
                .until(BETA, is(Action.Deploy.class))
                .lost();
        Job job = new Job.Rebuild(
                Small.slot(BETA), tale.state(BETA).intent().orElseThrow().token(), tale.release(0), 1);
        assertThat(tale.act(BETA).action()).isEqualTo(new Action.Run(job));
        tale.world = tale.world.with(job, World.ANOTHER);
        assertThat(tale.decision(BETA).because()).contains("does not come up again in BETA", "cannot be made again");
        tale.world = tale.world.with(job, World.PASSED);
        tale.rest();
        assertThat(tale.runs(BETA)).isZero();
    }

    @Test
    @DisplayName("LINE-5: a stable whose artifact cannot be made again attributes nothing")
    void a_control_without_its_artifact() {
        Tale tale = running()
                .until(BETA, runs(Job.Phase.AFTER))
                .test(BETA, World.PASSED)
                .watched(BETA, Small.Watched.CROSSING);
        tale.health(BETA, tale.state(BETA).tokens().past().getLast().deployment(), Place.DOWN)
                .look(BETA)
                .lost();
        Job job = new Job.Rebuild(Small.slot(BETA), tale.state(BETA).tokens().last(), tale.release(0), 1);
        assertThat(tale.act(BETA).action()).isEqualTo(new Action.Run(job));
        tale.world = tale.world.with(job, World.ANOTHER);
        assertThat(tale.fact(BETA)).isInstanceOf(Fact.Unattributed.class);
        assertThat(tale.act(BETA).because()).contains("cannot be made again");
        tale.world = tale.world.with(job, World.PASSED);
        assertThat(tale.act(BETA).action()).isInstanceOf(Action.Deploy.class);
        tale.until(BETA, records(Fact.Unattributed.class));
    }
}

package arelops.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.id.EnvironmentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// S1-S12, L1, L2 and L4 over every state that small worlds can reach.
class LineExplorationTest {
    private static final boolean LONG = Boolean.getBoolean("arelops.long");
    private static final int LIMIT = LONG ? 3_000_000 : 400_000;

    private static World fresh(World.Budget budget) {
        return Moves.built(World.genesis(Small.policy(), budget));
    }

    /// Genesis has settled everywhere, and a second release is built.
    private static World running(World.Budget budget) {
        World world = fresh(budget);
        for (Cooperation.Step step = Cooperation.next(world);
                step.after().isPresent();
                step = Cooperation.next(world)) {
            world = step.after().get();
        }
        return Moves.built(Moves.landed(world, Optional.empty(), true)).with(budget);
    }

    /// The second release soaks in BETA, and crossed a threshold in two windows running.
    private static World crossing(World.Budget budget) {
        Tale tale = Tale.running().until(Small.BETA, Tale.runs(Job.Phase.AFTER)).test(Small.BETA, World.PASSED);
        return tale.watched(Small.BETA, Small.Watched.CROSSING).world.with(budget);
    }

    /// The second release's canary was just begun here.
    private static World trying(List<EnvironmentName> names, World.Budget budget) {
        return Tale.running(Small.trying(names))
                .until(names.getFirst(), Tale.records(Fact.CanaryStarted.class))
                .look(names.getFirst())
                .world
                .with(budget);
    }

    private static Explorer.Result explored(String name, World root) {
        long start = System.nanoTime();
        Explorer.Result result = new Explorer(root, LIMIT).explore();
        double seconds = (System.nanoTime() - start) / 1e9;
        String line = "%-48s %,9d states %,11d transitions %,7d rests  %s  %5.1f s%n"
                .formatted(
                        name,
                        result.states(),
                        result.transitions(),
                        result.rests(),
                        result.complete() ? "complete" : "cut off ",
                        seconds);
        System.out.print(line);
        try {
            Files.createDirectories(Path.of("target"));
            Files.writeString(
                    Path.of("target/exploration.txt"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (!LONG) {
            ProofPage.says(name, root.budget(), result);
        }
        return result;
    }

    @Test
    void the_four_answers_of_every_check_from_genesis() {
        assertThat(explored("answers from genesis", fresh(new World.Budget(LONG ? 3 : 2, 0, 0, 0, 0)))
                        .states())
                .isPositive();
    }

    @Test
    void the_four_answers_of_every_check_beside_a_stable_release() {
        explored("answers beside stable", running(new World.Budget(LONG ? 3 : 2, 0, 0, 0, 0)));
    }

    @Test
    void a_control_of_a_soak() {
        explored(
                "control of a soak (a threshold was just crossed)",
                crossing(new World.Budget(LONG ? 2 : 1, 1, 0, LONG ? 1 : 0, 0)));
    }

    @Test
    void alerts_in_a_soak() {
        Tale tale = Tale.running(Small.alerting())
                .until(Small.BETA, Tale.runs(Job.Phase.AFTER))
                .test(Small.BETA, World.PASSED);
        explored("alerts in a soak", tale.world.with(new World.Budget(2, LONG ? 1 : 0, 0, LONG ? 1 : 0, 0)));
    }

    /// The second release is on trial in BETA, where its answers are compared and the alarms are tried.
    private static Tale proving() {
        return Tale.running(Small.proving()).until(Small.BETA, Tale.runs(Job.Phase.AFTER));
    }

    @Test
    void compared_answers_and_tried_alarms() {
        explored(
                "compared answers and tried alarms",
                proving().world.with(new World.Budget(LONG ? 3 : 2, LONG ? 1 : 0, 0, 0, 0)));
    }

    @Test
    void held_differences_silent_alarms_and_people() {
        Tale tale = proving()
                .test(Small.BETA, World.PASSED)
                .until(Small.BETA, Tale.is(Action.Run.class))
                .test(Small.BETA, TrafficAnswers.DIFFERENT)
                .until(Small.BETA, Tale.is(Action.Run.class))
                .test(Small.BETA, TrafficAnswers.SILENT);
        explored(
                "held difference and silent alarm, people",
                tale.rest().world.with(new World.Budget(0, 0, 0, LONG ? 3 : 2, 0)));
    }

    @Test
    void a_canary_and_the_answers_of_its_windows() {
        explored("canary", trying(List.of(Small.PRODUCTION), new World.Budget(LONG ? 3 : 2, 0, 0, 0, 0)));
    }

    @Test
    void a_canary_under_two_controllers() {
        explored("canary, controllers", trying(List.of(Small.PRODUCTION), new World.Budget(1, 1, 0, 0, 0)));
    }

    @Test
    void a_canary_and_people() {
        explored("canary, people", trying(List.of(Small.PRODUCTION), new World.Budget(0, 0, 0, LONG ? 3 : 2, 0)));
    }

    @Test
    void a_canary_on_half_of_the_traffic_people_and_bad_answers() {
        Tale tale = Tale.of(trying(List.of(Small.PRODUCTION), new World.Budget(0, 0, 0, 0, 0)));
        while (tale.place(Small.PRODUCTION)
                .canary()
                .filter(share -> share.percent() == 50)
                .isEmpty()) {
            tale.world = Cooperation.next(tale.world).after().orElseThrow();
        }
        explored(
                "canary on half of the traffic, people and bad answers",
                tale.world.with(new World.Budget(1, LONG ? 1 : 0, 0, 1, 0)));
    }

    @Test
    void a_share_that_stays_on_stable_while_a_release_soaks() {
        explored("share on stable in a soak", remaining(new World.Budget(LONG ? 1 : 2, 1, 0, LONG ? 1 : 0, 0)));
    }

    @Test
    void a_share_that_stays_on_stable_and_people() {
        explored("share on stable in a soak, people", remaining(new World.Budget(1, 0, 0, 1, 0)));
    }

    /// The second release soaks, and its canary's baseline goes on beside it.
    private static World remaining(World.Budget budget) {
        return Tale.of(trying(List.of(Small.PRODUCTION), new World.Budget(0, 0, 0, 0, 0)))
                .until(Small.PRODUCTION, Tale.runs(Job.Phase.AFTER))
                .test(Small.PRODUCTION, World.PASSED)
                .world
                .with(budget);
    }

    @Test
    void a_canary_and_hands() {
        explored("canary, hands", trying(List.of(Small.PRODUCTION), new World.Budget(0, 1, 1, 0, 0)));
    }

    @Test
    void a_canary_in_each_half_of_production() {
        explored(
                "canary in PASSIVE, then in PRODUCTION",
                trying(List.of(Small.PASSIVE, Small.PRODUCTION), new World.Budget(1, 0, 0, 0, 0)));
    }

    @Test
    void a_store_that_lost_everything() {
        World root = Moves.lost(running(new World.Budget(2, LONG ? 1 : 0, 0, LONG ? 1 : 0, 0)));
        explored("store lost (no artifact is there)", root);
    }

    @Test
    void a_second_release_at_any_moment() {
        explored("second release at any moment", fresh(new World.Budget(LONG ? 2 : 1, 0, 0, 0, 1)));
    }

    @Test
    void two_controllers_crashes_and_torn_pushes() {
        explored("controllers", running(new World.Budget(LONG ? 1 : 0, 2, 0, 0, 0)));
    }

    @Test
    void hands_on_tags_and_targets() {
        explored("hands", running(new World.Budget(LONG ? 1 : 0, 1, LONG ? 2 : 1, 0, 0)));
    }

    @Test
    void people() {
        explored("people", running(new World.Budget(LONG ? 1 : 0, 0, 0, LONG ? 3 : 2, 0)));
    }

    @Test
    void users_who_are_served_by_the_standby() {
        Tale tale = Tale.of(running(new World.Budget(0, 0, 0, 0, 0)))
                .rest()
                .ask(new Command.FailOver(Optional.empty(), Fact.FailedOver.Occasion.NEED));
        explored("failover", tale.world.with(new World.Budget(1, 1, 0, LONG ? 2 : 1, 0)));
    }

    @Test
    void people_and_bad_answers() {
        explored("people and bad answers", running(new World.Budget(LONG ? 2 : 1, 0, 0, 1, 0)));
    }

    @Test
    void people_faults_and_hands() {
        explored("one of each", running(new World.Budget(LONG ? 1 : 0, 1, LONG ? 1 : 0, 1, 0)));
    }

    @Test
    void the_sum_in_the_page_is_that_of_its_rows() {
        ProofPage.addsUp();
    }
}

package arelops.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.id.CommitId;
import arelops.core.policy.QueueRules;
import arelops.core.policy.Queueing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The queue's decision, one snapshot at a time.
class MergeQueueRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final CommitId TRUNK = commit(0xa0);
    private static final ChangeHead ONE = Truth.change(1);
    private static final ChangeHead TWO = Truth.change(2);
    private static final ChangeHead THREE = Truth.change(3);
    private static final QueueRules AHEAD = new QueueRules(Queueing.SPECULATIVE, 2, 2, Map.of());

    private QueueRules rules = QueueRules.STANDARD;
    private final List<Landing> landings = new ArrayList<>();
    private final List<Queued> queue = new ArrayList<>();
    private final List<Trial> trials = new ArrayList<>();

    private static CommitId commit(int number) {
        return new CommitId("%07x%033x".formatted(number, 0));
    }

    private MergeQueueRulesTest queued(ChangeHead change, Lane lane, Touched touched) {
        Place place = new Place(lane, NOW.minusSeconds(1000 - queue.size()), change.number());
        queue.add(new Queued(change, place, touched, new Estimate(Estimate.PRIOR, Duration.ofMinutes(20))));
        return this;
    }

    private MergeQueueRulesTest queued(ChangeHead change) {
        return queued(change, Lane.ORDINARY, Touched.EVERYTHING);
    }

    private MergeQueueRulesTest tried(ChangeHead change, Trial.State state, ChangeHead... on) {
        Candidate candidate = new Candidate(change, TRUNK, List.of(on));
        trials.add(new Trial(candidate, on.length == 0 ? TRUNK : commit(on.length), state));
        return this;
    }

    private Plan plan() {
        return MergeQueue.plan(new QueueSnapshot(rules, new TrunkLog(TRUNK, landings), queue, trials), NOW);
    }

    private List<String> steps() {
        return plan().steps().stream().map(MergeQueueRulesTest::told).toList();
    }

    private static String told(Step step) {
        return switch (step) {
            case Step.Start start ->
                "start " + start.change() + " on " + start.candidate().ground();
            case Step.Cancel cancel -> "cancel " + cancel.change() + ": " + cancel.because();
            case Step.Land land ->
                "land " + land.change() + " " + land.manner().getClass().getSimpleName();
            case Step.Eject eject -> "eject " + eject.change() + ": " + eject.because();
        };
    }

    private String why(ChangeHead change) {
        return plan().waiting(change.number()).orElseThrow().gate().sentence();
    }

    private static Trial.Running running() {
        return new Trial.Running(NOW.minus(Duration.ofMinutes(5)), 0);
    }

    private static Trial.Passed passed(int commit) {
        return new Trial.Passed(commit(commit), NOW, 0);
    }

    private static Trial.Failed failed(int times) {
        return new Trial.Failed(NOW, times);
    }

    @Test
    void one_after_the_other_is_what_a_repository_starts_with() {
        queued(ONE).queued(TWO);

        assertThat(steps()).containsExactly("start #1 on 00000a0");
        assertThat(why(TWO)).isEqualTo("#2 is tested once #1 landed or left.");
    }

    @Test
    @DisplayName("GATE-4: the commit that was tested is the commit that lands")
    void the_tested_commit_lands() {
        queued(ONE).tried(ONE, passed(7));

        Step.Land land = (Step.Land) plan().steps().getFirst();

        assertThat(land.manner()).isEqualTo(new Step.Manner.AsTested());
        assertThat(land.tested()).isEqualTo(commit(7));
        assertThat(land.tip()).isEqualTo(TRUNK);
        assertThat(why(ONE)).isEqualTo("#1 lands now: the checks passed on 00000a0.");
    }

    @Test
    @DisplayName("GATE-4: several that wait are tested on top of one another")
    void several_are_tested_at_once() {
        rules = AHEAD;
        queued(ONE).queued(TWO).queued(THREE);

        assertThat(steps()).containsExactly("start #1 on 00000a0", "start #2 on 00000a0 + #1");
        assertThat(why(THREE)).isEqualTo("#3 waits until a test ends: 2 run at a time.");
    }

    @Test
    void a_change_is_tested_with_what_those_under_it_stand_on() {
        rules = new QueueRules(Queueing.SPECULATIVE, 4, 2, SmallQueues.MODULES);
        queued(ONE, Lane.ORDINARY, touching("app")).queued(TWO, Lane.ORDINARY, touching("app", "doc"));
        queued(THREE, Lane.ORDINARY, touching("doc"));
        tried(ONE, new Trial.Passed(commit(1), NOW, 0), Truth.change(9)).tried(TWO, running(), ONE);
        queued(Truth.change(9), Lane.URGENT, touching("app")).tried(Truth.change(9), running());

        assertThat(steps()).contains("start #3 on 00000a0 + #9 + #1 + #2");
    }

    private static Touched touching(String... modules) {
        return new Touched.Modules(new TreeSet<>(Set.of(modules)));
    }

    @Test
    @DisplayName("GATE-8: a failure is repeated on the same commit before it counts")
    void a_failure_is_repeated() {
        queued(ONE).tried(ONE, failed(1));

        Step.Start start = (Step.Start) plan().steps().getFirst();

        assertThat(start.attempt()).isEqualTo(2);
        assertThat(start.candidate()).isEqualTo(trials.getFirst().candidate());
        assertThat(start.because()).isEqualTo("its checks failed on 00000a0: repeated before that counts");
    }

    @Test
    void what_failed_twice_on_trunk_leaves_and_is_told_why() {
        queued(ONE).tried(ONE, failed(2));

        assertThat(steps()).containsExactly("eject #1: its checks failed twice on 00000a0");
        assertThat(why(ONE)).isEqualTo("#1 leaves the queue: its checks failed twice on 00000a0.");
    }

    @Test
    void what_passes_when_repeated_lands_and_is_called_flaky() {
        queued(ONE).tried(ONE, new Trial.Passed(commit(7), NOW, 1));

        assertThat(why(ONE))
                .isEqualTo("#1 lands now: the checks passed on 00000a0, after they failed once there (flaky).");
    }

    @Test
    void a_failure_on_top_of_another_change_is_not_counted_before_that_has_landed() {
        rules = AHEAD;
        queued(ONE).queued(TWO).tried(ONE, running()).tried(TWO, failed(2), ONE);

        assertThat(steps()).as("it is as likely that #1 lands first").isEmpty();
        assertThat(why(TWO))
                .isEqualTo("#2 failed twice on 00000a0 + #1; that counts against it once all of these have landed.");
    }

    @Test
    void those_behind_a_change_that_failed_do_not_wait_for_its_repeat() {
        rules = AHEAD;
        queued(ONE).queued(TWO).tried(ONE, new Trial.Running(NOW, 1)).tried(TWO, passed(8));

        assertThat(steps()).containsExactly("land #2 AsTested");
        assertThat(why(ONE))
                .isEqualTo("#1 failed once on 00000a0, and is repeated there before that counts; those behind it need"
                        + " not wait.");
    }

    @Test
    void what_is_tested_without_a_change_that_landed_is_ended() {
        rules = AHEAD;
        landings.add(new Landing.OfQueue(
                commit(9), ONE, new Place(Lane.ORDINARY, NOW.minusSeconds(2000), ONE.number()), Touched.EVERYTHING));
        queued(TWO).tried(TWO, running());

        assertThat(steps())
                .containsExactly(
                        "cancel #2: it can never land: #1 landed, and it is tested without", "start #2 on 0000009");
    }

    @Test
    void a_push_by_hand_voids_every_test() {
        rules = AHEAD;
        landings.add(new Landing.ByHand(commit(9)));
        queued(ONE).tried(ONE, passed(7));

        assertThat(plan().steps()).singleElement().isInstanceOf(Step.Start.class);
    }

    @Test
    void an_urgent_change_takes_the_room_of_another() {
        queued(ONE).tried(ONE, running()).queued(TWO, Lane.URGENT, Touched.EVERYTHING);

        assertThat(steps()).containsExactly("cancel #1: it makes room for the urgent #2", "start #2 on 00000a0");
        assertThat(plan().waiting().getFirst().change()).isEqualTo(TWO);
    }

    @Test
    void an_urgent_change_ends_nothing_while_there_is_room() {
        rules = new QueueRules(Queueing.SPECULATIVE, 3, 2, Map.of());
        queued(ONE).tried(ONE, running()).queued(TWO, Lane.URGENT, Touched.EVERYTHING);

        assertThat(steps()).containsExactly("start #2 on 00000a0", "start #1 on 00000a0 + #2");
    }

    @Test
    @DisplayName("GATE-4: with modules an independent change passes, as a merge that is compared with what was tested")
    void an_independent_change_passes() {
        rules = AHEAD.withModules(SmallQueues.MODULES);
        Touched doc = new Touched.Modules(new TreeSet<>(Set.of("doc")));
        Touched app = new Touched.Modules(new TreeSet<>(Set.of("app")));
        landings.add(new Landing.OfQueue(commit(9), THREE, new Place(Lane.ORDINARY, NOW, THREE.number()), doc));
        queued(ONE, Lane.ORDINARY, doc).queued(TWO, Lane.ORDINARY, app).tried(TWO, passed(8));

        Step.Land land = (Step.Land) plan().steps().getFirst();

        assertThat(land.change()).isEqualTo(TWO);
        assertThat(((Step.Manner.Merged) land.manner()).proof().modules())
                .contains(new TreeSet<>(Set.of("app", "lib")));
    }

    @Test
    void checks_that_could_not_be_run_are_tried_again_later_each_time() {
        queued(ONE).tried(ONE, new Trial.Broken(NOW.minusSeconds(59), 1, 0));
        assertThat(steps()).isEmpty();
        assertThat(plan().waiting().getFirst().gate().unblocks()).contains("its next try");

        trials.clear();
        tried(ONE, new Trial.Broken(NOW.minusSeconds(60), 1, 0));
        assertThat(steps()).containsExactly("start #1 on 00000a0");

        trials.clear();
        tried(ONE, new Trial.Broken(NOW.minusSeconds(899), 50, 0));
        assertThat(steps()).isEmpty();
    }

    @Test
    void a_change_that_does_not_merge_leaves_at_once() {
        queued(ONE).tried(ONE, new Trial.Conflict(NOW, List.of("a.txt", "b.txt")));

        assertThat(steps()).containsExactly("eject #1: it does not merge with 00000a0: conflict in a.txt, b.txt");
    }

    @Test
    void checks_of_a_change_that_left_or_was_pushed_anew_are_ended() {
        tried(ONE, running());

        assertThat(steps()).containsExactly("cancel #1: #1 is not in the queue at 0000000");
    }

    @Test
    void what_passed_ahead_says_what_it_waits_for_and_until_when() {
        rules = AHEAD;
        queued(ONE).queued(TWO).tried(ONE, running()).tried(TWO, passed(8), ONE);

        assertThat(why(TWO)).isEqualTo("#2 passed on 00000a0 + #1 and lands after #1.");
        assertThat(plan().waiting(TWO.number()).orElseThrow().gate().expected())
                .contains(NOW.plus(Duration.ofMinutes(15)));
    }
}

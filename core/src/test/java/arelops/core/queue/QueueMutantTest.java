package arelops.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.policy.QueueRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Takes each protection out, one at a time, and sees that a law is broken: the laws are no empty words.
class QueueMutantTest {
    private static final int MOST_SEEDS = 2_000;

    /// A planner that is told something else than what is, or whose plan is tampered with.
    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    enum Mutant {
        NO_CHANGE_DEPENDS_ON_ANOTHER(QueueLaws.LANDS_AS_TESTED, Mutant::independent, Mutant::as),
        WHAT_STILL_RUNS_COUNTS_AS_PASSED(QueueLaws.LANDS_AS_TESTED, Mutant::passed, Mutant::as),
        THE_FIRST_FAILURE_COUNTS(QueueLaws.NO_BLAME, Mutant::impatient, Mutant::as),
        A_FAILURE_COUNTS_BEFORE_THE_OTHERS_HAVE_LANDED(QueueLaws.NO_BLAME, snapshot -> snapshot, Mutant::harsh),
        PUSHES_BY_HAND_ARE_NOT_SEEN(QueueLaws.LANDS_AS_TESTED, Mutant::blind, Mutant::as),
        THE_ORDER_IS_TURNED_ROUND(QueueLaws.ORDER, Mutant::turned, Mutant::as),
        URGENT_CHANGES_WAIT_LIKE_OTHERS(QueueLaws.URGENT, Mutant::ordinary, Mutant::as),
        ONE_MORE_TEST_RUNS(QueueLaws.ROOM, Mutant::greedy, Mutant::as),
        EVERY_TEST_IS_CANCELLED(QueueLaws.USEFUL, snapshot -> snapshot, Mutant::cancelling),
        NOTHING_IS_STARTED(QueueLaws.ENDS, snapshot -> snapshot, Mutant::idle),
        NOTHING_IS_EJECTED(QueueLaws.ENDS, snapshot -> snapshot, Mutant::merciful),
        LANDS_WITHOUT_COMPARING(QueueLaws.LANDS_AS_TESTED, snapshot -> snapshot, Mutant::uncompared);

        private final String law;
        private final UnaryOperator<QueueSnapshot> seen;
        private final BiFunction<QueueSnapshot, Plan, Plan> done;

        Mutant(String law, UnaryOperator<QueueSnapshot> seen, BiFunction<QueueSnapshot, Plan, Plan> done) {
            this.law = law;
            this.seen = seen;
            this.done = done;
        }

        Plan plan(QueueSnapshot snapshot, Instant now) {
            Plan plan = MergeQueue.plan(seen.apply(snapshot), now);
            return done.apply(snapshot, plan);
        }

        private static QueueSnapshot queue(QueueSnapshot snapshot, UnaryOperator<Queued> how) {
            return new QueueSnapshot(
                    snapshot.rules(),
                    snapshot.trunk(),
                    snapshot.queue().stream().map(how).toList(),
                    snapshot.trials());
        }

        private static QueueSnapshot trials(QueueSnapshot snapshot, UnaryOperator<Trial> how) {
            List<Trial> trials = new ArrayList<>();
            for (Trial trial : snapshot.trials()) {
                Trial other = how.apply(trial);
                if (trials.stream().noneMatch(one -> one.candidate().equals(other.candidate()))) {
                    trials.add(other);
                }
            }
            return new QueueSnapshot(snapshot.rules(), snapshot.trunk(), snapshot.queue(), trials);
        }

        private static QueueSnapshot independent(QueueSnapshot snapshot) {
            List<Landing> landings = snapshot.trunk().landings().stream()
                    .map(landing -> landing instanceof Landing.OfQueue of
                            ? new Landing.OfQueue(of.commit(), of.change(), of.place(), alone(of.change()))
                            : landing)
                    .toList();
            QueueRules rules = snapshot.rules().withModules(SmallQueues.MODULES);
            QueueSnapshot other = new QueueSnapshot(
                    rules, new TrunkLog(snapshot.trunk().oldest(), landings), snapshot.queue(), snapshot.trials());
            return queue(other, one -> new Queued(one.change(), one.place(), alone(one.change()), one.estimate()));
        }

        private static Touched alone(ChangeHead change) {
            return new Touched.Modules(new TreeSet<>(Set.of(change.toString())));
        }

        private static QueueSnapshot passed(QueueSnapshot snapshot) {
            return trials(
                    snapshot,
                    trial -> trial.state() instanceof Trial.Running running
                            ? new Trial(
                                    trial.candidate(), trial.onto(), new Trial.Passed(trial.onto(), running.since(), 0))
                            : trial);
        }

        private static QueueSnapshot impatient(QueueSnapshot snapshot) {
            QueueRules rules = snapshot.rules();
            return new QueueSnapshot(
                    new QueueRules(rules.queueing(), rules.atOnce(), 1, rules.modules()),
                    snapshot.trunk(),
                    snapshot.queue(),
                    snapshot.trials());
        }

        private static Plan as(QueueSnapshot snapshot, Plan plan) {
            return plan;
        }

        private static Plan harsh(QueueSnapshot snapshot, Plan plan) {
            List<Step> steps = new ArrayList<>();
            for (Trial trial : snapshot.trials()) {
                boolean failed = trial.state() instanceof Trial.Failed failure
                        && failure.failures() >= snapshot.rules().attempts();
                if (failed
                        && snapshot.queue().stream()
                                .anyMatch(one ->
                                        one.change().equals(trial.candidate().change()))) {
                    steps.add(new Step.Eject(trial.candidate(), "it failed"));
                }
            }
            return new Plan(steps.isEmpty() ? plan.steps() : steps, plan.waiting());
        }

        private static QueueSnapshot blind(QueueSnapshot snapshot) {
            TrunkLog trunk = snapshot.trunk();
            List<Landing> landings = trunk.landings().stream()
                    .map(landing -> landing instanceof Landing.ByHand by
                            ? new Landing.OfQueue(
                                    by.commit(),
                                    Truth.change(999),
                                    new Place(
                                            Lane.ORDINARY,
                                            QueueWorld.START,
                                            Truth.change(999).number()),
                                    new Touched.Modules(new TreeSet<>()))
                            : landing)
                    .toList();
            return new QueueSnapshot(
                    snapshot.rules(), new TrunkLog(trunk.oldest(), landings), snapshot.queue(), snapshot.trials());
        }

        private static QueueSnapshot turned(QueueSnapshot snapshot) {
            return queue(snapshot, one -> {
                Place place = one.place();
                Instant other = QueueWorld.NOW.minusSeconds(
                        place.queued().getEpochSecond() - QueueWorld.START.getEpochSecond());
                return new Queued(
                        one.change(), new Place(place.lane(), other, place.number()), one.touched(), one.estimate());
            });
        }

        private static QueueSnapshot ordinary(QueueSnapshot snapshot) {
            return queue(
                    snapshot,
                    one -> new Queued(
                            one.change(),
                            new Place(
                                    Lane.ORDINARY,
                                    one.place().queued(),
                                    one.place().number()),
                            one.touched(),
                            one.estimate()));
        }

        private static QueueSnapshot greedy(QueueSnapshot snapshot) {
            QueueRules rules = snapshot.rules();
            return new QueueSnapshot(
                    new QueueRules(rules.queueing(), rules.atOnce() + 1, rules.attempts(), rules.modules()),
                    snapshot.trunk(),
                    snapshot.queue(),
                    snapshot.trials());
        }

        private static Plan cancelling(QueueSnapshot snapshot, Plan plan) {
            List<Step> steps = new ArrayList<>();
            snapshot.trials().stream()
                    .filter(Trial::running)
                    .forEach(trial -> steps.add(new Step.Cancel(trial.candidate(), "no reason")));
            return new Plan(steps.isEmpty() ? plan.steps() : steps, plan.waiting());
        }

        private static Plan idle(QueueSnapshot snapshot, Plan plan) {
            return new Plan(
                    plan.steps().stream()
                            .filter(step -> !(step instanceof Step.Start))
                            .toList(),
                    plan.waiting());
        }

        private static Plan merciful(QueueSnapshot snapshot, Plan plan) {
            return new Plan(
                    plan.steps().stream()
                            .filter(step -> !(step instanceof Step.Eject))
                            .toList(),
                    plan.waiting());
        }

        private static Plan uncompared(QueueSnapshot snapshot, Plan plan) {
            return new Plan(
                    plan.steps().stream()
                            .map(step -> step instanceof Step.Land land
                                    ? new Step.Land(
                                            land.candidate(),
                                            land.tested(),
                                            land.tip(),
                                            new Step.Manner.AsTested(),
                                            land.because())
                                    : step)
                            .toList(),
                    plan.waiting());
        }
    }

    @ParameterizedTest
    @EnumSource
    void without_this_protection_a_law_breaks(Mutant mutant) {
        Set<String> broken = new TreeSet<>();
        for (int seed = 1; seed <= MOST_SEEDS && !broken.contains(mutant.law); seed++) {
            try {
                QueueRandomWalkTest.walk(new QueueLaws(mutant::plan), seed);
            } catch (QueueLaws.Broken law) {
                broken.add(law.law());
            }
        }
        assertThat(broken).contains(mutant.law);
    }
}

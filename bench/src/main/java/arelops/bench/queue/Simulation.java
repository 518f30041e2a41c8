package arelops.bench.queue;

import arelops.core.id.CommitId;
import arelops.core.policy.QueueRules;
import arelops.core.queue.Candidate;
import arelops.core.queue.ChangeHead;
import arelops.core.queue.Estimate;
import arelops.core.queue.Lane;
import arelops.core.queue.Place;
import arelops.core.queue.Plan;
import arelops.core.queue.QueueSnapshot;
import arelops.core.queue.Queued;
import arelops.core.queue.Step;
import arelops.core.queue.Touched;
import arelops.core.queue.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// Runs a planner over virtual time: changes arrive, tests end, and after each the planner looks until it rests.
///
/// Nobody knows how long a test will take: the planner is told the median of all.
final class Simulation {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final int MOST_PLANS = 1_000;

    /// What decides.
    interface Planner {
        Plan plan(QueueSnapshot snapshot, Instant now);
    }

    /// @param chance what is expected of a change
    record Policy(String name, QueueRules rules, Planner planner, ToDoubleFunction<Change> chance) {
        boolean analyser() {
            return !rules.modules().isEmpty();
        }
    }

    /// A run of a test that ends at `at`.
    private record Ending(double at, int run, Candidate candidate) {}

    private final Workload workload;
    private final Policy policy;
    private final Outcome outcome = new Outcome();
    private final Repository repository;
    private final Map<Integer, Queued> queue = new LinkedHashMap<>();
    private final Map<Candidate, Trial> trials = new LinkedHashMap<>();
    private final Map<Candidate, Ending> running = new HashMap<>();
    private final Map<Candidate, Integer> numbers = new HashMap<>();
    private final PriorityQueue<Ending> endings =
            new PriorityQueue<>(Comparator.comparingDouble(Ending::at).thenComparingInt(Ending::run));
    private double now;
    private int runs;

    private Simulation(Workload workload, Policy policy) {
        this.workload = workload;
        this.policy = policy;
        this.repository = new Repository(workload);
    }

    static Outcome run(Workload workload, Policy policy) {
        Simulation simulation = new Simulation(workload, policy);
        simulation.run();
        return simulation.outcome;
    }

    private void run() {
        int next = 0;
        while (next < workload.changes().size() || !queue.isEmpty()) {
            boolean arrives = next < workload.changes().size()
                    && (endings.isEmpty()
                            || workload.changes().get(next).arrives()
                                    <= endings.peek().at());
            if (arrives) {
                Change change = workload.changes().get(next++);
                now = change.arrives();
                queue.put(change.number(), queued(change));
                if (workload.scenario().entry().checked()) {
                    checked(change);
                }
            } else if (endings.isEmpty()) {
                throw new IllegalStateException(policy.name() + " stands still with " + queue.keySet());
            } else {
                Ending ending = endings.remove();
                now = ending.at();
                if (!ending.equals(running.get(ending.candidate()))) {
                    continue;
                }
                ended(ending);
            }
            settle();
        }
    }

    private void settle() {
        for (int plans = 0; plans < MOST_PLANS; plans++) {
            List<Step> steps = policy.planner().plan(snapshot(), instant()).steps();
            if (steps.isEmpty()) {
                return;
            }
            steps.forEach(this::perform);
        }
        throw new IllegalStateException(policy.name() + " finds no end");
    }

    private Queued queued(Change change) {
        Touched touched = policy.analyser() ? change.touched() : Touched.EVERYTHING;
        ChangeHead head = Repository.head(change.number());
        return new Queued(
                head,
                new Place(Lane.ORDINARY, instant(), head.number()),
                touched,
                new Estimate(policy.chance().applyAsDouble(change), minutes(Scenario.MEDIAN)));
    }

    /// Its own check, which it passed before it was queued: what still fits lands with it.
    private void checked(Change change) {
        Candidate own = new Candidate(Repository.head(change.number()), repository.tipAt(change.made()), List.of());
        CommitId commit = repository.merge(own.base(), own.change());
        trials.put(own, new Trial(own, own.base(), new Trial.Passed(commit, instant(), 0)));
    }

    private QueueSnapshot snapshot() {
        Set<CommitId> bases = new HashSet<>();
        trials.keySet().forEach(candidate -> bases.add(candidate.base()));
        return new QueueSnapshot(
                policy.rules(), repository.log(bases), List.copyOf(queue.values()), List.copyOf(trials.values()));
    }

    private void perform(Step step) {
        switch (step) {
            case Step.Start start -> {
                Candidate candidate = start.candidate();
                double takes = change(candidate.change()).takes();
                int failures = Optional.ofNullable(trials.get(candidate))
                        .map(trial -> trial.state().failures())
                        .orElse(0);
                Ending ending = new Ending(now + takes, ++runs, candidate);
                running.put(candidate, ending);
                endings.add(ending);
                outcome.started();
                trials.put(
                        candidate,
                        new Trial(candidate, repository.onto(candidate), new Trial.Running(instant(), failures)));
            }
            case Step.Cancel cancel -> {
                running.remove(cancel.candidate());
                int failures = trial(cancel.candidate()).state().failures();
                trials.remove(cancel.candidate());
                if (failures > 0) {
                    failed(cancel.candidate(), failures);
                }
            }
            case Step.Land land -> land(land);
            case Step.Eject eject -> {
                outcome.ejected(!repository.passes(eject.candidate()));
                leave(eject.change());
            }
        }
    }

    private void land(Step.Land land) {
        Change change = change(land.change());
        Queued queued = Optional.ofNullable(queue.get(change.number())).orElseThrow();
        if (!repository.right(land, trial(land.candidate()))) {
            outcome.wrong();
        }
        repository.land(land, queued, now);
        outcome.landed(now - change.arrives());
        leave(land.change());
    }

    private Trial trial(Candidate candidate) {
        return Optional.ofNullable(trials.get(candidate)).orElseThrow();
    }

    private void leave(ChangeHead change) {
        queue.remove(change.number().value());
        trials.values()
                .removeIf(trial ->
                        trial.candidate().change().equals(change) && !(trial.state() instanceof Trial.Running));
    }

    private void ended(Ending ending) {
        Candidate candidate = ending.candidate();
        running.remove(candidate);
        Trial trial = trial(candidate);
        int failures = trial.state().failures();
        boolean flaky = workload.flakes(numbers.computeIfAbsent(candidate, one -> numbers.size()), failures);
        if (!repository.passes(candidate) || flaky) {
            failed(candidate, failures + 1);
        } else {
            CommitId commit = repository.merge(trial.onto(), candidate.change());
            trials.put(candidate, new Trial(candidate, trial.onto(), new Trial.Passed(commit, instant(), failures)));
        }
    }

    private void failed(Candidate candidate, int failures) {
        trials.put(candidate, new Trial(candidate, repository.onto(candidate), new Trial.Failed(instant(), failures)));
    }

    private Change change(ChangeHead head) {
        return workload.change(head.number().value());
    }

    private Instant instant() {
        return START.plus(minutes(now));
    }

    private static Duration minutes(double minutes) {
        return Duration.ofMillis((long) (minutes * 60_000));
    }
}

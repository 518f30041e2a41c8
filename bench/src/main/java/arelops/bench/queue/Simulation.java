package arelops.bench.queue;

import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.policy.QueueRules;
import arelops.core.queue.Candidate;
import arelops.core.queue.ChangeHead;
import arelops.core.queue.Estimate;
import arelops.core.queue.Landing;
import arelops.core.queue.Lane;
import arelops.core.queue.Place;
import arelops.core.queue.Plan;
import arelops.core.queue.Queued;
import arelops.core.queue.QueueSnapshot;
import arelops.core.queue.Step;
import arelops.core.queue.Touched;
import arelops.core.queue.Trial;
import arelops.core.queue.TrunkLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// Runs a planner over virtual time, and checks each landing against what is really so.
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

    private record Merge(CommitId onto, ChangeHead change) {}

    /// A run of a test that ends at `at`.
    private record Ending(double at, int run, Candidate candidate) {}

    private final Workload workload;
    private final Policy policy;
    private final Outcome outcome = new Outcome();
    private final CommitId genesis = commit(0);
    private final List<Landing.OfQueue> trunk = new ArrayList<>();
    private final Map<Integer, Double> landed = new HashMap<>();
    private final Map<Integer, Queued> queue = new LinkedHashMap<>();
    private final Map<Candidate, Trial> trials = new LinkedHashMap<>();
    private final Map<Candidate, Ending> running = new HashMap<>();
    private final Map<Candidate, Integer> numbers = new HashMap<>();
    private final Map<Merge, CommitId> merges = new HashMap<>();
    private final PriorityQueue<Ending> endings = new PriorityQueue<>(
            Comparator.comparing(Ending::at).thenComparing(Ending::run));
    private double now;
    private int runs;

    private Simulation(Workload workload, Policy policy) {
        this.workload = workload;
        this.policy = policy;
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
                    && (endings.isEmpty() || workload.changes().get(next).arrives() <= endings.peek().at());
            if (arrives) {
                Change change = workload.changes().get(next++);
                now = change.arrives();
                queue.put(change.number(), queued(change));
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
        ChangeHead head = head(change.number());
        return new Queued(
                head,
                new Place(Lane.ORDINARY, instant(), head.number()),
                touched,
                new Estimate(policy.chance().applyAsDouble(change), minutes(Scenario.MEDIAN)));
    }

    private QueueSnapshot snapshot() {
        Set<CommitId> bases = new HashSet<>();
        trials.keySet().forEach(candidate -> bases.add(candidate.base()));
        int from = trunk.size();
        for (int at = 0; at < trunk.size(); at++) {
            if (bases.contains(tip(at))) {
                from = at;
                break;
            }
        }
        TrunkLog log = new TrunkLog(tip(from), List.copyOf(trunk.subList(from, trunk.size())));
        return new QueueSnapshot(
                policy.rules(), log, List.copyOf(queue.values()), List.copyOf(trials.values()));
    }

    private CommitId tip(int landings) {
        return landings == 0 ? genesis : trunk.get(landings - 1).commit();
    }

    private void perform(Step step) {
        switch (step) {
            case Step.Start start -> {
                Candidate candidate = start.candidate();
                double takes = change(candidate.change()).takes();
                int failures = trials.containsKey(candidate) ? trials.get(candidate).state().failures() : 0;
                Ending ending = new Ending(now + takes, ++runs, candidate);
                running.put(candidate, ending);
                endings.add(ending);
                outcome.started(takes);
                trials.put(candidate, new Trial(candidate, onto(candidate), new Trial.Running(instant(), failures)));
            }
            case Step.Cancel cancel -> {
                outcome.spared(running.remove(cancel.candidate()).at() - now);
                int failures = trials.get(cancel.candidate()).state().failures();
                trials.remove(cancel.candidate());
                if (failures > 0) {
                    failed(cancel.candidate(), failures);
                }
            }
            case Step.Land land -> land(land);
            case Step.Eject eject -> {
                Change change = change(eject.change());
                outcome.ejected(now, now - change.arrives(), !passes(eject.candidate()));
                leave(eject.change());
            }
        }
    }

    private void land(Step.Land land) {
        Change change = change(land.change());
        Queued queued = queue.get(change.number());
        if (!right(land)) {
            outcome.wrong();
        }
        CommitId lands =
                switch (land.manner()) {
                    case Step.Manner.AsTested() -> land.tested();
                    case Step.Manner.Merged merged -> merge(tip(trunk.size()), land.change());
                };
        trunk.add(new Landing.OfQueue(lands, land.change(), queued.place(), queued.touched()));
        landed.put(change.number(), now);
        outcome.landed(now, now - change.arrives());
        leave(land.change());
    }

    private void leave(ChangeHead change) {
        queue.remove(change.number().value());
        trials.values().removeIf(trial -> trial.candidate().change().equals(change)
                && !(trial.state() instanceof Trial.Running));
    }

    private void ended(Ending ending) {
        Candidate candidate = ending.candidate();
        running.remove(candidate);
        Trial trial = trials.get(candidate);
        int failures = trial.state().failures();
        boolean flaky = workload.flakes(numbers.computeIfAbsent(candidate, one -> numbers.size()), failures);
        if (!passes(candidate) || flaky) {
            failed(candidate, failures + 1);
        } else {
            CommitId commit = merge(trial.onto(), candidate.change());
            trials.put(candidate, new Trial(candidate, trial.onto(), new Trial.Passed(commit, instant(), failures)));
        }
    }

    private void failed(Candidate candidate, int failures) {
        trials.put(candidate, new Trial(candidate, onto(candidate), new Trial.Failed(instant(), failures)));
    }

    // What is really so

    /// All checks of the repository run on the merge result: another broken change in it breaks them too.
    private boolean passes(Candidate candidate) {
        List<Integer> merged = new ArrayList<>();
        candidate.on().forEach(member -> merged.add(member.number().value()));
        merged.add(candidate.change().number().value());
        List<Integer> base = trunkAt(candidate.base());
        for (int at = 0; at < merged.size(); at++) {
            int one = merged.get(at);
            if (!workload.change(one).fine()
                    || base.stream().anyMatch(other -> clashes(other, one))
                    || merged.subList(0, at).stream().anyMatch(other -> clashes(other, one))) {
                return false;
            }
        }
        return true;
    }

    /// One that landed before the other was queued is in it already.
    private boolean clashes(int landedOrBefore, int one) {
        Double when = landed.get(landedOrBefore);
        return (when == null || when > workload.change(one).arrives()) && workload.clash(landedOrBefore, one);
    }

    /// What passed, on the tip that was named, and the very same content wherever its change looks.
    private boolean right(Step.Land land) {
        Candidate candidate = land.candidate();
        Trial trial = trials.get(candidate);
        int number = land.change().number().value();
        List<Integer> trunkNow = trunkAt(tip(trunk.size()));
        List<Integer> tested = new ArrayList<>(trunkAt(candidate.base()));
        candidate.on().forEach(member -> tested.add(member.number().value()));
        boolean same = land.manner() instanceof Step.Manner.AsTested
                ? trial.onto().equals(tip(trunk.size())) && tested.equals(trunkNow)
                : met(tested, number).equals(met(trunkNow, number));
        return same
                && trial.state() instanceof Trial.Passed
                && land.tip().equals(tip(trunk.size()))
                && workload.change(number).fine()
                && trunkNow.stream().noneMatch(other -> clashes(other, number));
    }

    private Set<Integer> met(List<Integer> numbers, int number) {
        Set<Integer> met = new HashSet<>(numbers);
        met.removeIf(other -> !workload.meet(other, number));
        return met;
    }

    private List<Integer> trunkAt(CommitId commit) {
        List<Integer> all = new ArrayList<>();
        for (int at = 0; !tip(at).equals(commit); at++) {
            all.add(trunk.get(at).change().number().value());
        }
        return all;
    }

    // Commits

    private CommitId onto(Candidate candidate) {
        CommitId onto = candidate.base();
        for (ChangeHead member : candidate.on()) {
            onto = merge(onto, member);
        }
        return onto;
    }

    private CommitId merge(CommitId onto, ChangeHead change) {
        return merges.computeIfAbsent(new Merge(onto, change), one -> commit(1_000_000L + merges.size()));
    }

    private static CommitId commit(long number) {
        return new CommitId("%040x".formatted(number));
    }

    private static ChangeHead head(int number) {
        return new ChangeHead(new ChangeNumber(number), commit(number));
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

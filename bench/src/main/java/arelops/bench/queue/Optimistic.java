package arelops.bench.queue;

import arelops.core.queue.Candidate;
import arelops.core.queue.ChangeHead;
import arelops.core.queue.Landing;
import arelops.core.queue.Plan;
import arelops.core.queue.QueueSnapshot;
import arelops.core.queue.Queued;
import arelops.core.queue.Step;
import arelops.core.queue.Touched;
import arelops.core.queue.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The peer: a dependent pipeline in the manner of Zuul. Each change is tested on all before it that did not fail so
/// far; what no longer fits is ended and started anew; a failure counts when its change is the first.
final class Optimistic {
    private final QueueSnapshot snapshot;
    private final List<Step> steps = new ArrayList<>();

    private Optimistic(QueueSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    static Plan plan(QueueSnapshot snapshot) {
        Optimistic optimistic = new Optimistic(snapshot);
        optimistic.look();
        return new Plan(optimistic.steps, List.of());
    }

    private void look() {
        long running = snapshot.trials().stream().filter(Optimistic::runs).count();
        List<Queued> before = new ArrayList<>();
        List<Queued> fine = new ArrayList<>();
        List<Step> starts = new ArrayList<>();
        List<Queued> order = snapshot.queue().stream()
                .sorted(Comparator.comparing(Queued::place))
                .toList();
        for (Queued one : order) {
            List<ChangeHead> ahead = fine.stream()
                    .filter(other -> meet(other.touched(), one.touched()))
                    .map(Queued::change)
                    .toList();
            boolean first = before.stream().noneMatch(other -> meet(other.touched(), one.touched()));
            Optional<Trial> trial = fitting(one, ahead);
            for (Trial other : snapshot.trials()) {
                if (runs(other)
                        && other.candidate().change().equals(one.change())
                        && trial.filter(other::equals).isEmpty()) {
                    steps.add(new Step.Cancel(other.candidate(), "it no longer fits"));
                    running--;
                }
            }
            if (trial.isEmpty()) {
                starts.add(new Step.Start(
                        new Candidate(one.change(), snapshot.trunk().tip(), ahead), 1, "it is next"));
            } else if (first && trial.get().state() instanceof Trial.Passed passed) {
                steps.add(land(trial.get(), passed));
                return;
            } else if (first && trial.get().state() instanceof Trial.Failed) {
                steps.add(new Step.Eject(trial.get().candidate(), "it failed"));
                return;
            }
            before.add(one);
            if (trial.filter(other -> other.state() instanceof Trial.Failed).isEmpty()) {
                fine.add(one);
            }
        }
        starts.stream().limit(Math.max(0, snapshot.rules().atOnce() - running)).forEach(steps::add);
    }

    private Step land(Trial trial, Trial.Passed passed) {
        Step.Manner manner = trial.onto().equals(snapshot.trunk().tip())
                ? new Step.Manner.AsTested()
                : new Step.Manner.Merged(
                        new Step.Proof(Optional.empty(), snapshot.rules().modules()));
        return new Step.Land(
                trial.candidate(), passed.commit(), snapshot.trunk().tip(), manner, "it passed");
    }

    private static boolean runs(Trial trial) {
        return trial.state() instanceof Trial.Running;
    }

    /// The trial whose ground is what landed since, and then these.
    private Optional<Trial> fitting(Queued one, List<ChangeHead> ahead) {
        return snapshot.trials().stream()
                .filter(trial -> trial.candidate().change().equals(one.change()))
                .filter(trial -> {
                    List<ChangeHead> needed = new ArrayList<>();
                    for (Landing landing : since(trial)) {
                        if (landing instanceof Landing.OfQueue of && meet(of.touched(), one.touched())) {
                            needed.add(of.change());
                        }
                    }
                    needed.addAll(ahead);
                    List<ChangeHead> on = trial.candidate().on();
                    return snapshot.rules().modules().isEmpty()
                            ? needed.equals(on)
                            : needed.size() == on.size() && on.containsAll(needed);
                })
                .findFirst();
    }

    private List<Landing> since(Trial trial) {
        List<Landing> landings = snapshot.trunk().landings();
        int from = 0;
        if (!trial.candidate().base().equals(snapshot.trunk().oldest())) {
            while (!landings.get(from).commit().equals(trial.candidate().base())) {
                from++;
            }
            from++;
        }
        return landings.subList(from, landings.size());
    }

    private static boolean meet(Touched one, Touched other) {
        return !(one instanceof Touched.Modules mine)
                || !(other instanceof Touched.Modules theirs)
                || mine.names().stream().anyMatch(name -> theirs.names().contains(name));
    }
}

package arelops.bench.queue;

import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.queue.Candidate;
import arelops.core.queue.ChangeHead;
import arelops.core.queue.Landing;
import arelops.core.queue.Queued;
import arelops.core.queue.Step;
import arelops.core.queue.Trial;
import arelops.core.queue.TrunkLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Trunk and its commits, and what is really so: which merge results are green, and which landings are right.
final class Repository {
    private final Workload workload;
    private final CommitId genesis = commit(0);
    private final List<Landing.OfQueue> trunk = new ArrayList<>();
    private final Map<Integer, Double> landed = new HashMap<>();
    private final Map<Merge, CommitId> merges = new HashMap<>();

    private record Merge(CommitId onto, ChangeHead change) {}

    Repository(Workload workload) {
        this.workload = workload;
    }

    /// Trunk as far back as the oldest of these commits.
    TrunkLog log(Set<CommitId> bases) {
        int from = 0;
        while (from < trunk.size() && !bases.contains(tip(from))) {
            from++;
        }
        return new TrunkLog(tip(from), List.copyOf(trunk.subList(from, trunk.size())));
    }

    void land(Step.Land land, Queued queued, double now) {
        CommitId lands = switch (land.manner()) {
            case Step.Manner.AsTested() -> land.tested();
            case Step.Manner.Merged merged -> merge(tip(trunk.size()), land.change());
        };
        trunk.add(new Landing.OfQueue(lands, land.change(), queued.place(), queued.touched()));
        landed.put(land.change().number().value(), now);
    }

    /// All checks of the repository run on the merge result: another broken change in it breaks them too.
    boolean passes(Candidate candidate) {
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

    /// One that landed before the other was made is in it already.
    private boolean clashes(int landedOrBefore, int one) {
        Double when = landed.get(landedOrBefore);
        return (when == null || when > workload.change(one).made()) && workload.clash(landedOrBefore, one);
    }

    /// What passed, on the tip that was named, and the very same content wherever its change looks; and trunk stays
    /// green.
    boolean right(Step.Land land, Trial trial) {
        Candidate candidate = land.candidate();
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

    /// Trunk as it was then.
    CommitId tipAt(double time) {
        int landings =
                (int) landed.values().stream().filter(when -> when <= time).count();
        return tip(landings);
    }

    private CommitId tip(int landings) {
        return landings == 0 ? genesis : trunk.get(landings - 1).commit();
    }

    private List<Integer> trunkAt(CommitId commit) {
        List<Integer> all = new ArrayList<>();
        for (int at = 0; !tip(at).equals(commit); at++) {
            all.add(trunk.get(at).change().number().value());
        }
        return all;
    }

    /// The commit that a candidate's change is merged onto.
    CommitId onto(Candidate candidate) {
        CommitId onto = candidate.base();
        for (ChangeHead member : candidate.on()) {
            onto = merge(onto, member);
        }
        return onto;
    }

    /// The same two parents are the same commit.
    CommitId merge(CommitId onto, ChangeHead change) {
        return merges.computeIfAbsent(new Merge(onto, change), one -> commit(1_000_000L + merges.size()));
    }

    static ChangeHead head(int number) {
        return new ChangeHead(new ChangeNumber(number), commit(number));
    }

    private static CommitId commit(long number) {
        return new CommitId("%040x".formatted(number));
    }
}

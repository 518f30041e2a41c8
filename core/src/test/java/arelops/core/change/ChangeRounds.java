package arelops.core.change;

import arelops.core.id.ChangeNumber;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// One look of a controller: for each change decide once and perform once, all by what was seen at its beginning.
final class ChangeRounds {
    private final ChangeWorld seen;
    private final ChangesSnapshot snapshot;
    private final SortedMap<ChangeNumber, ChangeDecision> decisions = new TreeMap<>();
    private Optional<Look> whole = Optional.empty();

    ChangeRounds(ChangeWorld seen) {
        this.seen = seen;
        this.snapshot = seen.snapshot();
        for (ChangeNumber number : snapshot.open().keySet()) {
            decisions.put(number, Changing.decide(snapshot, number, seen.now()));
        }
    }

    /// An act, the world before and after it; without an effect where it was stale or refused.
    record Did(ChangeNumber number, ChangeDecision.Act act, ChangeWorld before, Optional<ChangeWorld> after) {
        ChangeAction action() {
            return act.action();
        }
    }

    /// A look, and what it did in its order.
    ///
    /// @param after with the jobs cancelled that nobody waits for
    record Look(List<Did> did, ChangeWorld after) {}

    ChangeWorld world() {
        return seen;
    }

    ChangesSnapshot snapshot() {
        return snapshot;
    }

    SortedMap<ChangeNumber, ChangeDecision> decisions() {
        return decisions;
    }

    /// All of it.
    Look look() {
        Look look = whole.orElseGet(() -> look(Integer.MAX_VALUE));
        whole = Optional.of(look);
        return look;
    }

    /// As far as so many acts; then it was killed, or nothing came of the others.
    Look look(int most) {
        List<Did> did = new ArrayList<>();
        ChangeWorld world = seen;
        boolean others = false;
        boolean landed = false;
        for (Map.Entry<ChangeNumber, ChangeDecision> one : decisions.entrySet()) {
            if (one.getValue() instanceof ChangeDecision.Act act
                    && did.size() < most
                    && !landed
                    && !(others && act.action().concernsOthers())) {
                Optional<ChangeWorld> after = ChangeHand.perform(world, one.getKey(), act, seen.stood(one.getKey()));
                did.add(new Did(one.getKey(), act, world, after));
                world = after.orElse(world);
                others |= act.action().concernsOthers();
                landed |= act.action() instanceof ChangeAction.Land;
            }
        }
        return new Look(did, did.size() < most ? tidied(world) : world);
    }

    private ChangeWorld tidied(ChangeWorld from) {
        Set<String> awaited = Changing.awaited(snapshot);
        ChangeWorld world = from;
        for (Map.Entry<String, JobSeen> job : from.jobs().entrySet()) {
            if (job.getValue() instanceof JobSeen.Running && !awaited.contains(Job.work(job.getKey()))) {
                world = world.job(job.getKey(), new JobSeen.NotKnown());
            }
        }
        return world;
    }
}

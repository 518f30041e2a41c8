package arelops.core.change;

import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.policy.Check;
import arelops.core.policy.TestPolicy;
import arelops.core.queue.Lane;
import arelops.core.queue.Place;
import arelops.core.queue.Plan;
import arelops.core.queue.TrunkLog;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import arelops.core.release.Rules;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// All that one look knows of the open changes of a repository.
///
/// @param trunk where changes land
/// @param open the open changes, and those whose TEST environment is not gone yet
/// @param ready those of them whose conditions before the queue are all met
/// @param plan what happens in the queue next
/// @param jobs by id; a job that is not here was never started
public record ChangesSnapshot(
        Rules rules,
        TrunkAt trunk,
        SortedMap<ChangeNumber, ChangeLook> open,
        Set<ChangeNumber> ready,
        Plan plan,
        Map<String, JobSeen> jobs) {
    private static final Plan NOTHING = new Plan(List.of(), List.of());

    /// These changes, at this instant.
    public static ChangesSnapshot of(
            Rules rules, TrunkAt trunk, SortedMap<ChangeNumber, ChangeLook> open, Instant now) {
        ChangesSnapshot all = new ChangesSnapshot(rules, trunk, open, Set.of(), NOTHING, Map.of());
        Set<ChangeNumber> ready = open.keySet().stream()
                .filter(number -> Changing.isReady(all, number, now))
                .collect(Collectors.toUnmodifiableSet());
        ChangesSnapshot withReady = new ChangesSnapshot(rules, trunk, open, ready, NOTHING, Map.of());
        return new ChangesSnapshot(rules, trunk, open, ready, InQueue.plan(withReady, now), Map.of());
    }

    /// Trunk's tip.
    ///
    /// @param shut why nothing can land now, if so
    /// @param log how it came there, as far back as anything that is in the queue was tried on
    public record TrunkAt(CommitId tip, Optional<String> shut, TrunkLog log) {}

    public ChangesSnapshot {
        open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
        ready = Set.copyOf(ready);
        jobs = Map.copyOf(jobs);
    }

    JobSeen job(Job job) {
        return jobs.getOrDefault(job.id(), new JobSeen.NotKnown());
    }

    /// From which place in the queue a change landed; the first one where its history cannot be read.
    public static Place place(Optional<ChangeState> landed, ChangeNumber number) {
        return landed.map(InQueue::place).orElseGet(() -> new Place(Lane.ORDINARY, Instant.EPOCH, number));
    }

    /// Whether one more TEST environment may be raised.
    boolean hasRoomForTest() {
        long up = open.values().stream()
                .filter(look -> look.state().test().up().isPresent())
                .count();
        return up < rules.policy().test().map(TestPolicy::max).orElse(0);
    }

    /// The checks that a merge result must pass.
    List<Check> checks() {
        return rules.policy().checks().values().stream()
                .filter(Check::beforeMerge)
                .toList();
    }

    public ChangesSnapshot with(Map<String, JobSeen> others) {
        return new ChangesSnapshot(rules, trunk, open, ready, plan, others);
    }
}

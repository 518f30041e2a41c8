package arelops.core.change;

import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.policy.Check;
import arelops.core.policy.TestPolicy;
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
/// @param jobs by id; a job that is not here was never started
public record ChangesSnapshot(
        Rules rules,
        TrunkAt trunk,
        SortedMap<ChangeNumber, ChangeLook> open,
        Set<ChangeNumber> ready,
        Map<String, JobSeen> jobs) {

    /// These changes, at this instant.
    public static ChangesSnapshot of(
            Rules rules, TrunkAt trunk, SortedMap<ChangeNumber, ChangeLook> open, Instant now) {
        ChangesSnapshot all = new ChangesSnapshot(rules, trunk, open, Set.of(), Map.of());
        Set<ChangeNumber> ready = open.keySet().stream()
                .filter(number -> Changing.isReady(all, number, now))
                .collect(Collectors.toUnmodifiableSet());
        return new ChangesSnapshot(rules, trunk, open, ready, Map.of());
    }

    /// Trunk's tip.
    ///
    /// @param shut why nothing can land now, if so
    public record TrunkAt(CommitId tip, Optional<String> shut) {}

    public ChangesSnapshot {
        open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
        ready = Set.copyOf(ready);
        jobs = Map.copyOf(jobs);
    }

    JobSeen job(Job job) {
        return jobs.getOrDefault(job.id(), new JobSeen.NotKnown());
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
        return new ChangesSnapshot(rules, trunk, open, ready, others);
    }
}

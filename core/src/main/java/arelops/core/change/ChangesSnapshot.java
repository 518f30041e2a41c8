package arelops.core.change;

import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.policy.Check;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import arelops.core.release.Rules;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that one look knows of the open changes of a repository.
///
/// @param trunk where changes land
/// @param open the open changes
/// @param jobs by id; a job that is not here was never started
public record ChangesSnapshot(
        Rules rules, TrunkAt trunk, SortedMap<ChangeNumber, ChangeLook> open, Map<String, JobSeen> jobs) {

    /// Trunk's tip.
    ///
    /// @param shut why nothing can land now, if so
    public record TrunkAt(CommitId tip, Optional<String> shut) {}

    public ChangesSnapshot {
        open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
        jobs = Map.copyOf(jobs);
    }

    JobSeen job(Job job) {
        return jobs.getOrDefault(job.id(), new JobSeen.NotKnown());
    }

    /// The checks that a merge result must pass.
    List<Check> checks() {
        return rules.policy().checks().values().stream()
                .filter(Check::beforeMerge)
                .toList();
    }

    public ChangesSnapshot with(Map<String, JobSeen> others) {
        return new ChangesSnapshot(rules, trunk, open, others);
    }
}

package arelops.core.release;

import arelops.core.evidence.LedgerState;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import java.util.Map;
import java.util.Set;

/// All that one look at an app's line knows.
///
/// @param world what was observed outside of the ledger
/// @param controller the name under which this controller declares moves
public record LineSnapshot(AppName app, Rules rules, LedgerState ledger, World world, String controller) {
    /// Observations.
    ///
    /// @param trunk where trunk stands
    /// @param slots what was seen of each environment
    /// @param jobs by id; a job that is not here was never started
    /// @param authors by commit: the people who wrote it (author, committer, co-authors)
    public record World(
            TrunkSeen trunk,
            Map<EnvironmentName, Seen> slots,
            Map<String, JobSeen> jobs,
            Map<CommitId, Set<PersonName>> authors) {
        public World {
            slots = Map.copyOf(slots);
            jobs = Map.copyOf(jobs);
            authors = Map.copyOf(authors);
        }
    }

    JobSeen job(Job job) {
        return world.jobs().getOrDefault(job.id(), new JobSeen.NotKnown());
    }

    Seen seen(EnvironmentName environment) {
        return world.slots().getOrDefault(environment, Seen.unknown("nobody looked at it yet"));
    }

    Set<PersonName> authors(CommitId commit) {
        return world.authors().getOrDefault(commit, Set.of());
    }
}

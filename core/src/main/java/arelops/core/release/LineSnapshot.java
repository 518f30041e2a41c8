package arelops.core.release;

import arelops.core.evidence.LedgerState;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.policy.PolicyChange;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All that one look at an app's line knows.
///
/// @param world what was observed outside of the ledger
/// @param controller the name under which this controller declares moves; up to its last dot it is that of its seat,
///     which one controller takes at a time
public record LineSnapshot(AppName app, Rules rules, LedgerState ledger, World world, String controller) {
    /// Observations.
    ///
    /// @param trunk where trunk stands
    /// @param slots what was seen of each environment
    /// @param jobs by id; a job that is not here was never started
    /// @param authors by commit: the people who wrote it (author, committer, co-authors)
    /// @param looser by pushed commit that nothing was built of yet: what its config makes looser, where it does
    public record World(
            TrunkSeen trunk,
            Map<EnvironmentName, Seen> slots,
            Map<String, JobSeen> jobs,
            Map<CommitId, Set<PersonName>> authors,
            Map<CommitId, List<PolicyChange>> looser) {
        public World {
            slots = Map.copyOf(slots);
            jobs = Map.copyOf(jobs);
            authors = Map.copyOf(authors);
            looser = Map.copyOf(looser);
        }
    }

    JobSeen job(Job job) {
        return world.jobs().getOrDefault(job.id(), new JobSeen.NotKnown());
    }

    Seen seen(EnvironmentName environment) {
        return world.slots().getOrDefault(environment, Seen.unknown("nobody looked at it yet"));
    }

    /// What a commit's config makes looser, as sentences.
    List<String> looser(CommitId commit) {
        return PolicyChange.looser(world.looser().getOrDefault(commit, List.of()));
    }

    Set<PersonName> authors(CommitId commit) {
        return world.authors().getOrDefault(commit, Set.of());
    }
}

package arelops.app.reconcile;

import arelops.app.change.Changes;
import arelops.app.deploy.Observation;
import arelops.app.git.RefsSeen;
import arelops.app.git.TrunkCommit;
import arelops.app.ledger.LedgerView;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import arelops.core.policy.PolicyChange;
import arelops.core.release.Rules;
import arelops.core.release.Seen;
import arelops.core.release.TrunkSeen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything that one look saw of a repository, before anything was decided.
///
/// @param books what was recorded
/// @param slots by slot, what the core decides on
/// @param targets by slot, the target's own words (addresses, instances), where it answered
public record Observed(
        RefsSeen refs, Books books, Rules rules, Trunks trunk, Map<Slot, Seen> slots, Map<Slot, Observation> targets) {

    /// What was recorded of the line, and of changes.
    public record Books(LedgerView ledger, Changes changes) {}

    /// Trunk as it was seen.
    ///
    /// @param commits those of trunk that were read: author, subject and the like
    /// @param looser by commit: how it makes rules looser, where it does and nothing was built of it yet
    /// @param inForce the commit whose rules are in force; empty before genesis
    public record Trunks(
            TrunkSeen seen,
            Map<CommitId, TrunkCommit> commits,
            Map<CommitId, Set<PersonName>> authors,
            Map<CommitId, List<PolicyChange>> looser,
            Optional<CommitId> inForce) {}

    public Optional<Observation> target(Slot slot) {
        return Optional.ofNullable(targets.get(slot));
    }

    /// The same observations with a ledger that went on meanwhile.
    Observed with(LedgerView other) {
        return new Observed(refs, new Books(other, changes()), rules, trunk, slots, targets);
    }

    /// The same observations with a change that went on meanwhile.
    Observed with(Changes.Known change) {
        return new Observed(refs, new Books(ledger(), changes().with(change)), rules, trunk, slots, targets);
    }

    public LedgerView ledger() {
        return books.ledger();
    }

    public Changes changes() {
        return books.changes();
    }
}

package arelops.app.reconcile;

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
/// @param slots by slot, what the core decides on
/// @param targets by slot, the target's own words (addresses, instances), where it answered
public record Observed(
        RefsSeen refs,
        LedgerView ledger,
        Rules rules,
        Trunks trunk,
        Map<Slot, Seen> slots,
        Map<Slot, Observation> targets) {

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
        return new Observed(refs, other, rules, trunk, slots, targets);
    }
}

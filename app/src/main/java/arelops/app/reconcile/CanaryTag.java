package arelops.app.reconcile;

import arelops.app.git.ObjectId;
import arelops.app.git.RefChange;
import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import java.util.Optional;

/// The tag `<ENV>-canary` (TAG-1): it names the release of a running canary, and moves in the push
/// that records the canary's beginning or end.
final class CanaryTag {
    private CanaryTag() {}

    /// What must change at the slot's canary tag together with this fact; empty where it agrees.
    static Optional<RefChange> change(Observed observed, Fact fact) {
        if (!(fact instanceof Fact.OfSlot ofSlot)) {
            return Optional.empty();
        }
        String name = observed.rules()
                        .policy()
                        .tagName(ofSlot.slot().app(), ofSlot.slot().environment())
                + "-canary";
        String ref = "refs/tags/" + name;
        Optional<ObjectId> found = observed.refs().ref(ref);
        Optional<ObjectId> wanted =
                after(observed.ledger().state().slot(ofSlot.slot()), ofSlot).map(ObjectId::of);
        return found.equals(wanted) ? Optional.empty() : Optional.of(new RefChange(ref, found, wanted));
    }

    /// The commit of the canary that runs after this fact.
    private static Optional<CommitId> after(SlotState state, Fact.OfSlot fact) {
        boolean ends = fact instanceof Fact.Moved
                || fact instanceof Fact.Aborted
                || fact instanceof Fact.Rejected
                || fact instanceof Fact.Failed
                || fact instanceof Fact.Withdrawn;
        boolean runs = fact instanceof Fact.CanaryStarted
                || state.attempt().flatMap(SlotState.Attempt::canary).isPresent();
        return runs && !ends ? state.attempt().map(SlotState.Attempt::release).map(Release::commit) : Optional.empty();
    }
}

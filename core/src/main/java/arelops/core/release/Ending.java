package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.gate.Gate;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The endings of an attempt, as acts.
final class Ending {
    private Ending() {}

    static Decision rejected(SlotLook look, Release release, String because) {
        return rejected(look, release, because, List.of());
    }

    static Decision rejected(SlotLook look, Release release, String because, List<Gate> gates) {
        return rejected(look, release, new TreeMap<>(), because, gates);
    }

    /// @param documents what it rests on besides the gates
    static Decision rejected(
            SlotLook look, Release release, SortedMap<String, String> documents, String because, List<Gate> gates) {
        return new Decision.Act(
                new Action.Append(new Fact.Rejected(look.slot(), release, suspects(look, release)), documents),
                release.commit().brief() + " is rejected in " + look.name() + ": " + because,
                gates);
    }

    static Decision failed(SlotLook look, Release release, String because) {
        return failed(look, release, new TreeMap<>(), because);
    }

    /// @param documents what it rests on
    static Decision failed(SlotLook look, Release release, SortedMap<String, String> documents, String because) {
        return new Decision.Act(
                new Action.Append(new Fact.Failed(look.slot(), release), documents),
                "the attempt of " + release.commit().brief() + " in " + look.name() + " failed: " + because);
    }

    static Decision withdrawn(SlotLook look, Release release, Fact.Withdrawn.Cause cause, String because) {
        return new Decision.Act(
                new Action.Append(new Fact.Withdrawn(look.slot(), release, cause)),
                release.commit().brief() + " is withdrawn from " + look.name() + ": " + because);
    }

    /// The changes after the last release settled there, up to the rejected one; its own commit where none ever
    /// settled.
    static List<CommitId> suspects(SlotLook look, Release release) {
        return suspects(look.state(), release, look.ledger().trunk());
    }

    static List<CommitId> suspects(SlotState state, Release release, arelops.core.evidence.Trunk trunk) {
        Optional<CommitId> last = state.standing().settled().reversed().stream()
                .filter(settled -> !settled.equals(release))
                .map(Release::commit)
                .filter(commit -> trunk.contains(commit, release.commit()))
                .findFirst();
        List<CommitId> between = last.isEmpty() ? List.of() : trunk.between(last, release.commit());
        return between.isEmpty() ? List.of(release.commit()) : between;
    }
}

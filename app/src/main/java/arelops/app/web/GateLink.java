package arelops.app.web;

import arelops.core.gate.Gate;
import arelops.core.id.CommitId;
import arelops.core.id.Slot;
import java.util.Optional;

/// Where more is shown of what a gate rests on, as a path of the control API: the journey of a commit for what belongs
/// to it, the history of an environment for what belongs to that.
///
/// @param slot the environment's; empty for gates before any environment
/// @param commit the commit that the gates are about; empty where they are about none
record GateLink(Optional<Slot> slot, Optional<CommitId> commit) {
    static GateLink of(Slot slot, Optional<CommitId> commit) {
        return new GateLink(Optional.of(slot), commit);
    }

    static GateLink of(CommitId commit) {
        return new GateLink(Optional.empty(), Optional.of(commit));
    }

    /// The path for one gate; empty where nothing more is known of it.
    Optional<String> of(Gate gate) {
        return switch (gate.id()) {
            case "trunk", "policy" -> Optional.of("status");
            case "hold", "drift", "freeze", "hours", "mode", "back-off", "canary", "replay", "load", "diff", "alarms" ->
                history();
            default -> commit.map(one -> "show/" + one.hex()).or(this::history);
        };
    }

    private Optional<String> history() {
        return slot.map(there -> "log?app=" + there.app() + "&env=" + there.environment());
    }
}

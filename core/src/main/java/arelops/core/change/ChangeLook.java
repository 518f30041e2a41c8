package arelops.core.change;

import arelops.core.change.ChangeEvent.Head;
import arelops.core.gate.Gate;
import java.util.List;
import java.util.Optional;

/// What one look knows of one open change.
///
/// @param pushed the head that the branch it follows has now, where that is another one
/// @param merge what merging it into trunk comes to
/// @param people how the conditions stand that people open: approvals, sign-offs
/// @param stranger whether somebody brought it who may not run commands here
public record ChangeLook(
        ChangeState state, Optional<Head> pushed, MergeSeen merge, List<Gate> people, boolean stranger) {
    public ChangeLook {
        people = List.copyOf(people);
    }

    boolean mayRun() {
        return !stranger || state.votes().runs().contains(state.commit());
    }
}

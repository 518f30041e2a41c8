package arelops.core.release;

import arelops.core.evidence.SlotState.Attempt;
import arelops.core.gate.Gate;
import arelops.core.id.Release;
import arelops.core.policy.Newer;
import java.time.Instant;
import java.util.Optional;

/// Which newer candidate takes the place of an attempt, where the rules say `newer: replace` (LINE-2).
final class Displacement {
    private Displacement() {}

    /// The newer candidate; empty where the attempt goes on.
    ///
    /// It must be able to enter at once, and nothing speaks against the release that it replaces: that is found out
    /// first. However many replace each other, together they have half a soak's time: no
    /// stream of them keeps the environment from settling.
    static Optional<Release> by(SlotLook look, Attempt attempt) {
        if (look.rules().newer() != Newer.REPLACE
                || !isBeforeHalf(look, attempt)
                || look.state().guard().hold().isPresent()
                || attempt.control().isPresent()) {
            return Optional.empty();
        }
        return new Candidates(look)
                .newerThan(attempt.release())
                .filter(newer -> new EntryGates(look, newer).gates().stream().allMatch(Gate::lets));
    }

    private static boolean isBeforeHalf(SlotLook look, Attempt attempt) {
        Instant since = look.state().guard().crowded().orElse(attempt.since());
        boolean inTime =
                look.now().isBefore(since.plus(look.rules().soak().length().dividedBy(2)));
        SoakReading reading = Trial.reading(look);
        return inTime && (!attempt.moved() || reading.isBeforeHalf());
    }
}

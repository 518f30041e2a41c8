package arelops.core.evidence;

import arelops.core.id.Release;
import java.time.Instant;
import java.util.Optional;

/// What keeps the automation from promoting into a slot, or must be done there first.
///
/// @param hold set by a person or by the automation; only `resume` lifts it
/// @param tagDrift the tag was found elsewhere than the ledger says, and not put back yet
/// @param targetDrift the target was found running something else than the ledger says
/// @param owed after a rejection or a rollback: what must serve again
/// @param tagAsked a person asked that the tag is put back
/// @param crowded since when newer candidates took each other's place without one that came to an end of its own
public record Guard(
        Optional<Hold> hold,
        boolean tagDrift,
        boolean targetDrift,
        Optional<Owed> owed,
        boolean tagAsked,
        Optional<Instant> crowded) {
    static final Guard NONE = new Guard(Optional.empty(), false, false, Optional.empty(), false, Optional.empty());

    public record Hold(Actor by, String because, Instant since) {}

    /// What must be put back: the release that must serve again, or nothing where none ever settled.
    public record Owed(Optional<Release> to) {}

    public boolean drifted() {
        return tagDrift || targetDrift;
    }

    Guard withHold(Optional<Hold> other) {
        return new Guard(other, tagDrift, targetDrift, owed, tagAsked, crowded);
    }

    Guard withDrift(Fact.Drift drift, boolean seen) {
        return switch (drift) {
            case TAG -> new Guard(hold, seen, targetDrift, owed, tagAsked && seen, crowded);
            case TARGET -> new Guard(hold, tagDrift, seen, owed, tagAsked, crowded);
        };
    }

    Guard withOwed(Optional<Owed> other) {
        return new Guard(hold, tagDrift, targetDrift, other, tagAsked, crowded);
    }

    Guard withTagAsked(boolean other) {
        return new Guard(hold, tagDrift, targetDrift, owed, other, crowded);
    }

    Guard withCrowded(Optional<Instant> other) {
        return new Guard(hold, tagDrift, targetDrift, owed, tagAsked, other);
    }
}

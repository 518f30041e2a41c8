package arelops.core.evidence;

import arelops.core.id.Digest;
import arelops.core.id.Release;
import java.time.Instant;
import java.util.Optional;

/// What keeps the automation from promoting into a slot, or must be done there first.
///
/// @param hold set by a person or by the automation; only `resume` lifts it, or the end of the drill that set it
/// @param drift what was found elsewhere than the ledger says
/// @param owed after a rejection or a rollback: what must serve again
/// @param crowded since when newer candidates took each other's place without one that came to an end of its own
/// @param failover where the slot's users are served, while it is not here
/// @param alarms when it was last tried whether its alarms fire
public record Guard(
        Optional<Hold> hold,
        Drifting drift,
        Optional<Owed> owed,
        Optional<Instant> crowded,
        Optional<Failover> failover,
        Optional<AlarmsTried> alarms) {
    static final Guard NONE = new Guard(
            Optional.empty(), Drifting.NOTHING, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// It was tried whether the alarms of the slot fire.
    ///
    /// @param rules the digest of those that it depends on
    /// @param proved whether each did what was expected of it
    /// @param intent the attempt's under which it was tried
    /// @param because what it came to
    /// @param at when that was recorded; faults were injected before
    public record AlarmsTried(Digest rules, boolean proved, long intent, String because, Instant at) {}

    public record Hold(Actor by, String because, Instant since) {}

    /// What must be put back: the release that must serve again, or nothing where none ever settled.
    public record Owed(Optional<Release> to) {}

    /// What was found elsewhere than the ledger says, and is not put back yet.
    ///
    /// @param asked a person asked that the tag is put back
    public record Drifting(boolean tag, boolean target, boolean asked) {
        static final Drifting NOTHING = new Drifting(false, false, false);
    }

    /// The tag was found elsewhere than the ledger says, and not put back yet.
    public boolean tagDrift() {
        return drift.tag;
    }

    /// The target was found running something else than the ledger says.
    public boolean targetDrift() {
        return drift.target;
    }

    /// A person asked that the tag is put back.
    public boolean tagAsked() {
        return drift.asked;
    }

    public boolean drifted() {
        return drift.tag || drift.target;
    }

    Guard withHold(Optional<Hold> other) {
        return new Guard(other, drift, owed, crowded, failover, alarms);
    }

    Guard withDrift(Fact.Drift kind, boolean seen) {
        return switch (kind) {
            case TAG -> with(new Drifting(seen, drift.target, drift.asked && seen));
            case TARGET -> with(new Drifting(drift.tag, seen, drift.asked));
        };
    }

    private Guard with(Drifting other) {
        return new Guard(hold, other, owed, crowded, failover, alarms);
    }

    Guard withOwed(Optional<Owed> other) {
        return new Guard(hold, drift, other, crowded, failover, alarms);
    }

    Guard withTagAsked(boolean other) {
        return with(new Drifting(drift.tag, drift.target, other));
    }

    Guard withCrowded(Optional<Instant> other) {
        return new Guard(hold, drift, owed, other, failover, alarms);
    }

    Guard withFailover(Optional<Failover> other) {
        return new Guard(hold, drift, owed, crowded, other, alarms);
    }

    Guard withAlarms(AlarmsTried other) {
        return new Guard(hold, drift, owed, crowded, failover, Optional.of(other));
    }
}

package arelops.core.evidence;

import arelops.core.id.Digest;
import arelops.core.id.Release;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What keeps the automation from promoting into a slot, or must be done there first.
///
/// @param hold set by a person or by the automation; only `resume` lifts it, or the end of the drill that set it
/// @param drift what was found elsewhere than the ledger says
/// @param owed after a rejection or a rollback: what must serve again
/// @param crowded since when newer candidates took each other's place without one that came to an end of its own
/// @param failover where the slot's users are served, while it is not here
/// @param findings what was found beside the release's own standing
public record Guard(
        Optional<Hold> hold,
        Drifting drift,
        Optional<Owed> owed,
        Optional<Instant> crowded,
        Optional<Failover> failover,
        Findings findings) {
    /// The check that compares answers, among the results of an attempt.
    public static final String DIFFERENCE = "diff";

    static final Guard NONE = new Guard(
            Optional.empty(), Drifting.NOTHING, Optional.empty(), Optional.empty(), Optional.empty(), Findings.NONE);

    /// What keeps releases from PRODUCTION, and is held against none of them here.
    ///
    /// @param alarms when it was last tried whether the slot's alarms fire
    /// @param differing by number, the releases that answered differently than stable here
    public record Findings(Optional<AlarmsTried> alarms, SortedMap<Long, Differing> differing) {
        static final Findings NONE = new Findings(Optional.empty(), new TreeMap<>());
        private static final int KEPT = 200;

        /// Copies the newest.
        public Findings {
            SortedMap<Long, Differing> kept = new TreeMap<>(differing);
            while (kept.size() > KEPT) {
                kept.remove(kept.firstKey());
            }
            differing = Collections.unmodifiableSortedMap(kept);
        }
    }

    /// A release answered differently than stable.
    ///
    /// @param because what was found
    public record Differing(String because, Instant at) {}

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
        return new Guard(other, drift, owed, crowded, failover, findings);
    }

    Guard withDrift(Fact.Drift kind, boolean seen) {
        return switch (kind) {
            case TAG -> with(new Drifting(seen, drift.target, drift.asked && seen));
            case TARGET -> with(new Drifting(drift.tag, seen, drift.asked));
        };
    }

    private Guard with(Drifting other) {
        return new Guard(hold, other, owed, crowded, failover, findings);
    }

    Guard withOwed(Optional<Owed> other) {
        return new Guard(hold, drift, other, crowded, failover, findings);
    }

    Guard withTagAsked(boolean other) {
        return with(new Drifting(drift.tag, drift.target, other));
    }

    Guard withCrowded(Optional<Instant> other) {
        return new Guard(hold, drift, owed, other, failover, findings);
    }

    Guard withFailover(Optional<Failover> other) {
        return new Guard(hold, drift, owed, crowded, other, findings);
    }

    Guard withAlarms(AlarmsTried other) {
        return with(new Findings(Optional.of(other), findings.differing));
    }

    /// What comparing a release's answers found; nothing if nothing was.
    Guard withDiffering(Release release, Optional<Differing> found) {
        return with(new Findings(
                findings.alarms,
                found.map(one -> Sorted.with(findings.differing, release.number(), one))
                        .orElseGet(() -> Sorted.without(findings.differing, release.number()))));
    }

    private Guard with(Findings other) {
        return new Guard(hold, drift, owed, crowded, failover, other);
    }

    /// When it was last tried whether the slot's alarms fire.
    public Optional<AlarmsTried> alarms() {
        return findings.alarms;
    }

    /// By number, the releases that answered differently than stable here.
    public SortedMap<Long, Differing> differing() {
        return findings.differing;
    }
}

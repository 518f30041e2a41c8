package arelops.core.release;

import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import java.time.Instant;
import java.util.Optional;

/// How far a trunk commit has come on its way to customers.
public final class Journey {
    private final LineSnapshot snapshot;
    private final CommitId commit;
    private final Instant now;

    public Journey(LineSnapshot snapshot, CommitId commit, Instant now) {
        this.snapshot = snapshot;
        this.commit = commit;
        this.now = now;
    }

    /// How a commit stands in one environment; the furthest first.
    public enum Stand {
        /// It is what the environment runs.
        RUNS,
        /// The environment runs something newer; this was settled there before.
        RAN,
        /// It travelled with what the environment runs.
        CONTAINED,
        /// The tag has moved to it, and it is being watched.
        TRIAL,
        /// It is on its way in; the tag has not moved.
        ENTERING,
        /// It enters next.
        CANDIDATE,
        NOT_YET,
        WITHDRAWN,
        REJECTED;

        /// Of two apps' the one that has not come as far.
        public Stand lesser(Stand other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /// What was built of it, if anything was.
    public Optional<Release> release() {
        return snapshot.ledger().builds(snapshot.app()).of(commit);
    }

    public Stand in(EnvironmentName environment) {
        return release().map(release -> stand(environment, release)).orElseGet(() -> carried(environment));
    }

    private Stand stand(EnvironmentName environment, Release release) {
        SlotState slot = slot(environment);
        Optional<SlotState.Attempt> attempt =
                slot.attempt().filter(one -> one.release().equals(release));
        if (attempt.isPresent()) {
            return attempt.get().moved() ? Stand.TRIAL : Stand.ENTERING;
        }
        if (slot.standing().bar(release).isPresent()) {
            return Stand.REJECTED;
        }
        if (slot.release().equals(Optional.of(release))) {
            return Stand.RUNS;
        }
        if (carried(environment) == Stand.CONTAINED) {
            return slot.standing().isSettled(release) ? Stand.RAN : Stand.CONTAINED;
        }
        if (slot.standing().waiting().contains(release.number())) {
            return Stand.WITHDRAWN;
        }
        return Line.candidate(snapshot, environment, now).equals(Optional.of(release))
                ? Stand.CANDIDATE
                : Stand.NOT_YET;
    }

    /// Whether what runs there contains this commit.
    private Stand carried(EnvironmentName environment) {
        return slot(environment)
                        .tag()
                        .filter(runs -> snapshot.ledger().trunk().contains(commit, runs))
                        .isPresent()
                ? Stand.CONTAINED
                : Stand.NOT_YET;
    }

    private SlotState slot(EnvironmentName environment) {
        return snapshot.ledger().slot(new Slot(snapshot.app(), environment));
    }
}

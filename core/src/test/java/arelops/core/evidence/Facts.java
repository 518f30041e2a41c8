package arelops.core.evidence;

import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One of every kind of fact, and more where a part may be absent.
final class Facts {
    static final AppName APP = new AppName("app");
    static final Slot SLOT = new Slot(APP, EnvironmentName.BETA);
    static final PersonName ANN = new PersonName("ann");
    static final PersonName BOB = new PersonName("bob");
    static final Digest DIGEST = Digest.of("a digest");

    private Facts() {}

    static CommitId commit(int n) {
        return new CommitId("%02x".formatted(n) + "0".repeat(38));
    }

    static Release release(int n) {
        return new Release(n, commit(n), DIGEST);
    }

    static List<Fact> all() {
        Release one = release(1);
        List<CommitId> suspects = List.of(commit(1), commit(2));
        return List.of(
                new Fact.Genesis("main", commit(0)),
                new Fact.TrunkMoved(commit(0), List.of(new Fact.Step(commit(1), Optional.empty()))),
                new Fact.TrunkMoved(commit(1), List.of(new Fact.Step(commit(2), Optional.of(commit(1))))),
                new Fact.TrunkAccepted(commit(0), List.of()),
                new Fact.PolicyChanged(commit(1), DIGEST, List.of("beta.soak: 1h -> 1m")),
                Landings.merged(commit(1), 420),
                new Fact.Approved(commit(1), Optional.empty(), ANN),
                new Fact.Approved(commit(1), Optional.of(EnvironmentName.PRODUCTION), ANN),
                new Fact.Approved(commit(1), Optional.empty(), ANN, Fact.Approved.Authority.ADMIN),
                new Fact.Checked(commit(1), "unit", Fact.Outcome.BROKEN, 2),
                new Fact.TrafficUsed(
                        List.of(SLOT),
                        new TrafficUse(
                                TrafficUse.Act.REPLAY,
                                "production-20260601-1000",
                                TrafficUse.Outcome.VALID,
                                "0123456789abcdef")),
                new Fact.TrafficUsed(
                        List.of(),
                        new TrafficUse(
                                TrafficUse.Act.DELETE, "access.log-2", TrafficUse.Outcome.BEGUN, "0123456789abcdee")),
                new Fact.Built(APP, commit(1), DIGEST),
                new Fact.NotBuilt(APP, commit(1)),
                new Fact.Intent(SLOT, Fact.Purpose.PROMOTE, Optional.of(one)),
                new Fact.Intent(SLOT, Fact.Purpose.CLEAR, Optional.empty()),
                new Fact.Moved(SLOT, 7, Optional.empty(), Optional.of(one), 7),
                new Fact.Moved(SLOT, 7, Optional.of(commit(1)), Optional.empty(), 0),
                new Fact.Aborted(SLOT, 7),
                new Fact.Adopted(SLOT, commit(1), Optional.of(one), 3),
                new Fact.Adopted(SLOT, commit(1), Optional.empty(), 0),
                new Fact.Verified(SLOT, 7, "accept-before-control", Fact.Outcome.FAILED, 1),
                new Fact.AlarmsTried(SLOT, 7, DIGEST, Fact.Outcome.FAILED),
                new Fact.Controlled(SLOT, 7, Optional.of(one), 5),
                new Fact.Controlled(SLOT, 7, Optional.empty(), 0),
                new Fact.Unattributed(SLOT, 7, Fact.Unattributed.Finding.STABLE_TOO),
                new Fact.CanaryStarted(SLOT, 7, 7, one, 0),
                new Fact.CanaryJudged(
                        SLOT,
                        7,
                        1,
                        Fact.CanaryJudged.Stand.GOES_ON,
                        Instant.parse("2026-06-01T10:03:00Z"),
                        "judging-3 3 0.25"),
                new Fact.Settled(SLOT, one, 60, 3_600),
                new Fact.Rejected(SLOT, one, suspects),
                new Fact.Failed(SLOT, one),
                new Fact.Withdrawn(SLOT, one, Fact.Withdrawn.Cause.FROZEN),
                new Fact.RolledBack(SLOT, one, release(2), Fact.RolledBack.Blame.NOT_ITS_FAULT, suspects),
                new Fact.Held(SLOT),
                new Fact.Resumed(SLOT),
                new Fact.Requested(SLOT, one),
                new Fact.Overridden(SLOT, one, "soak", ANN),
                new Fact.Overturned(SLOT, one, BOB, 2),
                new Fact.RestoreAsked(SLOT),
                new Fact.Drifted(SLOT, Fact.Drift.TAG, Optional.of(commit(1)), Optional.empty()),
                new Fact.Drifted(SLOT, Fact.Drift.TARGET, Optional.empty(), Optional.of(commit(1))),
                new Fact.Repaired(SLOT, Fact.Drift.TARGET),
                new Fact.Warmed(SLOT, one),
                new Fact.FailedOver(
                        SLOT,
                        EnvironmentName.PASSIVE,
                        one,
                        5,
                        Fact.FailedOver.Occasion.DRILL,
                        Fact.FailedOver.Onto.TAGGED),
                new Fact.TookOver(SLOT, 7, 412, 60_000),
                new Fact.FailedBack(SLOT, 7, 10),
                new Fact.SuspectCleared(9, commit(1)),
                new Fact.CulpritNamed(9, commit(1)),
                new Fact.FixRecorded(9, commit(1), commit(2)));
    }
}

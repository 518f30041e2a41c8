package arelops.core.release;

import arelops.core.evidence.SlotState;
import arelops.core.evidence.SlotState.Serving;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which release an environment would take next (LINE-1).
final class Candidates {
    /// The gate that `promote --skip` names to go on before the soak of the environment before is over.
    static final String SOAK = "soak";

    private final SlotLook look;
    private final Optional<Serving> runs;

    /// That of what runs on trunk; negative where it is not there.
    private final int place;

    Candidates(SlotLook look) {
        this.look = look;
        this.runs = look.state().serving();
        this.place = runs.map(serving -> position(serving.commit())).orElse(-1);
    }

    /// The release that a person asked for, if it may come; else the newest that may.
    ///
    /// Of all that was ever built few may follow what runs: what costs more is asked of
    /// those alone, the newest first.
    Optional<Release> next() {
        Optional<Release> asked = look.state()
                .standing()
                .requests()
                .promote()
                .filter(this::mayFollow)
                .filter(this::isOffered);
        return asked.or(() -> coming().filter(this::isReleasable).findFirst());
    }

    /// Of those that are older than this one and may come as well, the newest that people approved for here.
    Optional<Release> approvedBefore(Release release) {
        return coming().filter(older -> order().compare(older, release) < 0)
                .filter(older -> EnvironmentApprovals.of(look.snapshot(), look.rules(), older)
                        .suffice())
                .filter(this::isReleasable)
                .findFirst();
    }

    /// The newest first.
    private Stream<Release> coming() {
        return pool().stream()
                .filter(this::mayFollow)
                .filter(release -> !look.state().standing().waiting().contains(release.number()))
                .sorted(order().reversed());
    }

    /// The newest that was withdrawn here and may come again, where a person names it (LINE-6).
    Optional<Release> withdrawn() {
        return pool().stream()
                .filter(this::mayFollow)
                .filter(release -> look.state().standing().waiting().contains(release.number()))
                .filter(this::isReleasable)
                .max(order());
    }

    /// The newest release that may come and is newer than this one.
    Optional<Release> newerThan(Release release) {
        return next().filter(other -> order().compare(other, release) > 0);
    }

    /// The newest release that only a person may let follow, since what runs is not on trunk; empty where it is.
    Optional<Release> acrossTheGap() {
        return runs.isEmpty() || place >= 0
                ? Optional.empty()
                : pool().stream()
                        .filter(release -> position(release.commit()) >= 0)
                        .filter(release -> !look.isBarred(release) && !look.isSuspect(release))
                        .sorted(order().reversed())
                        .filter(this::isReleasable)
                        .findFirst();
    }

    private Comparator<Release> order() {
        return Comparator.<Release>comparingInt(release -> position(release.commit()))
                .thenComparingLong(Release::number);
    }

    private int position(CommitId commit) {
        return look.ledger().trunk().position(commit).orElse(-1);
    }

    private boolean isOffered(Release release) {
        return pool().contains(release) && isReleasable(release);
    }

    /// Whether trunk lets a release go, where this is the first environment; one before it has asked that.
    private boolean isReleasable(Release release) {
        return look.before().isPresent() || Intake.mayBeReleased(look.snapshot(), release.commit(), look.now());
    }

    /// What the environment before has settled, or what was built for the first.
    private List<Release> pool() {
        if (look.before().isEmpty()) {
            return look.ledger().builds(look.snapshot().app()).releases();
        }
        SlotState before = look.stateOf(look.before().get().name());
        List<Release> pool = new ArrayList<>(before.standing().proved());
        before.attempt()
                .filter(attempt -> attempt.moved() && isAccepted(attempt) && isSoakSkipped(attempt.release()))
                .ifPresent(attempt -> pool.add(attempt.release()));
        return pool;
    }

    private boolean isAccepted(SlotState.Attempt attempt) {
        return RepeatedCheck.isPassed(
                attempt.of(Job.Phase.AFTER.check()),
                look.policy().accept(look.snapshot().app(), look.before().orElseThrow()));
    }

    private boolean isSoakSkipped(Release release) {
        return Overrides.isSkipped(look, release, SOAK);
    }

    private boolean mayFollow(Release release) {
        return descends(release) && !isHereAndSettled(release) && !look.isBarred(release) && !look.isSuspect(release);
    }

    private boolean isHereAndSettled(Release release) {
        return runs.filter(serving -> serving.release().equals(Optional.of(release)) && serving.settled())
                .isPresent();
    }

    /// A descendant of what runs; where that is not on trunk, only a person's request makes the jump.
    private boolean descends(Release release) {
        if (runs.isEmpty()) {
            return true;
        }
        if (place < 0) {
            return look.state().standing().requests().promote().equals(Optional.of(release));
        }
        return position(release.commit()) >= place;
    }
}

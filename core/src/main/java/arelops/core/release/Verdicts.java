package arelops.core.release;

import arelops.core.evidence.SlotState.Attempt;
import arelops.core.id.Release;
import java.util.Optional;

/// From what checks say to the endings of an attempt.
final class Verdicts {
    private Verdicts() {}

    /// The decision that a check calls for; empty when it passed.
    static Optional<Decision> unless(SlotLook look, Attempt attempt, RepeatedCheck.Step step) {
        return switch (step) {
            case RepeatedCheck.Step.Passed _ -> Optional.empty();
            case RepeatedCheck.Step.Pending pending -> Optional.of(pending.decision());
            case RepeatedCheck.Step.Against against ->
                Optional.of(Ending.rejected(look, attempt.release(), against.because()));
            case RepeatedCheck.Step.Inconclusive inconclusive ->
                Optional.of(Ending.failed(look, attempt.release(), inconclusive.because()));
        };
    }

    /// Health within its deadline, and staying alive, are checks too: the target repeats, stable is the control.
    static Decision ofDown(SlotLook look, Attempt attempt, Seen.Health.Down down) {
        Release release = attempt.release();
        if (down.times() < 2) {
            return new Decision.Wait(
                    release.commit().brief() + " in " + look.name() + ": " + down.because(),
                    new Decision.Until.Event("the target starts it once more"));
        }
        Optional<Release> stable = look.stable(attempt);
        if (stable.isEmpty()) {
            return Ending.rejected(
                    look, release, "twice: " + down.because() + "; there is no stable release to compare with");
        }
        return look.warm(stable.get()).isPresent()
                ? Ending.rejected(
                        look,
                        release,
                        "twice: " + down.because() + "; stable "
                                + stable.get().commit().brief() + " is healthy")
                : Ending.failed(
                        look,
                        release,
                        "twice: " + down.because() + "; stable "
                                + stable.get().commit().brief() + " is not healthy either");
    }
}

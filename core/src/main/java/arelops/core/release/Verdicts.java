package arelops.core.release;

import arelops.core.evidence.SlotState.Attempt;
import arelops.core.id.Release;
import arelops.core.policy.Retry;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

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

    /// Whether the target started it once more already, and it failed again.
    static boolean isRepeated(Seen.Health.Down down) {
        return down.times() >= 2;
    }

    /// It failed more often since then than its soak allows. Where stable failed meanwhile too, the environment is the
    /// cause.
    static Decision ofRestarts(SlotLook look, Attempt attempt, int times, Instant since) {
        Release release = attempt.release();
        String because = "it ended or lost its health " + Retry.times(times) + " in its soak, which allows "
                + look.rules().soak().restarts();
        Optional<Release> stable = look.stable(attempt);
        if (stable.isEmpty()) {
            return Ending.rejected(look, release, because + "; there is no stable release to compare with");
        }
        String name = stable.get().commit().brief();
        OptionalLong warm = look.warm(stable.get());
        boolean steady = warm.isPresent()
                && look.target()
                        .deployment(warm.getAsLong())
                        .filter(found -> found.failuresSince(since) == 0)
                        .isPresent();
        return steady
                ? Ending.rejected(look, release, because + "; stable " + name + " stayed healthy")
                : Ending.failed(look, release, because + "; stable " + name + " did not stay healthy either");
    }

    /// Health within its deadline, and staying alive, are checks too: the target repeats, stable is the control.
    static Decision ofDown(SlotLook look, Attempt attempt, Seen.Health.Down down) {
        Release release = attempt.release();
        if (!isRepeated(down)) {
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

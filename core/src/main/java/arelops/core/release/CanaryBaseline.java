package arelops.core.release;

import arelops.core.evidence.CanaryRun;
import arelops.core.id.Release;
import java.util.Optional;
import java.util.function.Function;

/// The fresh instance of stable beside a canary: how it gets up, and what follows where it does not.
///
/// @param lost how the attempt ends without it, for this reason
record CanaryBaseline(SlotLook look, CanaryRun run, Function<String, Decision> lost) {
    /// What is next until it is up; then empty.
    Optional<Decision> notUp() {
        Optional<Seen.Deployment> found = look.target().deployment(run.arms().baseline());
        if (found.isEmpty()) {
            return Optional.of(
                    run.hasOwnBaseline() && run.token() == look.state().tokens().last()
                            ? start()
                            : lost.apply("its baseline is gone"));
        }
        return switch (found.get().health()) {
            case Seen.Health.Up _ -> Optional.empty();
            case Seen.Health.Starting _ -> Optional.of(starting("starts"));
            case Seen.Health.Down down
            when !Verdicts.isRepeated(down) ->
                Optional.of(CanaryTrial.back(look, "the baseline is down").orElseGet(() -> starting(down.because())));
            case Seen.Health.Down down -> Optional.of(lost.apply("its baseline does not stay up: " + down.because()));
            case Seen.Health.Broken broken ->
                Optional.of(lost.apply("its baseline cannot be started: " + broken.because()));
        };
    }

    private Decision start() {
        Release stable = run.arms().stable();
        return switch (new Rebuilding(look, run.token(), stable).next()) {
            case Rebuilding.Step.Ready _ ->
                new Decision.Act(
                        new Action.Deploy(look.slot(), run.token(), stable),
                        "start stable " + stable.commit().brief() + " once more in " + look.name()
                                + ", as the canary's baseline");
            case Rebuilding.Step.Pending pending -> pending.decision();
            case Rebuilding.Step.Gone gone -> lost.apply(gone.because());
        };
    }

    private Decision starting(String how) {
        return new Decision.Wait(
                "the baseline " + run.arms().stable().commit().brief() + " of the canary in " + look.name() + ": "
                        + how,
                new Decision.Until.Event("it answers its health check, or its deadline passes"));
    }
}

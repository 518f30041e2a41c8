package arelops.core.release;

import arelops.core.canary.Judge;
import arelops.core.canary.Judgement;
import arelops.core.evidence.CanaryRun;
import arelops.core.evidence.SlotState;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.CanaryPolicy;
import arelops.core.policy.EnvironmentPolicy;
import java.util.List;
import java.util.Optional;

/// A running canary as the line judges it, for evidence and for screens.
///
/// @param release on trial
/// @param run what the ledger says of it
/// @param rules its steps
/// @param judgement what the judge says after the newest window
/// @param windows all since it began, one for each beginning
/// @param fresh those that are not recorded as judged
public record CanaryView(
        Release release,
        CanaryRun run,
        CanaryPolicy rules,
        Judged judgement,
        List<Seen.ArmsWindow> windows,
        List<Seen.ArmsWindow> fresh) {
    public CanaryView {
        windows = List.copyOf(windows);
        fresh = List.copyOf(fresh);
    }

    /// A judgement, and the judge who made it.
    public record Judged(Judge judge, Judgement judgement) {}

    /// The share of now, in percent.
    public int share() {
        return CanaryRules.share(rules, run.step());
    }

    /// The canary of an environment; empty where none runs, or its rules ask for none any more.
    public static Optional<CanaryView> of(LineSnapshot snapshot, EnvironmentName environment) {
        SlotState state = snapshot.ledger().slot(new Slot(snapshot.app(), environment));
        Optional<CanaryPolicy> rules =
                snapshot.rules().policy().environment(environment).flatMap(EnvironmentPolicy::canary);
        return state.attempt()
                .flatMap(attempt -> attempt.canary()
                        .flatMap(run -> rules.map(policy -> of(snapshot, environment, attempt, run, policy))));
    }

    private static CanaryView of(
            LineSnapshot snapshot, EnvironmentName environment, Attempt attempt, CanaryRun run, CanaryPolicy rules) {
        Judge judge = new CanaryRules(snapshot.rules().policy(), rules).judge();
        Seen seen = snapshot.seen(environment);
        List<Seen.ArmsWindow> arms = seen.arms();
        CanaryReading reading = CanaryReading.of(
                run, judge, arms, CanaryAlarms.of(snapshot.rules().policy(), seen, attempt));
        return new CanaryView(
                attempt.release(),
                run,
                rules,
                new Judged(reading.judge(), reading.judgement()),
                CanaryReading.since(run, arms),
                reading.fresh());
    }
}

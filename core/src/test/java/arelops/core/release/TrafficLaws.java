package arelops.core.release;

import static arelops.core.release.Invariants.require;

import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.AlarmRules;
import arelops.core.policy.DifferencePolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Proving;
import java.util.Map;

/// What must hold where answers are compared and alarms are tried (TRF-3, GATE-7).
final class TrafficLaws {
    private TrafficLaws() {}

    /// A release enters PRODUCTION: nothing of it is held before, unless people let it by.
    static void entered(World world, Fact.Intent intent) {
        Slot slot = intent.slot();
        Release release = intent.to().orElseThrow();
        boolean takesOver = world.state(slot).intent().isPresent();
        boolean served = world.state(slot).standing().lastSettled().isPresent();
        if (!slot.environment().equals(EnvironmentName.PRODUCTION) || takesOver || !served) {
            return;
        }
        for (EnvironmentPolicy before : world.settings().open().line()) {
            if (before.name().equals(slot.environment())) {
                return;
            }
            SlotState state = world.state(new Slot(slot.app(), before.name()));
            Proving.RecordedTraffic recorded = before.proving().recorded();
            boolean holds = recorded.difference()
                    .filter(one -> one.found() != DifferencePolicy.Found.SHOW)
                    .isPresent();
            require(
                    !holds
                            || !state.guard().differing().containsKey(release.number())
                            || skipped(world, slot, release, DifferenceCheck.GATE),
                    "GATE-7: what is answered differently comes to PRODUCTION only when people let it by: " + release);
            boolean proved = state.guard()
                    .alarms()
                    .filter(tried -> tried.proved()
                            && tried.rules()
                                    .equals(AlarmRules.digest(world.settings().open(), before)))
                    .isPresent();
            require(
                    recorded.alarms().isEmpty() || proved || skipped(world, slot, release, AlarmCheck.GATE),
                    "TRF-3: nothing comes to PRODUCTION while alarms are not proved, unless people let it by: "
                            + release);
        }
    }

    private static boolean skipped(World world, Slot slot, Release release, String gate) {
        return world.state(slot).standing().requests().overriders(release, gate).size()
                >= Overrides.needed(world.settings().open().team(), slot.environment());
    }

    /// Nothing is being tried any more, and what was on trial there has settled or stable serves again.
    static void atRest(World world, Map<Slot, Decision> decisions) {
        world.jobs()
                .forEach((job, seen) -> require(
                        !TrafficAnswers.reports(job) || !(seen instanceof JobSeen.Running),
                        "TRF-3: at rest nothing is compared or tried: " + job.id()));
        for (EnvironmentPolicy rules : world.settings().open().line()) {
            Proving.RecordedTraffic recorded = rules.proving().recorded();
            if (recorded.alarms().isEmpty() && recorded.difference().isEmpty()) {
                continue;
            }
            decisions.forEach((slot, decision) -> {
                SlotState state = world.state(slot);
                boolean asks = decision instanceof Decision.Wait wait && wait.until() instanceof Decision.Until.Person;
                boolean settled =
                        state.release().filter(state.standing()::isSettled).isPresent();
                require(
                        !slot.environment().equals(rules.name())
                                || asks
                                || state.serving().isEmpty()
                                || (state.attempt().isEmpty() && settled),
                        "TRF-3: after a trial what settled there serves in " + slot + ": " + decision);
            });
        }
    }
}

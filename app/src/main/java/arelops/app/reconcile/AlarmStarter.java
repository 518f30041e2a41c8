package arelops.app.reconcile;

import arelops.app.traffic.validate.AlarmOrder;
import arelops.app.traffic.validate.AlarmPlan;
import arelops.app.traffic.validate.AlarmTests;
import arelops.core.alarm.AlarmTrial;
import arelops.core.policy.AlarmPolicy;
import arelops.core.policy.Policy;
import arelops.core.policy.Watch;
import arelops.core.release.Job;
import arelops.core.release.Thresholds;
import java.util.List;
import java.util.Optional;

/// Starts to try the alarms of an environment.
final class AlarmStarter {
    private final AlarmTests alarms;

    AlarmStarter(AlarmTests alarms) {
        this.alarms = alarms;
    }

    Outcome start(Job.Alarms job, Observed observed) {
        Policy policy = observed.rules().policy();
        Optional<AlarmPolicy> wanted = policy.environment(job.slot().environment())
                .flatMap(rules -> rules.proving().recorded().alarms());
        if (wanted.isEmpty()) {
            return new Outcome.Refused(
                    "no rules say how the alarms of " + job.slot().environment().upper() + " are tried");
        }
        List<Watch> thresholds =
                policy.watch().values().stream().filter(Thresholds::isMeasured).toList();
        alarms.start(
                job.id(),
                new AlarmOrder(
                        job.slot(),
                        TargetReader.name(job.release().release(), job.release().deployment()),
                        wanted.get().recording(),
                        AlarmTrial.of(wanted.get(), thresholds),
                        wanted.get().within(policy.window()),
                        new AlarmPlan.Watched(thresholds, policy.alerts().values())));
        return new Outcome.Done(Optional.empty());
    }
}

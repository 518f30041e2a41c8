package arelops.app.simulate;

import arelops.core.alarm.Alarm;
import arelops.core.alarm.AlarmReport;
import arelops.core.alarm.AlarmRun;
import arelops.core.alarm.Heard;
import arelops.core.alarm.InjectedFault;
import arelops.core.difference.DifferenceEvidence;
import arelops.core.difference.DifferenceReport;
import arelops.core.load.LoadLimits;
import arelops.core.load.LoadReport;
import arelops.core.load.LoadVerdict;
import arelops.core.policy.LoadPolicy;
import arelops.core.release.JobSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What recorded traffic comes to in a simulation: nothing speaks against anything.
final class SimulatedTraffic {
    private static final int ASKED = 1_000;

    /// That it bears its load is assumed.
    static final JobSeen BORNE = new JobSeen.Passed(new LoadReport(
            "simulated",
            LoadLimits.of(LoadPolicy.Stop.AS_WATCHED, Map.of()),
            List.of(),
            new LoadVerdict.Borne("it is assumed to bear it")));

    /// That it answers as stable does is assumed.
    static final JobSeen ALIKE = new JobSeen.Passed(new DifferenceEvidence(
            "simulated",
            new DifferenceEvidence.Requests(ASKED, 0, 0, 0, Duration.ZERO),
            new DifferenceReport(new DifferenceReport.Compared(ASKED, 1, 0, 0, 0), List.of())));

    /// That the alarms fire is assumed.
    static final JobSeen PROVED = proved();

    private SimulatedTraffic() {}

    private static JobSeen proved() {
        InjectedFault fault = InjectedFault.parse("errors=20%");
        Alarm alarm = Alarm.threshold("errors");
        AlarmRun.Time time = new AlarmRun.Time(Instant.EPOCH, Duration.ofMinutes(3));
        AlarmRun clean = new AlarmRun(
                Optional.empty(),
                Set.of(),
                time,
                new TreeMap<>(Map.of(alarm, new Heard.Nothing())),
                Optional.empty(),
                List.of());
        AlarmRun fired = new AlarmRun(
                Optional.of(fault),
                Set.of(alarm),
                time,
                new TreeMap<>(Map.of(alarm, new Heard.Fired(Instant.EPOCH, "it is assumed to fire"))),
                Optional.empty(),
                List.of());
        return new JobSeen.Passed(
                new AlarmReport("simulated", time.within(), List.of(clean, fired), 2, Optional.empty()));
    }
}

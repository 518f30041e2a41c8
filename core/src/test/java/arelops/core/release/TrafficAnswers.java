package arelops.core.release;

import arelops.core.alarm.Alarm;
import arelops.core.alarm.AlarmReport;
import arelops.core.alarm.AlarmRun;
import arelops.core.alarm.Heard;
import arelops.core.alarm.InjectedFault;
import arelops.core.difference.Aspect;
import arelops.core.difference.DifferenceEvidence;
import arelops.core.difference.DifferenceReport;
import arelops.core.difference.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What recorded traffic comes to in the small worlds.
final class TrafficAnswers {
    static final JobSeen ALIKE = compared(20);
    static final JobSeen DIFFERENT = compared(
            20,
            new Finding(
                    "GET /products/{}", "$.price", Aspect.VALUE, new Finding.Counts(20, 20, 0, 20), 1e-6, List.of()));
    /// Too little was compared.
    static final JobSeen UNTOLD = compared(3);

    static final JobSeen PROVED = tried(new Heard.Fired(Small.START.plusSeconds(90), "errors at 20 %"));
    static final JobSeen SILENT = tried(new Heard.Nothing("errors were at most 4 %, the limit is 5%"));
    /// The sender was late.
    static final JobSeen DOUBTED = tried(new Heard.Nothing("errors were at most 4 %, the limit is 5%"), "it was late");

    /// Those that are more than that a job passed, each with its own number.
    private static final List<JobSeen> ALL = List.of(ALIKE, DIFFERENT, UNTOLD, PROVED, SILENT, DOUBTED);

    private TrafficAnswers() {}

    private static JobSeen compared(long pairs, Finding... findings) {
        return new JobSeen.Passed(new DifferenceEvidence(
                "production-1",
                new DifferenceEvidence.Requests(20, 20 - pairs, 0, 4, Duration.ZERO),
                new DifferenceReport(
                        new DifferenceReport.Compared(pairs, 1, findings.length, 0, 0), List.of(findings))));
    }

    private static JobSeen tried(Heard atFault, String... doubts) {
        return new JobSeen.Passed(new AlarmReport(
                "production-1",
                Duration.ofMinutes(3),
                List.of(
                        run(Optional.empty(), new Heard.Nothing()),
                        run(Optional.of(InjectedFault.parse("errors=20%")), atFault, doubts)),
                2,
                Optional.empty()));
    }

    private static AlarmRun run(Optional<InjectedFault> fault, Heard heard, String... doubts) {
        Alarm errors = Alarm.threshold("errors");
        return new AlarmRun(
                fault,
                fault.isPresent() ? Set.of(errors) : Set.of(),
                new AlarmRun.Time(Small.START, Duration.ofMinutes(3)),
                new TreeMap<>(Map.of(errors, heard)),
                Optional.empty(),
                List.of(doubts));
    }

    /// Whether a job is one of those whose answer is a report.
    static boolean reports(Job job) {
        return job instanceof Job.Difference || job instanceof Job.Alarms;
    }

    /// What speaks for the release, or against nothing.
    static JobSeen good(Job job) {
        return switch (job) {
            case Job.Difference _ -> ALIKE;
            case Job.Alarms _ -> PROVED;
            case Job.Acceptance _, Job.Build _, Job.Check _, Job.Load _, Job.Rebuild _, Job.Smoke _, Job.TestBuild _ ->
                World.PASSED;
        };
    }

    /// What else a report may say.
    static Map<String, JobSeen> bad(Job job) {
        return switch (job) {
            case Job.Difference _ -> Map.of("finds another answer", DIFFERENT, "cannot tell", UNTOLD);
            case Job.Alarms _ -> Map.of("finds a silent alarm", SILENT, "cannot tell", DOUBTED);
            case Job.Acceptance _, Job.Build _, Job.Check _, Job.Load _, Job.Rebuild _, Job.Smoke _, Job.TestBuild _ ->
                Map.of();
        };
    }

    /// Its number from 0; below 0 for every other outcome.
    static int number(JobSeen seen) {
        return ALL.indexOf(seen);
    }
}

package arelops.core.release;

import arelops.core.alarm.AlarmReport;
import arelops.core.difference.DifferenceEvidence;
import arelops.core.id.Digest;
import arelops.core.load.LoadReport;
import arelops.core.report.ReportResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is known of a job.
public sealed interface JobSeen {
    /// Never started, or lost: starting it (again) is right.
    record NotKnown() implements JobSeen {}

    record Running(Instant since) implements JobSeen {}

    /// It ended well; builds leave an artifact, which a rebuild still had in the store when it was asked.
    ///
    /// @param report what was read of the report that it was asked for
    /// @param load what recorded traffic came to; what that says of the release is in there
    /// @param difference what comparing the answers came to
    /// @param alarms what trying the alarms came to
    record Passed(
            Optional<Digest> artifact,
            Optional<ReportResult> report,
            Optional<LoadReport> load,
            Optional<DifferenceEvidence> difference,
            Optional<AlarmReport> alarms)
            implements JobSeen {
        public Passed(Optional<Digest> artifact) {
            this(artifact, Optional.empty());
        }

        public Passed(Optional<Digest> artifact, Optional<ReportResult> report) {
            this(artifact, report, Optional.empty(), Optional.empty(), Optional.empty());
        }

        public Passed(LoadReport load) {
            this(Optional.empty(), Optional.empty(), Optional.of(load), Optional.empty(), Optional.empty());
        }

        public Passed(DifferenceEvidence difference) {
            this(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(difference), Optional.empty());
        }

        public Passed(AlarmReport alarms) {
            this(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(alarms));
        }
    }

    /// Its command says no.
    ///
    /// @param report what was read of the report that it was asked for
    record Failed(String because, Optional<ReportResult> report) implements JobSeen {
        public Failed(String because) {
            this(because, Optional.empty());
        }
    }

    /// It could not be performed: the fault lies with the runner, the disk or the environment.
    ///
    /// @param times how often, one after the other
    record Broken(String because, Instant at, int times) implements JobSeen {
        private static final Duration FIRST = Duration.ofSeconds(30);
        private static final Duration LONGEST = Duration.ofMinutes(10);

        /// How often a pause is doubled until it is the longest.
        private static final int DOUBLINGS = 5;

        public Broken(String because, Instant at) {
            this(because, at, 1);
        }

        /// When it is tried again: what does not pass by itself soon may take a person, and costs less meanwhile.
        public Instant again() {
            Duration pause = FIRST.multipliedBy(1L << Math.clamp(times - 1, 0, DOUBLINGS));
            return at.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
        }
    }
}

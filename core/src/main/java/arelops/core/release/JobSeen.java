package arelops.core.release;

import arelops.core.id.Digest;
import arelops.core.report.ReportResult;
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
    record Passed(Optional<Digest> artifact, Optional<ReportResult> report) implements JobSeen {
        public Passed(Optional<Digest> artifact) {
            this(artifact, Optional.empty());
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
    record Broken(String because, Instant at) implements JobSeen {}
}

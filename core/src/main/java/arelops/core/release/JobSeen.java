package arelops.core.release;

import arelops.core.id.Digest;
import java.time.Instant;
import java.util.Optional;

/// What is known of a job.
public sealed interface JobSeen {
    /// Never started, or lost: starting it (again) is right.
    record NotKnown() implements JobSeen {}

    record Running(Instant since) implements JobSeen {}

    /// It ended well; builds leave an artifact, which a rebuild still had in the store when it was asked.
    record Passed(Optional<Digest> artifact) implements JobSeen {}

    /// Its command says no.
    record Failed(String because) implements JobSeen {}

    /// It could not be performed: the fault lies with the runner, the disk or the environment.
    record Broken(String because, Instant at) implements JobSeen {}
}

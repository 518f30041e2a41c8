package arelops.app.run;

import arelops.core.id.Digest;
import arelops.core.report.ReportResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is known of a job at this moment.
public sealed interface JobState {
    /// Never started, forgotten, or lost with its process: whoever wants it starts it again.
    record Unknown() implements JobState {}

    /// All places are taken; 1 is the next to be started.
    record Waiting(int position) implements JobState {}

    /// At work. `since` is when this attempt began; `printed` counts bytes of output so far.
    record Running(Instant since, Phase phase, long printed) implements JobState {}

    /// The command succeeded, but what it made does not fit into the store, where everything is needed.
    /// It is stored as soon as there is room; a `neededBytes` over `capBytes` never fits.
    record StoreFull(long neededBytes, long capBytes) implements JobState {}

    /// The command ended, by itself or at a limit of its own: this says something about the command.
    ///
    /// @param report what was read of the report that the job was asked for
    record Finished(
            Ending ending,
            int exitCode,
            Optional<Digest> artifact,
            Optional<ReportResult> report,
            Digest log,
            Duration duration)
            implements JobState {
        public boolean succeeded() {
            return ending == Ending.EXITED && exitCode == 0;
        }
    }

    /// The runner could not do its part: this says nothing about the command. `start` with the same id tries again.
    record Broken(Trouble trouble, String because) implements JobState {}

    enum Phase {
        PREPARING,
        COMMAND,
        COLLECTING
    }

    /// Why a command is over.
    enum Ending {
        /// By itself, with the exit code.
        EXITED,
        TIMED_OUT,
        OUT_OF_MEMORY,
        OUTPUT_LIMIT,
        TOO_MANY_PROCESSES,
        /// By `cancel`.
        CANCELLED,
        /// It exited with 0, but none of the declared artifact files exists, or they cannot be packed.
        NO_ARTIFACT,
        /// It never began: the files of the commit are none that are copied, now or later.
        REFUSED
    }

    /// What the runner could not do.
    enum Trouble {
        /// The disk of the workspaces or of the records is full.
        DISK_FULL,
        /// The files of the commit or the artifact could not be put into the workspace.
        WORKSPACE,
        /// A secret that the job names is not in the secrets file.
        SECRET,
        /// The isolation that the job asks for does not work here, or a system tool is missing.
        SANDBOX,
        /// Records or artifact could not be read or written.
        RECORDS
    }
}

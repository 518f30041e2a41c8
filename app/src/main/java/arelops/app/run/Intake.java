package arelops.app.run;

import arelops.core.id.Digest;
import arelops.core.report.ReportResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes in what a command that is over left: its output, masked, and its artifact. Doing it twice gives the same.
final class Intake {
    private static final int KILLED = 137;
    /// As a shell says that a command could not be invoked.
    private static final int NOT_BEGUN = 126;
    private static final int TAIL = 500;

    private final Means means;
    private final JobSpec spec;
    private final Sandbox.Box box;

    Intake(Means means, JobSpec spec, Sandbox.Box box) {
        this.means = means;
        this.spec = spec;
        this.box = box;
    }

    /// A command that is over, with nothing left of it.
    record Over(Attempt attempt, Optional<Attempt.Exit> exit, Optional<Attempt.Stop> stop, Duration lasted) {}

    /// `Finished`, `Broken` or `StoreFull`.
    JobState take(Over over) throws IOException {
        var ending = ending(over);
        boolean succeeded = ending == JobState.Ending.EXITED && code(over) == 0;
        var trouble = trouble(over);
        if (trouble.isPresent()) {
            Disk.remove(box.folder()); // first: it may be what fills the disk
            log(over, trouble.get().because());
            return trouble.get();
        }
        if (!succeeded || spec.collect().isEmpty()) {
            return finished(over, ending, Optional.empty(), sentence(ending));
        }
        return switch (means.store().put(box.workspace(), spec.collect().get())) {
            case ArtifactStore.Put.Full(var needed, var cap) -> new JobState.StoreFull(needed, cap);
            case ArtifactStore.Put.Unfit(var because) ->
                finished(over, JobState.Ending.NO_ARTIFACT, Optional.empty(), "no artifact: " + because);
            case ArtifactStore.Put.Nothing(var leftOut) ->
                finished(over, JobState.Ending.NO_ARTIFACT, Optional.empty(), nothing(leftOut));
            case ArtifactStore.Put.Stored(var digest, var leftOut) ->
                finished(over, ending, Optional.of(digest), leftOut(leftOut));
        };
    }

    /// The end of a job whose commit has files that are never copied: it is told as what a command printed.
    JobState.Finished refused(Attempt attempt, String because) throws IOException {
        var over = new Over(attempt, Optional.empty(), Optional.empty(), Duration.ZERO);
        return new JobState.Finished(
                JobState.Ending.REFUSED,
                NOT_BEGUN,
                Optional.empty(),
                report(over, JobState.Ending.REFUSED),
                log(over, because),
                Duration.ZERO);
    }

    private static JobState.Ending ending(Over over) throws IOException {
        return over.stop.map(Attempt.Stop::reason).map(Intake::endingOf).orElse(JobState.Ending.EXITED);
    }

    private static JobState.Ending endingOf(Attempt.StopReason reason) {
        return switch (reason) {
            case TIMED_OUT -> JobState.Ending.TIMED_OUT;
            case CANCELLED -> JobState.Ending.CANCELLED;
            case OUT_OF_MEMORY -> JobState.Ending.OUT_OF_MEMORY;
            case OUTPUT_LIMIT -> JobState.Ending.OUTPUT_LIMIT;
            case TOO_MANY_PROCESSES -> JobState.Ending.TOO_MANY_PROCESSES;
            case DISK_FULL -> JobState.Ending.EXITED; // `trouble` comes first
        };
    }

    private static int code(Over over) {
        return over.exit.map(Attempt.Exit::code).orElse(KILLED);
    }

    private Optional<JobState.Broken> trouble(Over over) throws IOException {
        if (over.stop
                .filter(stop -> stop.reason() == Attempt.StopReason.DISK_FULL)
                .isPresent()) {
            return Optional.of(new JobState.Broken(
                    JobState.Trouble.DISK_FULL, "the disk became full while the job ran, and it was stopped"));
        }
        if (over.stop.isPresent() || code(over) == 0) {
            return Optional.empty();
        }
        if (!over.attempt.begun(box)) {
            return Optional.of(new JobState.Broken(
                    JobState.Trouble.SANDBOX,
                    "the command could not be started in " + spec.isolation() + ": " + tail(over.attempt)));
        }
        return Preparation.diskFull(means);
    }

    private static String tail(Attempt attempt) throws IOException {
        var said = attempt.wrapperSaid();
        if (Files.exists(attempt.raw())) {
            said += Files.readString(attempt.raw(), StandardCharsets.ISO_8859_1);
        }
        return said.substring(Math.max(0, said.length() - TAIL)).strip();
    }

    private JobState finished(Over over, JobState.Ending ending, Optional<Digest> artifact, String lastLine)
            throws IOException {
        boolean cut = over.attempt.printed() > spec.limits().outputBytes();
        var real = cut && ending == JobState.Ending.EXITED ? JobState.Ending.OUTPUT_LIMIT : ending;
        var line = real == ending ? lastLine : sentence(real);
        var report = report(over, real);
        var told = report.map(Intake::told).orElse("");
        var words = line.isEmpty() || told.isEmpty() ? line + told : line + "; " + told;
        return new JobState.Finished(real, code(over), artifact, report, log(over, words), over.lasted);
    }

    /// The report that the job was asked for; a command that was cancelled has none.
    private Optional<ReportResult> report(Over over, JobState.Ending ending) throws IOException {
        if (spec.report().isEmpty() || ending == JobState.Ending.CANCELLED) {
            return Optional.empty();
        }
        var begun = over.attempt.begun();
        if (begun.isEmpty()) {
            return Optional.of(new ReportResult.NoData("the command never began"));
        }
        var mask = new Mask(over.attempt.masked());
        return Optional.of(new ReportFiles(box.workspace(), spec.report().get(), mask, begun.get()).read());
    }

    private static String told(ReportResult report) {
        return switch (report) {
            case ReportResult.Read _ -> "";
            case ReportResult.NoData(String because) -> "the report is no data: " + because;
        };
    }

    private Digest log(Over over, String lastLine) throws IOException {
        var next = over.attempt.output().resolveSibling("output.new");
        var digest = new JobLog(over.attempt, next, spec.limits().outputBytes()).end(lastLine);
        Disk.publish(next, over.attempt.output());
        return digest;
    }

    private String sentence(JobState.Ending ending) {
        var limits = spec.limits();
        return switch (ending) {
            case EXITED -> "";
            case NO_ARTIFACT -> "no artifact";
            case REFUSED -> "refused";
            case CANCELLED -> "cancelled";
            case TIMED_OUT -> "stopped: it took longer than " + limits.time().toSeconds() + " s";
            case OUT_OF_MEMORY -> "stopped: it used more than " + limits.memoryBytes() + " bytes of memory";
            case OUTPUT_LIMIT -> "stopped: it printed more than " + limits.outputBytes() + " bytes";
            case TOO_MANY_PROCESSES -> "stopped: it had more than " + limits.processes() + " processes";
        };
    }

    private String nothing(List<String> leftOut) {
        var globs = new ArrayList<>(spec.collect().orElse(List.of()));
        return "no artifact: no file matches " + (globs.isEmpty() ? "(the workspace is empty)" : globs)
                + (leftOut.isEmpty() ? "" : "; " + leftOut(leftOut));
    }

    private static String leftOut(List<String> names) {
        return names.isEmpty() ? "" : "left out of the artifact, being links that lead outside or no files: " + names;
    }
}

package arelops.app.run;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Ends the jobs that a runner which is gone left running, in such a way that the next one finds them lost and starts
/// them again: a job that was broken off says nothing about its command.
public final class Interruption {
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(30);
    private static final long POLITE = TimeUnit.SECONDS.toNanos(3);
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(20);

    private Interruption() {}

    /// Ends them, and returns those that did not end. No runner may work on the data folder.
    public static List<String> ofJobs(Path data) {
        Path records = RunSettings.in(data, data.resolveSibling("work")).records();
        List<String> left = new ArrayList<>();
        if (!Files.isDirectory(records)) {
            return left;
        }
        try (var jobs = Files.newDirectoryStream(records, Files::isDirectory)) {
            for (var job : jobs) {
                if (!ended(job)) {
                    left.add(String.valueOf(job.getFileName()));
                }
            }
            return left;
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "run.records",
                    "could not end the jobs in " + records + ": " + e,
                    "mend the disk or its permissions; then try again",
                    e);
        }
    }

    private static boolean ended(Path job) throws IOException {
        int newest = Attempt.newest(job);
        if (newest == 0 || Files.exists(job.resolve("result.json"))) {
            return true;
        }
        var attempt = Attempt.of(job, newest);
        if (attempt.taken().isEmpty()) {
            attempt.giveUp();
        }
        return switch (attempt.taken().orElseThrow()) {
            case Attempt.Taken.GivenUp _ -> true;
            case Attempt.Taken.By(var wrapper) -> end(attempt, wrapper);
        };
    }

    /// The wrapper goes first: it would write down how the command ended, which is our doing.
    private static boolean end(Attempt attempt, Processes.Seen wrapper) throws IOException {
        Set<Processes.Seen> family =
                Processes.family(wrapper, attempt.mark(), Set.of()).members();
        if (attempt.exit().isEmpty()) {
            Processes.signalEach("KILL", family.stream().filter(wrapper::same).toList());
            Processes.signalEach("TERM", family);
        }
        long began = System.nanoTime();
        Set<Processes.Seen> known = new HashSet<>(family);
        while (System.nanoTime() - began < LONGEST) {
            Set<Processes.Seen> living =
                    Processes.family(wrapper, attempt.mark(), known).members();
            if (living.isEmpty()) {
                return true;
            }
            known.addAll(living);
            if (System.nanoTime() - began > POLITE) {
                Processes.killAll(wrapper, living);
            }
            LockSupport.parkNanos(STEP);
        }
        return false;
    }
}

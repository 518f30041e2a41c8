package arelops.app.reconcile;

import arelops.app.run.ArtifactStore;
import arelops.app.run.JobId;
import arelops.app.run.JobState;
import arelops.app.run.Runner;
import arelops.app.traffic.LineTraffic;
import arelops.app.traffic.difference.DifferenceState;
import arelops.app.traffic.difference.DifferenceTests;
import arelops.app.traffic.load.LoadState;
import arelops.app.traffic.load.LoadTests;
import arelops.app.traffic.validate.AlarmState;
import arelops.app.traffic.validate.AlarmTests;
import arelops.core.release.Awaited;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the runner knows of jobs, in the words of the core.
final class JobBook {
    private static final Logger LOG = LoggerFactory.getLogger(JobBook.class);
    private static final int TAIL = 4_000;
    private static final int WORDS = 240;

    private final Runner runner;
    private final ArtifactStore store;
    private final LoadTests loads;
    private final DifferenceTests differences;
    private final AlarmTests alarms;
    private final Map<String, Instant> brokenSince = new HashMap<>();
    /// How often each job broke since it did anything else.
    private final Map<String, Integer> times = new HashMap<>();

    JobBook(Runner runner, ArtifactStore store, LoadTests loads, DifferenceTests differences, AlarmTests alarms) {
        this.runner = runner;
        this.store = store;
        this.loads = loads;
        this.differences = differences;
        this.alarms = alarms;
    }

    JobSeen observe(Job job, Instant now) {
        JobSeen seen = switch (job) {
            case Job.Load _ -> translate(job, loads.observe(job.id()));
            case Job.Difference _ -> translate(job, differences.observe(job.id()));
            case Job.Alarms _ -> translate(job, alarms.observe(job.id()));
            default -> translate(job, runner.observe(new JobId(job.id())), now);
        };
        switch (seen) {
            case JobSeen.Broken _ -> {}
            case JobSeen.Running _ -> brokenSince.remove(job.id());
            case JobSeen.NotKnown _, JobSeen.Passed _, JobSeen.Failed _ -> {
                brokenSince.remove(job.id());
                times.remove(job.id());
            }
        }
        return seen;
    }

    /// Before anything is decided: no recorded traffic is to meet users who come at this look.
    void endAbandoned(Awaited awaited) {
        for (LineTraffic sent : List.of(loads, differences, alarms)) {
            for (String id : awaited.notAmong(sent.underWay())) {
                LOG.info("{} is ended: nobody waits for it any more", id);
                sent.cancel(id);
            }
        }
    }

    private JobSeen translate(Job job, JobState state, Instant now) {
        return switch (state) {
            case JobState.Unknown _ -> new JobSeen.NotKnown();
            case JobState.Waiting _ -> new JobSeen.Running(now);
            case JobState.Running running -> new JobSeen.Running(running.since());
            case JobState.StoreFull full ->
                broken(
                        job,
                        "the artifact store is full: " + full.neededBytes() + " bytes more are needed, its cap is "
                                + full.capBytes() + "; everything in it is needed, so it waits",
                        now);
            case JobState.Broken broken -> broken(job, broken.because(), now);
            case JobState.Finished finished ->
                finished.ending() == JobState.Ending.CANCELLED
                        ? new JobSeen.NotKnown() // it says nothing about its command
                        : finished(job, finished);
        };
    }

    private JobSeen translate(Job job, LoadState state) {
        return switch (state) {
            case LoadState.NotKnown _ -> new JobSeen.NotKnown();
            case LoadState.Running running -> new JobSeen.Running(running.since());
            case LoadState.Done done -> new JobSeen.Passed(done.report());
            case LoadState.Broken broken -> broken(job, broken.because(), broken.at());
        };
    }

    private JobSeen translate(Job job, DifferenceState state) {
        return switch (state) {
            case DifferenceState.NotKnown _ -> new JobSeen.NotKnown();
            case DifferenceState.Running running -> new JobSeen.Running(running.since());
            case DifferenceState.Done done -> new JobSeen.Passed(done.evidence());
            case DifferenceState.Broken broken -> broken(job, broken.because(), broken.at());
        };
    }

    private JobSeen translate(Job job, AlarmState state) {
        return switch (state) {
            case AlarmState.NotKnown _ -> new JobSeen.NotKnown();
            case AlarmState.Running running -> new JobSeen.Running(running.since());
            case AlarmState.Done done -> new JobSeen.Passed(done.report());
            case AlarmState.Broken broken -> broken(job, broken.because(), broken.at());
        };
    }

    private JobSeen broken(Job job, String because, Instant now) {
        Instant since = brokenSince.computeIfAbsent(job.id(), _ -> {
            times.merge(job.id(), 1, Integer::sum);
            return now;
        });
        return new JobSeen.Broken(because, since, times.getOrDefault(job.id(), 1));
    }

    /// Called when a broken job is started again, so that its pause begins anew.
    void restarted(Job job) {
        brokenSince.remove(job.id());
    }

    /// A rebuild answers for the store too: that was looked at before, and may have had nothing yet.
    private JobSeen finished(Job job, JobState.Finished finished) {
        boolean lost = job instanceof Job.Rebuild
                && finished.artifact().filter(made -> !store.contains(made)).isPresent();
        if (finished.succeeded() && lost) {
            return new JobSeen.Failed("the store lost it again");
        }
        if (finished.succeeded()) {
            return new JobSeen.Passed(finished.artifact(), finished.report());
        }
        return new JobSeen.Failed(ending(finished) + lastWords(job), finished.report());
    }

    /// What it printed last, as that mostly says why: the whole output is behind the job's id.
    private String lastWords(Job job) {
        String printed = last(job.id(), TAIL);
        boolean half = !printed.isEmpty() && Character.isLowSurrogate(printed.charAt(0));
        List<String> lines = printed.substring(half ? 1 : 0)
                .lines()
                .map(line -> line.strip().replaceAll("\\p{Cntrl}", ""))
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            return "";
        }
        String words = String.join(" / ", lines.subList(Math.max(0, lines.size() - 2), lines.size()));
        return "; it said last: " + (words.length() > WORDS ? "…" + tail(words) : words);
    }

    /// The end of a text, cut between its signs: half a surrogate pair cannot be kept in the ledger.
    private static String tail(String words) {
        int from = words.length() - WORDS;
        return words.substring(Character.isLowSurrogate(words.charAt(from)) ? from + 1 : from);
    }

    private static String ending(JobState.Finished finished) {
        return switch (finished.ending()) {
            case EXITED -> "exit code " + finished.exitCode();
            case TIMED_OUT -> "it ran out of time";
            case OUT_OF_MEMORY -> "it used too much memory";
            case OUTPUT_LIMIT -> "it printed too much";
            case TOO_MANY_PROCESSES -> "it started too many processes";
            case CANCELLED -> "it was cancelled";
            case NO_ARTIFACT -> "it left none of the declared artifact files";
            case REFUSED -> "it was not begun";
        };
    }

    private String last(String jobId, int bytes) {
        StringBuilder text = new StringBuilder();
        long from = 0;
        while (true) {
            var piece = runner.output(new JobId(jobId), from);
            text.append(piece.text());
            if (text.length() > 2 * bytes) {
                text.delete(0, text.length() - bytes);
            }
            if (piece.next() <= from) {
                return text.length() > bytes ? text.substring(text.length() - bytes) : text.toString();
            }
            from = piece.next();
        }
    }
}

package arelops.app.run;

import java.time.Instant;
import java.util.Set;

/// The port of long work: build, check, acceptance. A look starts a job under an id; later looks observe it.
///
/// No call waits for a job. Nothing moves by itself: `tick` (called every second or oftener) and `observe` take
/// finished jobs in, enforce limits and start waiting ones.
public interface Runner extends AutoCloseable {
    /// Starts a job. An id that is waiting, running or finished is left as it is; one that is unknown, lost, broken or
    /// cancelled begins again in a fresh workspace.
    void start(JobSpec spec);

    JobState observe(JobId id);

    /// Ends a job and every process that it left; a finished or unknown one is left as it is.
    void cancel(JobId id);

    /// The jobs that have not ended: they wait, are at work, or wait for room in the store. Without
    /// those that are being ended.
    Set<JobId> underWay();

    /// What the job has printed from this byte on, with secrets masked, in pieces of at most 64 KiB. A byte below 0 is
    /// counted from the end of what is there now.
    Output output(JobId id, long fromByte);

    /// Does what is due for all jobs.
    void tick();

    /// Forgets jobs that ended before this instant, with their output.
    void forget(Instant endedBefore);

    /// Lets go of the jobs without ending them: the next runner on the same folder takes them up.
    @Override
    void close();
}

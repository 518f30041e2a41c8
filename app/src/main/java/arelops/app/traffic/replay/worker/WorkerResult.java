package arelops.app.traffic.replay.worker;

import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.Share;

/// What one worker of a replay came to.
public record WorkerResult(Task task, Share share, ReplayReport report) {
    /// What all workers of a replay were asked for; results of different ones are never merged.
    ///
    /// @param run the name of the run
    /// @param recording its id
    /// @param target as an authority: host and port
    /// @param users how many copies of each session
    /// @param speed how many times as fast
    public record Task(String run, String recording, String target, int users, double speed) {}
}

package arelops.app.cli;

import arelops.app.traffic.Recording;
import arelops.app.traffic.RecordingNote;
import arelops.app.traffic.replay.Replay;
import arelops.app.traffic.replay.SoFar;
import arelops.core.traffic.Exchange;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// What is told of a replay, and of the reading before it, while they run.
final class ReplayProgress {
    private static final double MILLI = 1e6;

    private ReplayProgress() {}

    /// A replay that takes so long; below zero where nobody can tell.
    static Progress.State of(String what, Replay replay, Duration length) {
        return of(what, replay.soFar(), replay.begins(), length);
    }

    /// The same of one that others send.
    ///
    /// @param begins when its first request is due, as `System.nanoTime()` says it
    static Progress.State of(String what, SoFar far, long begins, Duration length) {
        double passed = (double) Math.max(0, System.nanoTime() - begins);
        return new Progress.State(
                what,
                length.isPositive() ? Math.min(1, passed / (double) length.toNanos()) : -1,
                far.sent(),
                String.format(
                        Locale.ROOT,
                        "late p99 %.1f ms  %,d error%s",
                        (double) far.late() / MILLI,
                        far.failed(),
                        far.failed() == 1 ? "" : "s"));
    }

    /// How long a recording is sent at this speed; below zero where it never ended.
    static Duration length(Recording recording, double speed) {
        return recording
                .note()
                .map(RecordingNote::length)
                .map(length -> Duration.ofNanos(Math.max(1, (long) ((double) length.toNanos() / speed))))
                .orElse(Duration.ofNanos(-1));
    }

    /// So many of all requests of a recording.
    static Progress.State read(String what, long read, long all) {
        return new Progress.State(what, all > 0 ? (double) read / (double) all : -1, read, "");
    }

    /// The same exchanges, counted as they are read.
    static Iterator<Exchange> counted(Iterator<Exchange> exchanges, AtomicLong read) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return exchanges.hasNext();
            }

            @Override
            public Exchange next() {
                read.incrementAndGet();
                return exchanges.next();
            }
        };
    }
}

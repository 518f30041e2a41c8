package arelops.app.traffic.replay;

import java.util.concurrent.atomic.AtomicLong;

/// What was handed to a loop and has not been sent: written by the reader and by the loop.
final class Backlog {
    /// What a waiting request takes in memory beside its bytes, about.
    private static final int OBJECTS = 400;

    private final AtomicLong count = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    void add(Planned planned) {
        count.incrementAndGet();
        bytes.addAndGet(size(planned));
    }

    void remove(Planned planned) {
        count.decrementAndGet();
        bytes.addAndGet(-size(planned));
    }

    /// How many.
    long count() {
        return count.get();
    }

    /// How much memory they take, about.
    long bytes() {
        return bytes.get();
    }

    private static long size(Planned planned) {
        return (long) OBJECTS
                + planned.request().bytes().length() * (planned.ties().takes() ? 2L : 1L);
    }
}

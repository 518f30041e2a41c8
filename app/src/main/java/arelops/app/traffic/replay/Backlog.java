package arelops.app.traffic.replay;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// What was handed to a loop and has not been sent: the reader writes what was added, the loop all else. Each number
/// has one writer, so that none has to wait for the other.
final class Backlog {
    /// What a waiting request takes in memory beside its bytes, about.
    private static final int OBJECTS = 400;

    private final AtomicLong added = new AtomicLong();
    private final AtomicLong addedBytes = new AtomicLong();
    private final AtomicLong removed = new AtomicLong();
    private final AtomicLong removedBytes = new AtomicLong();
    private final AtomicLong blocked = new AtomicLong();

    /// By the reader.
    void add(List<Planned> more) {
        long bytes = 0;
        for (Planned planned : more) {
            bytes += size(planned);
        }
        grow(added, more.size());
        grow(addedBytes, bytes);
    }

    /// By the loop.
    void remove(Planned planned) {
        grow(removedBytes, size(planned));
        grow(removed, 1);
    }

    /// So many of them are due, but no connection is free; by the loop.
    void blocked(long now) {
        blocked.setRelease(now);
    }

    /// How many.
    long count() {
        return added.get() - removed.get();
    }

    /// How many of them wait for a connection.
    long blocked() {
        return blocked.get();
    }

    /// How much memory they take, about.
    long bytes() {
        return addedBytes.get() - removedBytes.get();
    }

    private static void grow(AtomicLong number, long by) {
        number.setRelease(number.getPlain() + by);
    }

    private static long size(Planned planned) {
        return (long) OBJECTS
                + planned.request().bytes().length() * (planned.ties().takes() ? 2L : 1L);
    }
}

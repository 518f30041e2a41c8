package arelops.app.traffic.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Reads a recording ahead of its time and hands the requests to their loops.
final class Feeder implements Runnable {
    /// How much of the schedule is read ahead, in nanoseconds, as long as it is not many requests.
    static final long AHEAD = TimeUnit.SECONDS.toNanos(2);

    /// How much of it is read ahead however many requests that are: a disk or a collection of garbage may take as long.
    static final long AT_LEAST = TimeUnit.MILLISECONDS.toNanos(250);

    /// Beyond [#AT_LEAST] so many wait at most. What waits is copied by each collection of garbage,
    /// and nothing is sent meanwhile.
    private static final long MANY_WAITING = 4_000;

    /// How many may wait in one loop; with more of them nothing more is read.
    static final long MOST_WAITING = 200_000;

    /// So many are read before the first is sent: a loop has enough to do with them until the reader comes back.
    private static final long MOST_BEFORE = 20_000;

    /// So much memory what waits may take, in all loops.
    static final long MOST_BYTES = 64L << 20;

    private static final long REST = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int BATCH = 512;

    /// One of more bytes is handed on at once, so that a batch takes little.
    private static final int LARGE = 4 * 1024;
    private final Schedule schedule;
    private final long zero;
    private final List<LoopDriver> loops;
    private final List<List<Planned>> batches = new ArrayList<>();
    private final CompletableFuture<Sending> done = new CompletableFuture<>();
    /// Whether what is read now comes late, as what waits for a slow app took all the room.
    private boolean heldUp;

    private volatile boolean stopped;
    private volatile Map<Fence.Because, Long> fenced = Map.of();

    Feeder(Schedule schedule, long zero, List<LoopDriver> loops) {
        this.schedule = schedule;
        this.zero = zero;
        this.loops = loops;
        loops.forEach(_ -> batches.add(new ArrayList<>()));
    }

    /// Reads to the end.
    @Override
    public void run() {
        try {
            while (!stopped && schedule.hasNext()) {
                Planned planned = schedule.next();
                rest(planned);
                int loop = planned.session().loop(loops.size());
                batches.get(loop).add(planned);
                boolean large = planned.request().bytes().length() > LARGE;
                if (large || batches.get(loop).size() >= BATCH) {
                    flush(loop);
                }
            }
            flush();
            loops.forEach(LoopDriver::last);
            done.complete(sending(0));
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
            loops.forEach(LoopDriver::stop);
        }
    }

    /// Reads no more; what it was about to read counts as one that was not sent.
    void stop() {
        stopped = true;
        done.complete(sending(1));
    }

    /// How many were fenced, once all is read.
    CompletableFuture<Sending> done() {
        return done;
    }

    private void rest(Planned planned) {
        LoopDriver loop = loops.get(planned.session().loop(loops.size()));
        Backlog backlog = loop.backlog();
        boolean full = false;
        long now = now();
        while (!stopped && isTooEarly(planned.due() - now, now, backlog)) {
            flush();
            full |= backlog.count() > MOST_WAITING || isMuch(backlog.bytes());
            LockSupport.parkNanos(Math.max(REST, planned.due() - AHEAD - now));
            now = now();
        }
        boolean late = planned.due() <= now;
        if (late && full) {
            flush();
            heldUp = true;
        } else if (!late && heldUp) {
            flush();
            heldUp = false;
        }
    }

    /// Behind many that wait for a connection one more would only wait longer, and take memory meanwhile.
    private boolean isTooEarly(long dueIn, long now, Backlog backlog) {
        return isEarly(dueIn, backlog.count())
                || isMuch(backlog.bytes())
                || backlog.blocked() > Blocked.MANY
                || (now < 0 && backlog.count() > MOST_BEFORE);
    }

    /// Whether one that is due in so long is not to be handed on yet.
    static boolean isEarly(long dueIn, long backlog) {
        return dueIn > AHEAD || (dueIn > AT_LEAST && backlog > MANY_WAITING) || backlog > MOST_WAITING;
    }

    /// Whether what waits in one of the loops takes so much memory that nothing more is to be handed on.
    private boolean isMuch(long bytes) {
        return bytes > MOST_BYTES / loops.size();
    }

    private void flush() {
        for (int loop = 0; loop < loops.size(); loop++) {
            flush(loop);
        }
    }

    private void flush(int loop) {
        fenced = Map.copyOf(schedule.fenced());
        if (!batches.get(loop).isEmpty()) {
            loops.get(loop).hand(batches.set(loop, new ArrayList<>()), heldUp);
        }
    }

    private Sending sending(long unsent) {
        return new Sending(0, 0, 0, unsent, 0, 0, fenced);
    }

    private long now() {
        return System.nanoTime() - zero;
    }
}

package arelops.app.traffic.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Reads a recording ahead of its time and hands the requests to their loops.
final class Feeder implements Runnable {
    /// How much of the schedule is read ahead, in nanoseconds.
    static final long AHEAD = TimeUnit.SECONDS.toNanos(2);

    /// How many may wait in one loop; with more of them nothing more is read.
    static final long MOST_WAITING = 200_000;

    private static final long REST = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int BATCH = 512;
    private final Schedule schedule;
    private final long zero;
    private final List<LoopDriver> loops;
    private final List<List<Planned>> batches = new ArrayList<>();
    private final CompletableFuture<Sending> done = new CompletableFuture<>();
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
                if (batches.get(loop).size() >= BATCH) {
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
        int loop = planned.session().loop(loops.size());
        while (!stopped && (planned.due() > now() + AHEAD || loops.get(loop).backlog() > MOST_WAITING)) {
            flush();
            LockSupport.parkNanos(Math.max(REST, planned.due() - AHEAD - now()));
        }
    }

    private void flush() {
        for (int loop = 0; loop < loops.size(); loop++) {
            flush(loop);
        }
    }

    private void flush(int loop) {
        fenced = Map.copyOf(schedule.fenced());
        if (!batches.get(loop).isEmpty()) {
            loops.get(loop).hand(batches.set(loop, new ArrayList<>()));
        }
    }

    private Sending sending(long unsent) {
        return new Sending(0, 0, 0, unsent, 0, fenced);
    }

    private long now() {
        return System.nanoTime() - zero;
    }
}

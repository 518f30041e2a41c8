package arelops.app.node;

import arelops.app.deploy.LatencyBuckets;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Way;
import arelops.app.deploy.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/// Counts a slot's requests in windows of even length, measured on the monotonic clock.
///
/// A window ends by [#tick(long, Instant)] or [#cut(long, Instant, String)] and is read one tick later,
/// so that a request that was being counted at its end is not lost.
final class WindowMeter {
    private static final Duration JUMP = Duration.ofSeconds(1);
    private static final Duration STOOD_STILL = Duration.ofSeconds(2);

    private volatile Open open;
    private volatile Duration length;
    private long lastTick;

    WindowMeter(Duration length, long nanos, Instant now) {
        this.length = length;
        this.open = new Open(nanos, now);
        this.lastTick = nanos;
    }

    /// One request has ended.
    void count(Lane lane, boolean error, long latencyNanos) {
        open.counter(lane).add(error, latencyNanos);
    }

    /// Whether the window that is open has requests of users, mirror or replay on this arm that a release is judged by.
    boolean hasTraffic(Deployed deployed, Way way) {
        for (Origin origin : Origin.values()) {
            if (origin != Origin.PROBE
                    && origin != Origin.TRIED
                    && open.cells.containsKey(deployed.lane(way, origin))) {
                return true;
            }
        }
        return false;
    }

    /// Notices the time; a window that has reached its length ends.
    synchronized Optional<Ended> tick(long nanos, Instant now) {
        Duration gap = Duration.ofNanos(nanos - lastTick);
        lastTick = nanos;
        if (gap.compareTo(STOOD_STILL) > 0) {
            open.spoil("the node stood still for " + gap.toMillis() + " ms");
        }
        if (nanos - open.startNanos < length.toNanos()) {
            return Optional.empty();
        }
        return Optional.of(roll(nanos, now));
    }

    /// The open window does not count, for this reason.
    synchronized void spoil(String because) {
        open.spoil(because);
    }

    /// Ends the open window before its time.
    synchronized Ended cut(long nanos, Instant now, String because) {
        open.spoil(because);
        return roll(nanos, now);
    }

    /// From the next window on, windows are this long; the open one is cut.
    synchronized Ended change(Duration newLength, long nanos, Instant now, String because) {
        length = newLength;
        return cut(nanos, now, because);
    }

    private Ended roll(long nanos, Instant now) {
        Open ended = open;
        Duration measured = Duration.ofNanos(nanos - ended.startNanos);
        Duration jump = Duration.between(ended.start, now).minus(measured).abs();
        if (jump.compareTo(JUMP) > 0 || jump.compareTo(length.dividedBy(10).plusMillis(50)) > 0) {
            ended.spoil("the clock was moved by " + jump.toMillis() + " ms");
        }
        open = new Open(nanos, now);
        return new Ended(ended, measured);
    }

    /// A window that is over and still to be written.
    static final class Ended {
        private final Open window;
        private final Duration measured;

        private Ended(Open window, Duration measured) {
            this.window = window;
            this.measured = measured;
        }

        Window read(long seq) {
            List<Window.Cell> cells = new ArrayList<>();
            for (Map.Entry<Lane, Counter> entry : window.cells.entrySet()) {
                cells.add(entry.getValue().read(entry.getKey()));
            }
            cells.sort(Comparator.comparing(Window.Cell::deployment)
                    .thenComparing(Window.Cell::way)
                    .thenComparing(Window.Cell::origin));
            return new Window(seq, window.start, measured, window.spoilt.isEmpty(), window.spoilt, cells);
        }

        Instant start() {
            return window.start;
        }
    }

    private static final class Open {
        private final long startNanos;
        private final Instant start;
        private final ConcurrentHashMap<Lane, Counter> cells = new ConcurrentHashMap<>();
        private volatile String spoilt = "";

        Open(long startNanos, Instant start) {
            this.startNanos = startNanos;
            this.start = start;
        }

        Counter counter(Lane lane) {
            Counter counter = cells.get(lane);
            return counter != null ? counter : cells.computeIfAbsent(lane, _ -> new Counter());
        }

        void spoil(String because) {
            spoilt = spoilt.isEmpty() ? because : spoilt;
        }
    }

    private static final class Counter {
        private final LongAdder requests = new LongAdder();
        private final LongAdder errors = new LongAdder();
        private final AtomicIntegerArray latency = new AtomicIntegerArray(LatencyBuckets.LAST + 1);

        void add(boolean error, long nanos) {
            requests.increment();
            if (error) {
                errors.increment();
            }
            latency.incrementAndGet(LatencyBuckets.of(nanos));
        }

        Window.Cell read(Lane lane) {
            SortedMap<Integer, Long> buckets = new TreeMap<>();
            for (int b = 0; b <= LatencyBuckets.LAST; b++) {
                if (latency.get(b) > 0) {
                    buckets.put(b, (long) latency.get(b));
                }
            }
            return new Window.Cell(lane.deployment(), lane.way(), lane.origin(), requests.sum(), errors.sum(), buckets);
        }
    }
}

package arelops.app.node;

import arelops.app.fault.Fault;
import arelops.app.traffic.Recorder;
import arelops.app.traffic.RecordingNote;
import arelops.app.traffic.format.SessionNaming;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records what the users of one slot ask and are answered, for a time (TRF-1).
///
/// A user never waits for it: an exchange is copied while it goes through, handed over when the user has the answer,
/// and
/// anonymised and stored by a thread of its own. Where that thread falls behind, whole sessions are left out from there
/// on and counted, never single requests, so that what is recorded can be replayed. Which sessions are taken is a
/// function of the visitor alone.
final class Tap implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tap.class);
    private static final long WAITING_BYTES = 64L << 20;
    private static final int MOST_LEFT_OUT = 100_000;
    private static final long END_SECONDS = 30;

    private final Plan plan;
    private final Recorder recorder;
    private final SessionNaming naming;
    private final Runnable whenOver;
    private final long start = System.nanoTime();
    private final BlockingQueue<Ended> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final Set<String> leftOut = ConcurrentHashMap.newKeySet();
    private final LongAdder dropped = new LongAdder();
    private final AtomicInteger underWay = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean closed;

    /// What is recorded, and what is said of it.
    ///
    /// @param share of the sessions, up to 1
    /// @param salt random, so that nobody can tell which visitors are taken
    record Plan(String source, Instant began, Duration length, double share, long salt, Instant keepUntil) {}

    private record Ended(Capture capture, long at) {}

    Tap(Plan plan, Recorder recorder, SessionNaming naming, Runnable whenOver) {
        this.plan = plan;
        this.recorder = recorder;
        this.naming = naming;
        this.whenOver = whenOver;
    }

    void start() {
        Thread.ofPlatform().daemon().name("recorder").start(this::run);
    }

    /// What is to be taken down of a request; empty where it is not recorded.
    Optional<Capture> begin(Question question, long now) {
        if (closed || now - start >= plan.length().toNanos()) {
            return Optional.empty();
        }
        String visitor = visitor(question);
        if (!takes(visitor)) {
            return Optional.empty();
        }
        if (leftOut.contains(visitor)) {
            dropped.increment();
            return Optional.empty();
        }
        underWay.incrementAndGet();
        return Optional.of(new Capture(question, visitor, now));
    }

    /// Hands over what was taken down; returns at once.
    void end(Capture capture, long now) {
        if (closed) {
            return;
        }
        underWay.decrementAndGet();
        if (waiting.addAndGet(capture.size()) > WAITING_BYTES) {
            waiting.addAndGet(-capture.size());
            dropped.increment();
            if (leftOut.size() < MOST_LEFT_OUT) {
                leftOut.add(capture.visitor());
            }
            return;
        }
        queue.add(new Ended(capture, now));
    }

    private boolean takes(String visitor) {
        if (plan.share() >= 1) {
            return true;
        }
        long mixed = (visitor.hashCode() ^ plan.salt()) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return (double) ((mixed ^ (mixed >>> 32)) >>> 11) * 0x1.0p-53 < plan.share();
    }

    /// Whoever is told by nothing else is told by the connection, on which requests wait for each other: people behind
    /// one address must not wait for each other in a replay.
    private static String visitor(Question question) {
        return SessionNaming.told(
                        String.join("; ", question.headers().getValuesList(HttpHeader.COOKIE)),
                        Optional.ofNullable(question.headers().get(HttpHeader.AUTHORIZATION))
                                .orElse(""))
                .orElseGet(() -> "connection " + question.connection());
    }

    private void run() {
        try {
            while (!closed && System.nanoTime() - start < plan.length().toNanos()) {
                take(Optional.ofNullable(queue.poll(100, TimeUnit.MILLISECONDS)));
            }
            closed = true;
            for (Ended left = queue.poll(); left != null; left = queue.poll()) {
                take(Optional.of(left));
            }
            Map<String, Long> left = new TreeMap<>();
            if (dropped.sum() > 0) {
                left.put("left out with their whole session: the recorder could not keep up", dropped.sum());
            }
            if (underWay.get() > 0) {
                left.put("left out: without an answer when the recording ended", (long) underWay.get());
            }
            RecordingNote note = recorder.end(plan.source(), plan.began(), plan.keepUntil(), left);
            LOG.info("{}: {} requests are recorded", plan.source(), note.kept().exchanges());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Fault e) {
            LOG.error("{}: the recording ended: {} {}", plan.source(), e.getMessage(), e.mend());
        } finally {
            closed = true;
            queue.clear();
            whenOver.run();
            over.countDown();
        }
    }

    private void take(Optional<Ended> ended) {
        ended.ifPresent(one -> {
            waiting.addAndGet(-one.capture().size());
            recorder.take(one.capture().exchange(naming.of(one.capture().visitor()), start, one.at()));
        });
    }

    /// Ends it now; what was taken down until here is kept. Returns when it is on the disk.
    @Override
    public void close() {
        closed = true;
        try {
            if (!over.await(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{}: the recording did not end within {} s", plan.source(), END_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

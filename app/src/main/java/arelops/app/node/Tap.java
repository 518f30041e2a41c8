package arelops.app.node;

import arelops.app.fault.Fault;
import arelops.app.traffic.Loss;
import arelops.app.traffic.Recorder;
import arelops.app.traffic.RecordingNote;
import arelops.app.traffic.format.SessionNaming;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records what the users of one slot ask and are answered, for a time (TRF-1).
///
/// A user never waits for it: an exchange is copied while it goes through, handed over before the end of its
/// answer is told, and anonymised and stored by a thread of its own. Where that thread falls behind, whole sessions are
/// left out from there on and counted, never single requests, so that what is recorded can be replayed; which are taken
/// [Admission] says.
final class Tap implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tap.class);
    private static final long WAITING_BYTES = 64L << 20;
    private static final long END_SECONDS = 30;

    private final Plan plan;
    private final Recorder recorder;
    private final SessionNaming naming;
    private final WhenOver whenOver;
    private final Admission admission;
    private final long start = System.nanoTime();
    private final BlockingQueue<Ended> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicInteger underWay = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean closed;

    /// What is recorded, and what is said of it.
    record Plan(String source, Instant began, Duration length, Instant keepUntil, Admission.Sampling sampling) {}

    /// Whoever is told that it is over.
    @FunctionalInterface
    interface WhenOver {
        /// All of it was sealed, or something was in the way.
        ///
        /// @param trouble what was in the way, with the mend; empty where all of it was sealed
        void over(String trouble);
    }

    private record Ended(Capture capture, long at) {}

    Tap(Plan plan, Recorder recorder, SessionNaming naming, WhenOver whenOver) {
        this.plan = plan;
        this.recorder = recorder;
        this.naming = naming;
        this.whenOver = whenOver;
        this.admission = new Admission(plan.sampling());
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
        if (!admission.admits(visitor, question.method(), question.pathAndQuery(), now - start)) {
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
            admission.leave(capture.visitor());
            return;
        }
        queue.add(new Ended(capture, now));
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
        String trouble = "it was interrupted";
        try {
            while (!closed
                    && !recorder.isFull()
                    && System.nanoTime() - start < plan.length().toNanos()) {
                take(Optional.ofNullable(queue.poll(100, TimeUnit.MILLISECONDS)));
            }
            closed = true;
            for (Ended left = queue.poll(); left != null; left = queue.poll()) {
                if (recorder.isFull()) {
                    admission.count(Loss.SIZE);
                } else {
                    take(Optional.of(left));
                }
            }
            Map<String, Long> left = new TreeMap<>(admission.left());
            if (recorder.isFull()) {
                left.put(RecordingNote.FULL, 1L);
            }
            if (underWay.get() > 0) {
                left.put(Loss.UNANSWERED.words(), (long) underWay.get());
            }
            RecordingNote note = recorder.end(plan.source(), plan.began(), plan.keepUntil(), left);
            LOG.info("{}: {} requests are recorded", plan.source(), note.kept().exchanges());
            trouble = "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Fault e) {
            trouble = e.getMessage() + ". " + e.mend();
            LOG.error("{}: the recording ended: {}", plan.source(), trouble);
        } catch (RuntimeException e) { // whoever looks must not take it for one that still runs, or begin it at once
            trouble = "the recorder broke: " + e;
            LOG.error("{}: the recording ended", plan.source(), e);
        } finally {
            closed = true;
            queue.clear();
            whenOver.over(trouble);
            over.countDown();
        }
    }

    private void take(Optional<Ended> ended) {
        ended.ifPresent(one -> {
            waiting.addAndGet(-one.capture().size());
            taken.incrementAndGet();
            recorder.take(one.capture().exchange(naming.of(one.capture().visitor()), start, one.at()));
        });
    }

    /// How many were taken until now.
    long taken() {
        return taken.get();
    }

    /// How many were left out until now that should have been taken.
    long left() {
        return admission.lost();
    }

    /// Ends it soon; what was taken down until here is kept.
    void finish() {
        closed = true;
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

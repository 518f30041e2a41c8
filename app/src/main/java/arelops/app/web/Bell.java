package arelops.app.web;

import arelops.app.page.LineParts;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rings at all browsers that look at the line, when a part of it has changed, and every 15 seconds anyway. A ring says
/// which version each part has, and nothing else: whoever missed one learns all from the next.
///
/// One thread for all of them; none while nobody listens. Nothing is queued: who reads slowly is sent the newest
/// versions when they have read the last ones, and who reads nothing is dropped.
final class Bell implements AutoCloseable {
    static final int MOST = 256;
    static final int MOST_OF_ONE = 16;
    static final Duration BEAT = Duration.ofSeconds(15);
    /// Who takes longer to read a ring is gone.
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Logger LOG = LoggerFactory.getLogger(Bell.class);
    private static final long PAUSE_MILLIS = 250;

    private final Supplier<LineParts> line;
    private final InstantSource clock;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Semaphore somebody = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile String ring = "";
    private volatile Instant rung = Instant.MIN;

    /// @param line the page as it is now
    Bell(Supplier<LineParts> line, InstantSource clock) {
        this.line = line;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("bell").unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    /// Takes a browser in; false where there is no room.
    ///
    /// @param who the account by which it looks
    /// @param stays whether it still may
    boolean take(String who, Predicate<Request> stays, Request request, Response response, Callback callback) {
        ofOne(who).stream()
                .limit(Math.max(0, ofOne(who).size() - MOST_OF_ONE + 1))
                .forEach(Listener::leave);
        if (listeners.size() >= MOST || closed.getCount() == 0) {
            return false;
        }
        Listener listener = new Listener(who, clock.instant(), () -> stays.test(request), response, callback);
        request.addFailureListener(_ -> listener.leave());
        listener.left(() -> listeners.remove(listener));
        listeners.add(listener);
        listener.tell(text(), clock.instant());
        somebody.release();
        return true;
    }

    /// Those of an account, the oldest first: the oldest may be pages that were left without a word.
    private List<Listener> ofOne(String who) {
        return listeners.stream()
                .filter(one -> one.who().equals(who))
                .sorted(Comparator.comparing(Listener::since))
                .toList();
    }

    /// How many listen.
    int size() {
        return listeners.size();
    }

    private void watch() {
        try {
            while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (listeners.isEmpty()) {
                    somebody.drainPermits();
                    if (listeners.isEmpty()) {
                        somebody.acquire();
                    }
                }
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server stops
        }
    }

    /// A page that cannot be made now is made at the next look: the bell goes on.
    @SuppressWarnings("IllegalCatch")
    private void look() {
        try {
            step();
        } catch (RuntimeException bug) {
            LOG.error("a bug while the page of the line was made", bug);
        }
    }

    /// Looks once, and rings if there is something to say.
    void step() {
        Instant now = clock.instant();
        String fresh = text();
        boolean beats = !now.isBefore(rung.plus(BEAT)) || rung.equals(Instant.MIN);
        if (!beats && versions(fresh).equals(versions(ring))) {
            return;
        }
        ring = fresh;
        rung = now;
        for (Listener listener : listeners) {
            if (listener.isStuck(now) || (beats && !listener.mayStay())) {
                listener.leave();
            } else {
                listener.tell(fresh, now);
            }
        }
    }

    /// What a ring says, but for the time.
    private static String versions(String ring) {
        return ring.substring(Math.max(0, ring.indexOf("\"parts\"")));
    }

    private String text() {
        LineParts parts = line.get();
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("at", parts.at());
        ObjectNode versions = data.putObject("parts");
        parts.parts().forEach((name, part) -> versions.put(name, part.version()));
        return "data: " + data + "\n\n";
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        listeners.forEach(Listener::leave);
    }
}

package arelops.app.node;

import arelops.app.deploy.Observation;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Users;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a slot the copies of another environment's requests (PAS-1).
///
/// A user never waits for it: a copy is made when the user's exchange is over, waits in a queue that has
/// an end, and is sent by threads and connections of the mirror's own. What finds the queue full is
/// dropped, and counted. Which arm gets a copy is settled after that, so that a slow arm costs all arms
/// alike. Answers are read and thrown away.
final class Mirror {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);

    static final int AT_ONCE = 64;
    static final int WAITING = 512;

    /// What tells the app that nobody waits for its answer; no sender can set it, as the router takes it off.
    static final String MARK = "mirror";

    /// After so long a copy is given up.
    static final long SECONDS = 30;
    private static final int ATTEMPTS = 3;
    private static final int QUIET_SECONDS = 60;

    private final SlotKeeper to;
    private final HttpClient client;
    private final BlockingQueue<Copy> queue = new ArrayBlockingQueue<>(WAITING);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean sending = new AtomicBoolean();
    private final LongAdder sent = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private volatile boolean closed;
    private long told;
    private int quiet;

    private record Copy(Question question, SlotKeeper from, String user) {}

    /// The instance that a copy goes to, and under what its outcome is counted.
    private record Taken(Instance instance, Lane lane) {}

    Mirror(SlotKeeper to, HttpClient client) {
        this.to = to;
        this.client = client;
    }

    /// Whether a request may be sent twice: nothing that writes, and nothing of which a body was passed on.
    static boolean takes(Question question) {
        return question.mayRepeat();
    }

    /// Those of them that take copies of this slot's requests now.
    static List<Mirror> wanting(List<Mirror> mirrors, SlotKeeper from) {
        return mirrors.isEmpty()
                ? mirrors
                : mirrors.stream().filter(mirror -> mirror.wants(from)).toList();
    }

    /// Takes a copy, or drops it; returns at once.
    void offer(Question question, SlotKeeper from, String user) {
        if (!wants(from)) {
            return;
        }
        if (!queue.offer(new Copy(question, from, user))) {
            dropped.increment();
            return;
        }
        if (!sending.get() && underWay.get() < AT_ONCE) {
            try {
                client.getExecutor().execute(this::send);
            } catch (RejectedExecutionException e) {
                closed = true; // the node is being closed
            }
        }
    }

    /// Users who are sent elsewhere may be answered by the very app that a copy would go to.
    private boolean wants(SlotKeeper from) {
        return !closed
                && from.plan().users() instanceof Users.Here
                && !to.traffic().branches().isEmpty()
                && to.plan().watching().mirrors().equals(Optional.of(from.slot().environment()));
    }

    /// Says that copies are dropped, at most once a minute; to be called once a second, by one thread.
    void tellOfDrops() {
        long now = dropped.sum();
        quiet = Math.max(0, quiet - 1);
        if (now > told && quiet == 0) {
            LOG.warn(
                    "{}: {} copies of requests were dropped, as its apps answer too slowly; users do not notice",
                    to.slot(),
                    now - told);
            told = now;
            quiet = QUIET_SECONDS;
        }
    }

    Observation.Copies count() {
        return new Observation.Copies(sent.sum(), dropped.sum());
    }

    /// Sends nothing any more, and what is under way counts for nobody.
    void close() {
        closed = true;
        queue.clear();
    }

    /// Sends what waits, as far as there is room; one thread at a time.
    private void send() {
        while (sending.compareAndSet(false, true)) {
            while (underWay.get() < AT_ONCE) {
                Copy copy = queue.poll();
                if (copy == null) {
                    break;
                }
                if (wants(copy.from())) {
                    begin(copy);
                }
            }
            sending.set(false);
            if (queue.isEmpty() || underWay.get() >= AT_ONCE) {
                return;
            }
        }
    }

    private void begin(Copy copy) {
        underWay.incrementAndGet();
        sent.increment();
        new Delivery(copy).attempt();
    }

    private final class Delivery {
        private final Copy copy;
        private final long began = System.nanoTime();
        private int attempts;
        private volatile int status;

        Delivery(Copy copy) {
            this.copy = copy;
        }

        void attempt() {
            attempts++;
            Optional<Taken> taken = take();
            if (taken.isEmpty()) {
                end();
                return;
            }
            Question question = copy.question();
            Request request = client.newRequest(
                            "127.0.0.1", taken.get().instance().port())
                    .method(question.method())
                    .path(question.pathAndQuery())
                    .timeout(SECONDS, TimeUnit.SECONDS)
                    .headers(headers -> {
                        ProxyHeaders.forward(question, headers);
                        headers.put(Router.ORIGIN, MARK);
                    })
                    .onResponseBegin(response -> status = response.getStatus());
            request.send(result -> ended(taken.get(), result));
        }

        /// A deployment that closes between the choice and the taking is gone from the next look at the route.
        private Optional<Taken> take() {
            for (int look = 1; true; look++) {
                Traffic traffic = to.traffic();
                if (traffic.branches().isEmpty()) {
                    return Optional.empty();
                }
                Traffic.Branch branch = traffic.pick(copy.user());
                Lane lane = branch.deployed().lane(branch.way(), Origin.MIRROR);
                Optional<Instance> instance = branch.deployed().take();
                if (instance.isPresent()) {
                    return Optional.of(new Taken(instance.get(), lane));
                }
                if (look == ATTEMPTS) {
                    count(lane, true);
                    return Optional.empty();
                }
            }
        }

        /// What is still being answered when its time is over, as a stream of events, has not failed.
        private void ended(Taken taken, Result result) {
            taken.instance().leave();
            Throwable failure = result.getFailure();
            boolean late = failure instanceof TimeoutException;
            if (failure != null && status == 0 && !late && attempts < ATTEMPTS && wants(copy.from())) {
                attempt();
                return;
            }
            boolean brokenOff = failure != null && (status == 0 || !late);
            count(taken.lane(), brokenOff || status >= 500);
            end();
        }

        private void count(Lane lane, boolean error) {
            if (!closed) {
                to.metering().count(lane, error, System.nanoTime() - began);
            }
        }

        private void end() {
            underWay.decrementAndGet();
            send();
        }
    }
}

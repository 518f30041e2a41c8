package arelops.app.node;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;

/// Requests of replays that wait before they go on, on a timer: no thread waits with them.
final class HeldBack {
    private final HttpClient client;
    private final Set<Waiting> all = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    HeldBack(HttpClient client) {
        this.client = client;
    }

    /// One request; goes on once, by whoever takes it out.
    private final class Waiting implements Runnable {
        private final Runnable then;

        Waiting(Runnable then) {
            this.then = then;
        }

        @Override
        public void run() {
            if (all.remove(this)) {
                client.getExecutor().execute(then);
            }
        }
    }

    /// Goes on after that time; at once when the node is being stopped.
    void hold(Duration time, Runnable then) {
        Waiting waiting = new Waiting(then);
        all.add(waiting);
        if (closed) {
            waiting.run();
            return;
        }
        var _ = client.getScheduler().schedule(waiting, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// All go on now, and nobody is held back any more.
    void close() {
        closed = true;
        all.forEach(Waiting::run);
    }
}

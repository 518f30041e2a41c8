package arelops.app.traffic;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What measures with recorded traffic takes turns: two at once would measure each other.
public final class Turn implements AutoCloseable {
    private final ExecutorService turn = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("recorded-traffic").daemon().factory());

    /// Is performed when all before it are over.
    public Future<?> take(Runnable work) {
        return turn.submit(work);
    }

    /// Interrupts what is under way, and forgets what waits.
    @Override
    public void close() {
        var _ = turn.shutdownNow();
    }
}

package arelops.app.node;

import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The periodic work of a node.
final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Collection<SlotKeeper> keepers;
    private final ScheduledExecutorService ticker = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("node-tick-", 0).factory());

    /// @param keepers those that are there at each round
    Rounds(Collection<SlotKeeper> keepers) {
        this.keepers = keepers;
    }

    /// For each slot at this interval. One that fails must stop neither the others nor the next time.
    void every(long millis, Consumer<SlotKeeper> work) {
        Runnable round = () -> {
            for (SlotKeeper keeper : keepers) {
                try {
                    work.accept(keeper);
                } catch (RuntimeException e) {
                    LOG.error("the periodic work for {} failed", keeper.slot(), e);
                }
            }
        };
        var _ = ticker.scheduleAtFixedRate(round, millis, millis, TimeUnit.MILLISECONDS);
    }

    /// For the node, from now on.
    void everySeconds(long seconds, Runnable work) {
        var _ = ticker.scheduleWithFixedDelay(work, 0, seconds, TimeUnit.SECONDS);
    }

    /// Begins no round any more.
    void end() {
        ticker.shutdown();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}

package arelops.app.up;

import arelops.app.fault.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that looks until the controller is stopped. When it breaks, whoever waits for the end of the process
/// is told: a controller that looks no more is of no use.
final class Looks {
    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

    private final CountDownLatch told;
    private final Thread thread;
    private volatile Optional<Throwable> broke = Optional.empty();

    private Looks(Runnable looking, CountDownLatch told) {
        this.told = told;
        this.thread = Thread.ofPlatform().name("looks").daemon().unstarted(() -> look(looking));
    }

    /// Looks from now on; counts `told` down if the looks break.
    static Looks begin(Runnable looking, CountDownLatch told) {
        Looks looks = new Looks(looking, told);
        looks.thread.start();
        return looks;
    }

    @SuppressWarnings("IllegalCatch")
    private void look(Runnable looking) {
        try {
            looking.run();
        } catch (RuntimeException | Error fatal) {
            broke = Optional.of(fatal);
            try {
                LOG.error("the looks have ended, and so does this controller; the node and the apps go on", fatal);
            } finally {
                told.countDown(); // also where there is no memory left to say it
            }
        }
    }

    /// Fails if the looks have broken.
    void check() {
        if (broke.isPresent()) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "looks.ended",
                    "The controller cannot look any more: " + broke.get(),
                    "Start it again: arelops up. The node, the apps and running jobs have gone on. Its log says more.",
                    broke.get());
        }
    }

    /// Waits for the end of the look that is under way; false if it takes longer. Then it does not keep the process.
    boolean join(Duration longest) throws InterruptedException {
        return thread.join(longest);
    }
}

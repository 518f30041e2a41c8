package arelops.app.deploy.process;

import arelops.app.fault.Fault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a node running for as long as its controller does: users reach their apps through it, so one that died is
/// started again at once, whatever git or a look is waiting for.
public final class KeptNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptNode.class);
    private static final Duration STARTS = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final NodeLauncher launcher;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private long pid;

    private KeptNode(NodeLauncher launcher, long pid) {
        this.launcher = launcher;
        this.pid = pid;
        this.thread = Thread.ofPlatform().daemon().name("node-keeper").unstarted(this::keep);
    }

    /// Returns once a node answers; faults if none can be started.
    public static KeptNode start(NodeLauncher launcher) {
        KeptNode kept = new KeptNode(launcher, launcher.ensureRunning(STARTS).pid());
        kept.thread.start();
        return kept;
    }

    private void keep() {
        Duration pause = BETWEEN;
        while (!closedWithin(pause)) {
            try {
                long found = launcher.ensureRunning(STARTS).pid();
                if (found != pid) {
                    LOG.warn("the node with pid {} was gone; one with pid {} runs in its place", pid, found);
                    pid = found;
                }
                pause = BETWEEN;
            } catch (Fault e) {
                LOG.warn("{} {}", e.getMessage(), e.mend());
                pause = longer(pause);
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    private boolean closedWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// Starts no node any more once this has returned; the one that runs goes on.
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(STARTS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

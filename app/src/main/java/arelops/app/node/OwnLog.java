package arelops.app.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the file that this process's own output is appended to within bounds: `controller.log`, `node.log`.
///
/// The process holds the file open from its start, with whatever a virtual machine prints when it breaks; so the file
/// stays, and what was in it moves to `controller.1.log`, the older one to `controller.2.log`.
public final class OwnLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnLog.class);
    private static final LogLimits USUAL = new LogLimits(10 << 20, 2);
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final Path file;
    private final LogLimits limits;
    private final CountDownLatch closed = new CountDownLatch(1);

    OwnLog(Path file, LogLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /// Looks after a file until it is closed: three times 10 MiB at most, but for what is printed in some seconds.
    public static OwnLog keep(Path file) {
        OwnLog log = new OwnLog(file, USUAL);
        Thread.ofVirtual().name("own-log").start(log::keep);
        return log;
    }

    private void keep() {
        try {
            do {
                tryRotate();
            } while (!closed.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryRotate() {
        try {
            rotate();
        } catch (IOException e) {
            LOG.warn("the log {} could not be rotated: {}", file, e.toString());
        }
    }

    /// Moves what is in the file aside, if it has grown beyond the limit.
    void rotate() throws IOException {
        if (!Files.exists(file) || Files.size(file) < limits.fileBytes()) {
            return;
        }
        for (int age = limits.oldFiles(); age > 1; age--) {
            if (Files.exists(old(age - 1))) {
                Files.move(old(age - 1), old(age), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel out = FileChannel.open(
                        old(1),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            long copied = 0;
            while (copied < in.size()) {
                copied += in.transferTo(copied, in.size() - copied, out);
            }
            in.truncate(0);
        }
    }

    /// `controller.log` of this age: `controller.1.log` is the newest of the old ones.
    private Path old(int age) {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.replaceFirst("\\.log$", "") + "." + age + ".log");
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

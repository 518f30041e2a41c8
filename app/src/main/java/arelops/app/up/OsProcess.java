package arelops.app.up;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A process of this machine that may be anybody's child.
///
/// Not a [ProcessHandle] alone: that calls a process alive which has ended and is only not yet taken note of by its
/// parent, and where the machine's first process is no real one that is for ever.
///
/// @param mark tells it from a later process with the same pid
record OsProcess(long pid, String mark) {
    private static final Path PROC = Path.of("/proc");
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(30);
    private static final int STATE = 0;
    private static final int START_TICKS = 19;

    static OsProcess current() {
        long pid = ProcessHandle.current().pid();
        return new OsProcess(pid, markOf(pid).orElseThrow());
    }

    /// The process that has this pid now.
    static Optional<OsProcess> find(long pid) {
        return markOf(pid).map(mark -> new OsProcess(pid, mark));
    }

    boolean isAlive() {
        return markOf(pid).equals(Optional.of(mark));
    }

    /// SIGTERM.
    void ask() {
        ProcessHandle.of(pid).filter(_ -> isAlive()).ifPresent(ProcessHandle::destroy);
    }

    /// SIGKILL.
    void kill() {
        ProcessHandle.of(pid).filter(_ -> isAlive()).ifPresent(ProcessHandle::destroyForcibly);
    }

    /// SIGTERM, and SIGKILL if it does not end within this time; whether it ended.
    boolean end(Duration asked, Duration killed) {
        ask();
        if (endsWithin(asked)) {
            return true;
        }
        kill();
        return endsWithin(killed);
    }

    boolean endsWithin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (isAlive()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(STEP);
        }
        return true;
    }

    /// Which run of the machine, and when in it the process began; on a system without `/proc` the time of its start.
    private static Optional<String> markOf(long pid) {
        if (!Files.exists(PROC.resolve("self/stat"))) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .map(process ->
                            process.info().startInstant().map(Instant::toString).orElse("running"));
        }
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The command in parentheses may itself hold spaces and parentheses: the fields follow the last one.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            String boot =
                    Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            boolean over = (fields[STATE].equals("Z") || fields[STATE].equals("X")) && !hasThreads(pid);
            return over ? Optional.empty() : Optional.of(boot + "/" + fields[START_TICKS]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The first thread may be over while others still hold files and locks.
    private static boolean hasThreads(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(PROC.resolve(pid + "/task"))) {
            return threads.count() > 1;
        }
    }
}

package arelops.app.up;

import arelops.app.fault.Fault;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Starts a controller as a process of its own that outlives its starter.
public final class Background {
    private static final Duration STARTS = Duration.ofSeconds(60);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(30);
    private static final int TAIL = 1500;

    private final Installation installation;

    public Background(Installation installation) {
        this.installation = installation;
    }

    /// A controller that runs.
    ///
    /// @param isolation a sentence on how far jobs are kept from the program
    public record Running(URI url, String isolation) {}

    /// The controller that runs for this installation, if one does.
    public Optional<Running> running() {
        return file().map(Background::told);
    }

    private static Running told(ControllerFile file) {
        return new Running(file.url(), file.isolation());
    }

    /// What the controller that runs wrote of itself.
    Optional<ControllerFile> file() {
        return ControllerFile.read(installation.controllerFile()).filter(ControllerFile::isAlive);
    }

    /// Whether a controller that is starting says where it is reached, or ends, within this time.
    boolean settlesWithin(OsProcess starting, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (starting.isAlive() && file().isEmpty()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(STEP);
        }
        return true;
    }

    /// Starts the command line and waits until the controller says where it is reached.
    ///
    /// @param input a line that it finds on its standard input: arguments are for everybody to see, this is not
    public Running start(List<String> commandLine, Optional<String> input) {
        Path log = installation.controllerLog();
        try {
            Files.createDirectories(installation.data());
            Files.setPosixFilePermissions(installation.data(), PosixFilePermissions.fromString("rwx------"));
            long from = Files.exists(log) ? Files.size(log) : 0;
            Process process = new ProcessBuilder(detached(commandLine))
                    .redirectInput(input.isPresent() ? Redirect.PIPE : Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            input.ifPresent(line -> hand(process, line));
            return await(process, from);
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "up.start",
                    "Cannot start the controller: " + e.getMessage(),
                    "Make " + installation.data() + " writable, with room on the disk.",
                    e);
        }
    }

    private static void hand(Process process, String line) {
        try (OutputStream out = process.getOutputStream()) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended before it read; what it said tells why.
        }
    }

    private static List<String> detached(List<String> commandLine) {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(commandLine);
        return command;
    }

    private Running await(Process process, long from) throws IOException {
        long end = System.nanoTime() + STARTS.toNanos();
        while (System.nanoTime() - end < 0) {
            Optional<Running> running = running();
            if (running.isPresent()) {
                return running.get();
            }
            if (!process.isAlive()) {
                throw new Fault(
                        kind(process.exitValue()),
                        "up.ended",
                        "The controller ended at once: " + said(from),
                        "The whole output is in " + installation.controllerLog() + ".");
            }
            LockSupport.parkNanos(STEP);
        }
        throw new Fault(
                Fault.Kind.UNREACHABLE,
                "up.silent",
                "The controller was started, but is not ready after " + STARTS.toSeconds() + " s",
                "See " + installation.controllerLog() + "; arelops status works once it is ready.");
    }

    private static Fault.Kind kind(int exitCode) {
        for (Fault.Kind kind : Fault.Kind.values()) {
            if (kind.exitCode() == exitCode) {
                return kind;
            }
        }
        return Fault.Kind.BROKEN;
    }

    private String said(long from) throws IOException {
        byte[] all = Files.readAllBytes(installation.controllerLog());
        // It may have been moved aside meanwhile, and be shorter than it was.
        int start = (int) Math.max(from > all.length ? 0 : from, all.length - TAIL);
        return new String(all, start, all.length - start, StandardCharsets.UTF_8).strip();
    }
}

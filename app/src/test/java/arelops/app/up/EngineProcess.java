package arelops.app.up;

import arelops.app.OwnJava;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A controller that runs as a process of its own, for a test to watch, to speak to, and to kill.
final class EngineProcess implements AutoCloseable {
    private final Process process;
    private final String name;
    private final Path calls;

    private EngineProcess(Process process, String name, Path calls) {
        this.process = process;
        this.name = name;
        this.calls = calls;
    }

    /// Starts a controller of this name on an installation, and on a remote if one is given.
    static EngineProcess start(Installation installation, Optional<String> remote, String name, Doom doom) {
        return start(installation, remote, name, doom, Duration.ZERO);
    }

    /// The same, with a clock that is ahead.
    static EngineProcess start(
            Installation installation, Optional<String> remote, String name, Doom doom, Duration ahead) {
        try {
            Path log = Files.createDirectories(installation.data().resolveSibling("controllers"));
            Path calls = log.resolve(name + ".calls");
            List<String> command = OwnJava.command("-D" + Doom.GO_ON + "=" + goOn(calls));
            command.addAll(List.of(
                    EngineMain.class.getName(),
                    installation.repository().toString(),
                    installation.data().toString(),
                    installation.work().toString(),
                    remote.orElse("-"),
                    name,
                    doom.toString(),
                    calls.toString(),
                    Long.toString(ahead.toSeconds())));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.resolve(name + ".log").toFile())
                    .start();
            return new EngineProcess(process, name, calls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// The state letter of /proc: `T` for a stopped process.
    boolean isStopped() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).startsWith("T");
        } catch (IOException e) {
            return false;
        }
    }

    /// Hands over a person's command.
    void say(String command) {
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            // It died meanwhile; the caller sees that in the ledger, which does not have the command.
        }
    }

    private static Path goOn(Path calls) {
        return calls.resolveSibling(calls.getFileName() + ".go-on");
    }

    /// Lets it go on after it stopped.
    void goOn() throws IOException, InterruptedException {
        Files.createFile(goOn(calls));
        signal("CONT");
    }

    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /// Its effectful calls so far, each before and after it was made.
    List<String> calls() {
        return Calls.in(calls);
    }

    /// Kills it with SIGKILL, unless it is dead already.
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                throw new AssertionError("the controller " + name + " did not die");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

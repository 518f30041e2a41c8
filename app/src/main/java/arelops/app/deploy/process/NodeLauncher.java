package arelops.app.deploy.process;

import arelops.app.deploy.Reply;
import arelops.app.deploy.wire.NodeFile;
import arelops.app.fault.Fault;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Starts a node as a process of its own that outlives its starter, unless one runs already.
public final class NodeLauncher {
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path data;
    private final List<String> command;
    private final NodeTarget target;

    /// `command` is the whole command line of the node: java, its flags, the class path, the main class, its
    /// arguments.
    public NodeLauncher(Path data, List<String> command, InstantSource clock) {
        this.data = data;
        this.command = List.copyOf(command);
        this.target = new NodeTarget(data, Duration.ofSeconds(5), clock);
    }

    /// Where the node's own output goes.
    public Path log() {
        return data.resolve("node.log");
    }

    /// Returns the node that answers, after starting one if there is none.
    public NodeFile ensureRunning(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        if (target.ping() instanceof Reply.Known<NodeFile>(NodeFile running)) {
            return running;
        }
        Process process = spawn();
        String last = "it was not asked yet";
        while (System.nanoTime() - end < 0) {
            switch (target.ping()) {
                case Reply.Known<NodeFile>(NodeFile running) -> {
                    return running;
                }
                case Reply.Unknown<NodeFile>(String because) -> last = because;
            }
            if (!process.isAlive() && !otherWasFaster(process) && !(target.ping() instanceof Reply.Known<NodeFile>)) {
                throw new Fault(
                        Fault.Kind.BROKEN,
                        "node.ended",
                        "The node ended at once with code " + process.exitValue() + ": " + lastLines(),
                        "The whole output is in " + log() + ".");
            }
            LockSupport.parkNanos(STEP);
        }
        throw new Fault(
                Fault.Kind.UNREACHABLE,
                "node.silent",
                "The node was started, but did not answer within " + within.toSeconds() + " s: " + last,
                "Its output is in " + log() + "; the next attempt finds it if it was only slow.");
    }

    /// It found the folder taken: the node of another starter, which may not answer yet, is there or on its way.
    private static boolean otherWasFaster(Process process) {
        return process.exitValue() == Fault.Kind.REFUSED.exitCode();
    }

    private Process spawn() {
        try {
            Files.createDirectories(
                    data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new ProcessBuilder(detached())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "node.start",
                    "The node could not be started with " + command.getFirst() + ": " + e.getMessage() + ".",
                    "Check that Java is where the command says, and that " + data + " can be written.",
                    e);
        }
    }

    /// In a session of its own, so that neither Ctrl-C nor the end of the starter's terminal reaches it.
    private List<String> detached() {
        List<String> whole = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            whole.add("/usr/bin/setsid");
        } else {
            whole.addAll(List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV;"));
        }
        whole.addAll(command);
        return whole;
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException e) {
            return "(no output)";
        }
    }
}

package arelops.app.up;

import arelops.app.fault.Fault;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Stops what `up` started for the repository of the working folder, and returns when it has ended.
@Command(
        name = "down",
        description = "Stop ARelOps for this repository: the controller, the node and the apps that it runs.",
        footer = {
            "",
            "Requests under way are answered, then apps get SIGTERM, and SIGKILL if they do not end.",
            "Nothing is forgotten: arelops up starts the same apps again, and the line goes on where it was.",
            "A build or test under way is broken off, and begins again."
        })
public final class DownCommand implements Callable<Integer> {
    /// Longer than a controller waits for a node that it is just starting.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// How long a controller may take to start.
    private static final Duration STARTS = Duration.ofSeconds(60);
    private static final Duration KILLED = Duration.ofSeconds(10);

    private final Machine machine;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-r", "--repo"},
            paramLabel = "FOLDER",
            description = "The repository; default: the one around this folder.")
    private String repository = "";

    @Option(names = "--keep-apps", description = "Stop the controller alone; apps go on serving.")
    private boolean keepApps;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Stop only if the controller here listens on this port.")
    private int port;

    public DownCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        Installation installation = UpCommand.here(machine, repository);
        Optional<ControllerFile> running = running(installation);
        if (port != 0) {
            mustListen(installation, running);
        }
        if (running.isPresent()) {
            stop(running.get().process());
            out().println("✓ controller stopped");
        } else {
            out().println("· no controller runs for " + installation.repository());
        }
        if (keepApps) {
            return 0;
        }
        Standstill.Ended ended = new Standstill(installation, machine.clock()).bring();
        if (!ended.left().isEmpty()) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "down.left",
                    "Some of it did not end, even by SIGKILL: " + String.join(", ", ended.left()),
                    "Look what holds it (a disk that hangs?), and run arelops down again; nothing that is wanted is lost.");
        }
        out().println(ended.node() ? "✓ node and apps stopped; arelops up goes on from here" : "· no node runs");
        return 0;
    }

    /// The controller; one that is starting is waited for, as it can be stopped in order only then.
    private Optional<ControllerFile> running(Installation installation) {
        Background background = new Background(installation);
        Optional<ControllerFile> running = background.running();
        if (running.isPresent()) {
            return running;
        }
        for (OsProcess starting : new OwnProcesses(installation).controllers()) {
            out().println("· a controller is starting, process " + starting.pid());
            out().flush();
            if (!background.settlesWithin(starting, STARTS)) {
                stop(starting);
            }
        }
        return background.running();
    }

    private void mustListen(Installation installation, Optional<ControllerFile> running) {
        if (running.filter(one -> one.url().getPort() == port).isEmpty()) {
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "down.port",
                    "No controller of " + installation.repository() + " listens on port " + port
                            + running.map(one -> "; it listens at " + one.url()).orElse(""),
                    "arelops down without --port stops what runs here; -r FOLDER names another repository.");
        }
    }

    /// SIGTERM, which ends a look cleanly; SIGKILL if that takes too long (nothing is lost by it).
    private static void stop(OsProcess controller) {
        if (!controller.end(PATIENCE, KILLED)) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "down.controller",
                    "The controller, process " + controller.pid() + ", does not end, even by SIGKILL",
                    "Look what holds it (a disk that hangs?), and run arelops down again.");
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}

package arelops.app.up;

import arelops.app.fault.Fault;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Stops what runs for an installation, the controller first, and returns when it has ended.
public final class Takedown {
    /// Longer than a controller waits for a node that it is just starting.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// How long a controller may take to start.
    private static final Duration STARTS = Duration.ofSeconds(60);
    private static final Duration KILLED = Duration.ofSeconds(10);

    private final Installation installation;
    private final InstantSource clock;
    private final Consumer<String> meanwhile;

    /// @param meanwhile is told, in a sentence, what takes its time
    public Takedown(Installation installation, InstantSource clock, Consumer<String> meanwhile) {
        this.installation = installation;
        this.clock = clock;
        this.meanwhile = meanwhile;
    }

    /// Stops the controller; where it was reached, if one ran.
    public Optional<URI> controller() {
        return stopped(running(Takedown::stop));
    }

    /// Stops the controller that listens on this port; faults if another or none runs here.
    public Optional<URI> controllerAt(int port) {
        // Where one that starts will listen is not known: it is left alone.
        Optional<ControllerFile> running = running(_ -> {});
        if (running.filter(one -> one.url().getPort() == port).isEmpty()) {
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "down.port",
                    "No controller of " + installation.repository() + " listens on port " + port
                            + running.map(one -> "; it listens at " + one.url()).orElse(""),
                    "arelops down without --port stops what runs here; -r FOLDER names another repository.");
        }
        return stopped(running);
    }

    /// Stops jobs, node and apps; whether a node ran.
    public boolean apps() {
        Standstill.Ended ended = new Standstill(installation, clock).bring();
        if (!ended.left().isEmpty()) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "down.left",
                    "Some of it did not end, even by SIGKILL: " + String.join(", ", ended.left()),
                    "Look what holds it (a disk that hangs?), and run arelops down again; nothing that is wanted is lost.");
        }
        return ended.node();
    }

    /// The controller; one that is starting is waited for, as it can be stopped in order only then.
    ///
    /// @param slow what is done with one that takes too long
    private Optional<ControllerFile> running(Consumer<OsProcess> slow) {
        Background background = new Background(installation);
        Optional<ControllerFile> running = background.file();
        if (running.isPresent()) {
            return running;
        }
        List<OsProcess> controllers = new OwnProcesses(installation).controllers();
        for (OsProcess starting : controllers) {
            meanwhile.accept("a controller is starting, process " + starting.pid());
            if (!background.settlesWithin(starting, STARTS)) {
                slow.accept(starting);
            }
        }
        return background.file();
    }

    private static Optional<URI> stopped(Optional<ControllerFile> running) {
        running.ifPresent(one -> stop(one.process()));
        return running.map(ControllerFile::url);
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
}

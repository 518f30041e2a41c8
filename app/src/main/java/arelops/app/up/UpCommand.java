package arelops.app.up;

import arelops.app.fault.Fault;
import arelops.app.node.OwnLog;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Starts controller and node for the repository of the working folder.
@Command(
        name = "up",
        description = "Start ARelOps for this repository: a controller, and a node that runs the apps.",
        footer = {
            "",
            "It works on the repository here, or on --remote, and remembers that: later, arelops up is enough.",
            "A password in the address is not kept: keep it in ~/.git-credentials.",
            "It goes on in the background. Trunk's tip is adopted, built, and goes along the line by itself.",
            "You become the first admin; your token is kept where your commands find it."
        })
public final class UpCommand implements Callable<Integer> {
    private final Machine machine;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--remote",
            paramLabel = "URL",
            description = "Work on this git remote instead of the repository here; remembered for the next start.")
    private @Nullable String remote;

    @Option(
            names = "--trunk",
            paramLabel = "BRANCH",
            description = "The trunk branch (default: the repository's own); remembered for the next start.")
    private @Nullable String trunk;

    @Option(
            names = "--move",
            description = "Change the remembered remote or trunk, for a repository that has moved with its ledger.")
    private boolean move;

    @Option(
            names = {"-r", "--repo"},
            paramLabel = "FOLDER",
            description = "The repository; default: the one around this folder.")
    private String repository = "";

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the control API (default: any free one).")
    private int port;

    @Option(names = "--foreground", description = "Stay in this terminal, for a service manager or to watch.")
    private boolean foreground;

    public UpCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws InterruptedException {
        Installation installation = here(machine, repository);
        return foreground ? stay(installation) : background(installation);
    }

    /// The installation of the repository of a folder; a folder without a name is the working folder.
    static Installation here(Machine machine, String named) {
        Path folder = machine.folder().resolve(named);
        return Installation.find(folder, machine.environment())
                .orElseThrow(() -> new Fault(
                        Fault.Kind.INPUT,
                        "repository.none",
                        "There is no git repository in " + folder + " or above it",
                        "Go into a working copy, or make one: git init."));
    }

    /// What was asked for, and what is remembered where nothing was.
    private Launch launch(Installation installation) {
        Launch asked = new Launch(
                Optional.ofNullable(remote),
                Optional.ofNullable(trunk),
                machine.java(),
                "c" + ProcessHandle.current().pid() + "-"
                        + Integer.toHexString(machine.random().nextInt()),
                port);
        return WorksOn.settled(installation, asked, move ? WorksOn.Change.MEANT : WorksOn.Change.REFUSED);
    }

    private int stay(Installation installation) throws InterruptedException {
        Foreground running = Foreground.start(
                installation,
                launch(installation),
                Optional.of(Starter.of(installation.repository(), machine.environment())),
                machine.random(),
                machine.clock());
        Thread stop = new Thread(running::close, "up-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        say(installation, running.url(), running.engine().about());
        try (OwnLog _ = OwnLog.keep(installation.controllerLog())) {
            running.awaitStop();
        }
        Runtime.getRuntime().removeShutdownHook(stop);
        running.close();
        return 0;
    }

    private int background(Installation installation) {
        Launch launch = launch(installation);
        Background background = new Background(installation);
        Optional<ControllerFile> running = background.running();
        if (running.isPresent() && move) {
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "up.running",
                    "ARelOps runs for " + installation.repository() + ", and cannot move meanwhile",
                    "arelops down, then the same command again.");
        }
        if (running.isPresent()) {
            out().println("ARelOps runs already for " + installation.repository() + ", at "
                    + running.get().url());
            return 0;
        }
        List<String> arguments = new ArrayList<>(List.of(
                "up",
                "--foreground",
                "--repo",
                installation.repository().toString(),
                "--port",
                Integer.toString(port)));
        Optional.ofNullable(remote).ifPresent(url -> arguments.addAll(List.of("--remote", url)));
        Optional.ofNullable(trunk).ifPresent(branch -> arguments.addAll(List.of("--trunk", branch)));
        if (move) {
            arguments.add("--move");
        }
        Optional<WorksOn> known = WorksOn.remembered(installation);
        ControllerFile started = background.start(launch.commandLine(arguments.toArray(String[]::new)));
        known.filter(_ -> remote == null && !move)
                .ifPresent(one -> out().println("✓ works on    " + one.in(installation) + ", as the last time"));
        out().println("✓ controller  " + started.url() + "  (log " + installation.controllerLog() + ")");
        out().println("✓ node        " + installation.node());
        out().println("✓ jobs        " + started.isolation());
        out().println("Look: arelops status    Stop: arelops down");
        return 0;
    }

    private void say(Installation installation, URI url, Engine.About about) {
        out().println("ARelOps for " + about.origin() + ", trunk " + about.trunk() + ", at " + url);
        out().println(about.isolation());
        out().println("State in " + installation.data());
        out().flush();
    }

    private PrintWriter out() {
        return java.util.Objects.requireNonNull(spec).commandLine().getOut();
    }
}

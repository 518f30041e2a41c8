package arelops.app.cli;

import arelops.app.fault.Fault;
import arelops.app.node.OwnLog;
import arelops.app.up.Background;
import arelops.app.up.FirstContent;
import arelops.app.up.Foreground;
import arelops.app.up.Installation;
import arelops.app.up.Launch;
import arelops.app.up.Machine;
import arelops.app.up.Starter;
import arelops.app.up.WorksOn;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts controller and node for the repository of the working folder.
@Command(
        name = "up",
        description = "Start ARelOps for this repository: a controller, and a node that runs the apps.",
        footer = {
            "",
            "It works on the repository here, or on --remote, and remembers that: later, arelops up is enough.",
            "A password in the address is not kept: keep it in ~/.git-credentials. Nor does the controller show it to",
            "other users (ps), but this very command does: with --remote - it reads the address from its input.",
            "It goes on in the background. Trunk's tip is adopted, built, and goes along the line by itself.",
            "You become the first admin; your token is kept where your commands find it.",
            "",
            "With --forge it hosts the repository itself: people fetch and push by HTTP, propose changes, and nobody",
            "pushes to trunk. It begins with trunk and the tags of the repository here, whose own files stay as they are."
        })
final class UpCommand implements Callable<Integer> {
    private static final String INPUT = "-";

    private final Machine machine;
    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    @Option(
            names = "--remote",
            paramLabel = "URL",
            description = "Work on this git remote instead of the repository here; remembered for the next start."
                    + " With - it is read from the first line of the input.")
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
            names = "--forge",
            description = "Host a repository of ARelOps' own for this folder; remembered for the next start.")
    private boolean forge;

    @Option(names = "--empty", description = "With --forge: begin empty, and wait for the first push.")
    private boolean empty;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the control API and of git (default: any free one; that of a forge stays).")
    private int port;

    @Option(names = "--foreground", description = "Stay in this terminal, for a service manager or to watch.")
    private boolean foreground;

    private UpCommand(Machine machine, Surroundings world) {
        this.machine = machine;
        this.world = world;
    }

    static CommandLine of(Machine machine, Surroundings world) {
        return Common.without(new CommandLine(new UpCommand(machine, world)), "--server", "--app", "--plain");
    }

    @Override
    public Integer call() throws InterruptedException {
        Session session = new Session(world, common);
        if ((forge && remote != null) || (empty && !forge)) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.usage",
                    forge ? "--forge and --remote are two places" : "--empty says what a forge begins with",
                    "arelops up --help");
        }
        Installation installation = forge ? common.installationOrFolder(world) : session.installation();
        Optional<String> address = Optional.ofNullable(remote).map(text -> text.equals(INPUT) ? fromInput() : text);
        return foreground ? stay(session, installation, address) : background(session, installation, address);
    }

    private String fromInput() {
        return world.line()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .orElseThrow(() -> new Fault(
                        Fault.Kind.INPUT,
                        "cli.usage",
                        "--remote - reads the address from the input, and there is none",
                        "Give it as the first line: arelops up --remote - < FILE"));
    }

    /// What was asked for, and what is remembered where nothing was.
    private Launch launch(Installation installation, Optional<String> address) {
        Launch asked = new Launch(
                address,
                Optional.ofNullable(trunk),
                machine.java(),
                "c" + ProcessHandle.current().pid() + "-"
                        + Integer.toHexString(machine.random().nextInt()),
                port);
        Launch there = forge ? asked.hosting(empty ? FirstContent.NOTHING : FirstContent.IMPORTED) : asked;
        return WorksOn.settled(installation, there, move ? WorksOn.Change.MEANT : WorksOn.Change.REFUSED);
    }

    private int stay(Session session, Installation installation, Optional<String> address) throws InterruptedException {
        boolean isFirst = WorksOn.remembered(installation).isEmpty();
        Launch launched = launch(installation, address);
        Foreground running = Foreground.start(
                installation,
                launched,
                Optional.of(Starter.of(installation.repository(), machine.environment())),
                machine.random(),
                machine.clock());
        Thread stop = new Thread(running::close, "up-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        if (common.json()) {
            session.json(
                    told(installation, running.url(), running.engine().about().isolation(), "started"));
        } else {
            session.print(List.of(
                    "ARelOps for " + running.engine().about().origin() + ", trunk "
                            + running.engine().about().trunk() + ", at " + running.url(),
                    running.engine().about().isolation(),
                    "State in " + installation.data()));
            session.print(new ForgeWords(session, installation, running.url()).lines(launched));
            if (isFirst && session.terminal()) {
                session.print(signIn(session, installation));
            }
        }
        try (OwnLog _ = OwnLog.keep(installation.controllerLog())) {
            running.awaitStop();
        }
        Runtime.getRuntime().removeShutdownHook(stop);
        running.close();
        return Exit.GOOD;
    }

    private int background(Session session, Installation installation, Optional<String> address) {
        Launch launch = launch(installation, address);
        Background background = new Background(installation);
        Optional<Background.Running> running = background.running();
        if (running.isPresent() && move) {
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "up.running",
                    "ARelOps runs for " + installation.repository() + ", and cannot move meanwhile",
                    "arelops down, then the same command again.");
        }
        if (running.isPresent()) {
            tell(
                    session,
                    installation,
                    running.get(),
                    "running",
                    List.of("ARelOps runs already for " + installation.repository() + ", at "
                            + running.get().url()));
            return Exit.GOOD;
        }
        boolean isFirst = WorksOn.remembered(installation).isEmpty();
        Optional<WorksOn> known = WorksOn.remembered(installation).filter(_ -> address.isEmpty() && !forge && !move);
        Background.Running started = background.start(launch.commandLine(arguments(installation, address)), address);
        String good = session.view().paint(View.Tone.GOOD, "✓");
        List<String> lines = new ArrayList<>();
        known.ifPresent(one -> lines.add(good + " works on    " + one.in(installation) + ", as the last time"));
        lines.add(good + " controller  " + started.url() + "  (log " + installation.controllerLog() + ")");
        lines.add(good + " node        " + installation.node());
        lines.add(good + " jobs        " + started.isolation());
        new ForgeWords(session, installation, started.url()).lines(launch).forEach(lines::add);
        if (isFirst) {
            lines.addAll(signIn(session, installation));
        }
        lines.add("Look: arelops status    Stop: arelops down");
        tell(session, installation, started, "started", lines);
        return Exit.GOOD;
    }

    /// The first admin's one-time link. It is made at the request of whoever has their token, and stands in no
    /// file.
    private List<String> signIn(Session session, Installation installation) {
        try {
            ControlClient client =
                    ControlClient.of(session.world().environment(), Optional.empty(), Optional.of(installation));
            String me = client.get("me").text("name");
            return List.of(
                    "You are @" + me + ", an admin. Sign in elsewhere with this link, once, within 24 hours:",
                    "  " + client.server() + client.invite(me).text("invitation"));
        } catch (Fault e) {
            return List.of("Sign in elsewhere: arelops people invite makes a one-time link.");
        }
    }

    /// The address goes by the input: anybody on the machine may read the arguments of a process.
    private String[] arguments(Installation installation, Optional<String> address) {
        List<String> arguments = new ArrayList<>(List.of(
                "up",
                "--foreground",
                "--repo",
                installation.repository().toString(),
                "--port",
                Integer.toString(port)));
        address.ifPresent(_ -> arguments.addAll(List.of("--remote", INPUT)));
        Optional.ofNullable(trunk).ifPresent(branch -> arguments.addAll(List.of("--trunk", branch)));
        if (forge) {
            arguments.add("--forge");
        }
        if (empty) {
            arguments.add("--empty");
        }
        if (move) {
            arguments.add("--move");
        }
        return arguments.toArray(String[]::new);
    }

    private void tell(
            Session session, Installation installation, Background.Running running, String state, List<String> lines) {
        if (common.json()) {
            session.json(told(installation, running.url(), running.isolation(), state));
        } else {
            session.print(lines);
        }
    }

    private static Doc told(Installation installation, URI url, String isolation, String state) {
        ObjectNode out = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("controller", state)
                .put("url", url.toString())
                .put("repository", installation.repository().toString())
                .put("log", installation.controllerLog().toString())
                .put("node", installation.node().toString())
                .put("isolation", isolation);
        WorksOn.remembered(installation).ifPresent(one -> out.put("worksOn", one.in(installation)));
        ForgeWords.address(installation, url).ifPresent(git -> out.put("git", git));
        return new Doc(out);
    }
}

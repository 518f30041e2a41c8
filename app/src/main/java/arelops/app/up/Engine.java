package arelops.app.up;

import arelops.app.change.ChangeBook;
import arelops.app.deploy.process.KeptNode;
import arelops.app.deploy.process.NodeLauncher;
import arelops.app.fault.Fault;
import arelops.app.forge.EmbeddedForge;
import arelops.app.git.FolderLock;
import arelops.app.git.GitRepository;
import arelops.app.git.HostedRepository;
import arelops.app.ledger.Ledger;
import arelops.app.ledger.SeenTip;
import arelops.app.reconcile.Authors;
import arelops.app.reconcile.Controller;
import arelops.app.reconcile.Ports;
import arelops.app.reconcile.Settings;
import arelops.app.reconcile.Teller;
import arelops.app.run.ArtifactStore;
import arelops.app.run.Isolation;
import arelops.app.run.Runner;
import arelops.app.run.Sandbox;
import arelops.app.traffic.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// The parts of a running ARelOps, put together: git, ledger, runner, store, node and controller of one repository.
public final class Engine implements AutoCloseable {
    /// A remote is asked no oftener than this; a local repository costs next to nothing.
    private static final Duration REMOTE_POLL = Duration.ofSeconds(5);

    private static final Duration LOCAL_POLL = Duration.ofMillis(500);

    private final FolderLock lock;
    private final KeptNode node;
    private final Controller controller;
    private final About about;
    private final Optional<HostedRepository> hosted;
    private final EmbeddedForge forge;

    /// What the start found out.
    ///
    /// @param level how far jobs can be kept from the program here
    /// @param isolation a sentence on how far jobs are kept from the program
    /// @param trunk the trunk branch
    /// @param origin where git is
    /// @param poll how often trunk is looked at without a nudge
    public record About(Isolation level, String isolation, String trunk, String origin, Duration poll) {}

    private Engine(
            FolderLock lock,
            KeptNode node,
            Controller controller,
            About about,
            Optional<HostedRepository> hosted,
            EmbeddedForge forge) {
        this.lock = lock;
        this.node = node;
        this.controller = controller;
        this.about = about;
        this.hosted = hosted;
        this.forge = forge;
    }

    /// Takes the data folder, starts the node if none runs, and wires the rest. Nothing moves before the first
    /// look.
    public static Engine start(
            Installation installation, Launch launch, Function<GitRepository, Authors> people, InstantSource clock) {
        return start(installation, launch, people, clock, new LocalAdapters(installation, launch, clock));
    }

    /// As [#start(Installation, Launch, Function, InstantSource)], through these adapters.
    static Engine start(
            Installation installation,
            Launch launch,
            Function<GitRepository, Authors> people,
            InstantSource clock,
            Adapters adapters) {
        privately(installation.data());
        FolderLock lock = FolderLock.take(installation.data());
        try {
            return over(lock, installation, launch, people, clock, adapters);
        } catch (IOException e) {
            lock.close();
            throw cannotStart(installation, e);
        } catch (Fault e) {
            lock.close();
            throw e;
        }
    }

    private static Engine over(
            FolderLock lock,
            Installation installation,
            Launch launch,
            Function<GitRepository, Authors> people,
            InstantSource clock,
            Adapters adapters)
            throws IOException {
        Sandbox sandbox = Sandbox.detect(installation.runs());
        Settings settings = new Settings(
                Seat.of(lock, launch.controller()).controller(launch.controller()),
                installation.app(),
                installation.deployments(),
                sandbox.best(),
                new Siblings(installation, clock));
        Source source = adapters.source(lock);
        try {
            ArtifactStore store = adapters.store();
            Runner runner = adapters.runner(sandbox, source.git(), store);
            try {
                Ledger ledger = new Ledger(source.git(), new SeenTip(installation.ledgerTip()));
                Turn turn = new Turn();
                Ports ports = new Ports(
                        source.git(),
                        ledger,
                        new ChangeBook(source.git()),
                        runner,
                        store,
                        new Ports.Field(
                                adapters.target(),
                                adapters.alerts(),
                                adapters.queries(),
                                adapters.loads(turn),
                                adapters.differenceTests(turn),
                                adapters.alarmTests(turn),
                                adapters.recorder()));
                Controller controller =
                        Controller.of(ports, settings, source.trunk(), people.apply(source.git()), clock);
                EmbeddedForge forge = new EmbeddedForge(clock);
                controller.onLook(new Teller(forge));
                About about = new About(
                        sandbox.best(),
                        sandbox.sentence(),
                        source.trunk(),
                        source.origin(),
                        launch.remote().isPresent() ? REMOTE_POLL : LOCAL_POLL);
                return new Engine(
                        lock,
                        KeptNode.start(launcher(installation, launch, clock)),
                        controller,
                        about,
                        source.hosted(),
                        forge);
            } catch (Fault e) {
                runner.close();
                throw e;
            }
        } catch (Fault e) {
            source.git().close();
            throw e;
        }
    }

    private static NodeLauncher launcher(Installation installation, Launch launch, InstantSource clock) {
        return new NodeLauncher(
                installation.node(),
                launch.commandLine("node", "--data", installation.node().toString()),
                clock);
    }

    private static void privately(Path data) {
        try {
            Files.createDirectories(data);
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "data.folder",
                    "Cannot make the data folder " + data + ": " + e,
                    "Make its parent writable, or set XDG_STATE_HOME to a folder that is.",
                    e);
        }
    }

    private static Fault cannotStart(Installation installation, IOException e) {
        return new Fault(
                Fault.Kind.BROKEN,
                "start",
                "Cannot start in " + installation.data() + ": " + e,
                "Mend the folder or disk; nothing was changed.",
                e);
    }

    public Controller controller() {
        return controller;
    }

    public GitRepository git() {
        return controller.ports().git();
    }

    /// The repository, where it is our own and people push to it here.
    public Optional<HostedRepository> hosted() {
        return hosted;
    }

    /// Where people read what changes wait for.
    public EmbeddedForge forge() {
        return forge;
    }

    public About about() {
        return about;
    }

    /// Lets go of everything. Jobs, the node and the apps go on.
    @Override
    public void close() {
        controller.stop();
        node.close();
        controller.ports().loads().close();
        controller.ports().differenceTests().close();
        controller.ports().alarmTests().close();
        controller.ports().runner().close();
        git().close();
        controller.await();
        lock.close();
    }
}

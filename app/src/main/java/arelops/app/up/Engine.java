package arelops.app.up;

import arelops.app.deploy.process.NodeLauncher;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.fault.Fault;
import arelops.app.git.CredentialFile;
import arelops.app.git.ExportLimits;
import arelops.app.git.FolderLock;
import arelops.app.git.GitAccess;
import arelops.app.git.GitRepository;
import arelops.app.git.RefsSeen;
import arelops.app.git.RemoteAddress;
import arelops.app.ledger.Ledger;
import arelops.app.ledger.SeenTip;
import arelops.app.reconcile.Authors;
import arelops.app.reconcile.Controller;
import arelops.app.reconcile.Ports;
import arelops.app.reconcile.Settings;
import arelops.app.run.ArtifactStore;
import arelops.app.run.LocalRunner;
import arelops.app.run.RunSettings;
import arelops.app.run.Runner;
import arelops.app.run.Sandbox;
import arelops.app.run.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The parts of a running ARelOps, put together: git, ledger, runner, store, node and controller of one repository.
public final class Engine implements AutoCloseable {
    private static final Duration NODE_STARTS = Duration.ofSeconds(30);
    private static final Duration GIT_ANSWERS = Duration.ofSeconds(30);
    private static final long STORE_CAP = 20L << 30;
    /// A remote is asked no oftener than this; a local repository costs next to nothing.
    private static final Duration REMOTE_POLL = Duration.ofSeconds(5);

    private static final Duration LOCAL_POLL = Duration.ofMillis(500);

    private final FolderLock lock;
    private final GitRepository git;
    private final Runner runner;
    private final Controller controller;
    private final About about;

    /// What the start found out.
    ///
    /// @param isolation a sentence on how far jobs are kept from the program
    /// @param trunk the trunk branch
    /// @param origin where git is
    /// @param poll how often trunk is looked at without a nudge
    public record About(String isolation, String trunk, String origin, Duration poll) {}

    private Engine(FolderLock lock, GitRepository git, Runner runner, Controller controller, About about) {
        this.lock = lock;
        this.git = git;
        this.runner = runner;
        this.controller = controller;
        this.about = about;
    }

    /// Takes the data folder, starts the node if none runs, and wires the rest. Nothing moves before the first look.
    public static Engine start(
            Installation installation, Launch launch, Function<GitRepository, Authors> people, InstantSource clock) {
        privately(installation.data());
        FolderLock lock = FolderLock.take(installation.data());
        try {
            Source source = Source.open(lock, installation, launch);
            GitRepository git = source.git;
            Ledger ledger = new Ledger(git, new SeenTip(installation.data().resolve("ledger-tip")));
            ArtifactStore store = new ArtifactStore(installation.artifacts(), STORE_CAP, clock);
            RunSettings run = runSettings(installation);
            Sandbox sandbox = Sandbox.detect(run);
            Runner runner = new LocalRunner(
                    run,
                    (commit, folder) -> git.export(commit, folder, ExportLimits.USUAL),
                    store,
                    Secrets.inFile(installation.secrets()),
                    sandbox,
                    clock);
            new NodeLauncher(
                            installation.node(),
                            launch.commandLine(
                                    "node", "--data", installation.node().toString()),
                            clock)
                    .ensureRunning(NODE_STARTS);
            Ports ports = new Ports(git, ledger, runner, store, new NodeTarget(installation.node(), clock));
            Settings settings =
                    new Settings(launch.controller(), installation.app(), installation.deployments(), sandbox.best());
            Controller controller = Controller.of(ports, settings, source.trunk, people.apply(git), clock);
            About about = new About(
                    sandbox.sentence(),
                    source.trunk,
                    source.origin,
                    launch.remote().isPresent() ? REMOTE_POLL : LOCAL_POLL);
            return new Engine(lock, git, runner, controller, about);
        } catch (IOException e) {
            lock.close();
            throw cannotStart(installation, e);
        } catch (Fault e) {
            lock.close();
            throw e;
        }
    }

    private static RunSettings runSettings(Installation installation) {
        return new RunSettings(
                installation.data(),
                installation.work(),
                List.of(),
                Optional.of(Path.of(System.getProperty("java.home"))),
                RunSettings.USUAL_PATH,
                RunSettings.Capacity.USUAL);
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

    /// The repository, its trunk branch, and where it is.
    private record Source(GitRepository git, String trunk, String origin) {
        static Source open(FolderLock lock, Installation installation, Launch launch) {
            String guess = launch.trunk().orElse("main");
            GitRepository git = open(lock, installation, launch, guess);
            if (launch.trunk().isEmpty()) {
                RefsSeen refs = git.refs();
                String branch = refs.defaultBranch().orElse(guess);
                if (refs.trunk().isEmpty() && !branch.equals(guess)) {
                    git.close();
                    guess = branch;
                    git = open(lock, installation, launch, guess);
                }
            }
            String origin = launch.remote()
                    .map(address -> RemoteAddress.parse(address).toString())
                    .orElse(installation.repository().toString());
            return new Source(git, guess, origin);
        }

        private static GitRepository open(FolderLock lock, Installation installation, Launch launch, String trunk) {
            if (launch.remote().isEmpty()) {
                return GitRepository.theirs(installation.repository(), trunk);
            }
            Path home = Path.of(System.getProperty("user.home"));
            return GitRepository.remote(
                    lock,
                    installation.git().resolve("mirror.git"),
                    RemoteAddress.parse(launch.remote().get()),
                    trunk,
                    new GitAccess(GIT_ANSWERS, new CredentialFile(home.resolve(".git-credentials")), home));
        }
    }

    public Controller controller() {
        return controller;
    }

    public GitRepository git() {
        return git;
    }

    public About about() {
        return about;
    }

    /// Lets go of everything. Jobs, the node and the apps go on.
    @Override
    public void close() {
        controller.stop();
        runner.close();
        git.close();
        lock.close();
    }
}

package arelops.app.up;

import arelops.app.fault.Fault;
import arelops.app.forge.HostedForge;
import arelops.app.git.HostedRepository;
import arelops.app.people.AccountAuthors;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.TokenStore;
import arelops.app.reconcile.Controller;
import arelops.app.web.Accounts;
import arelops.app.web.ControlServer;
import arelops.core.change.ReservedTags;
import arelops.core.policy.Policy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A controller with its API, in this process, until it is told to stop.
public final class Foreground implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Foreground.class);

    /// How long a look that is under way may take to end: then it is left, which is no worse than a crash.
    private static final Duration ENDS = Duration.ofSeconds(30);

    private final Installation installation;
    private final Engine engine;
    private final ControlServer server;
    private final URI url;
    private final Looks looks;
    private final CountDownLatch told;

    private Foreground(
            Installation installation, Engine engine, ControlServer server, URI url, Looks looks, CountDownLatch told) {
        this.installation = installation;
        this.engine = engine;
        this.server = server;
        this.url = url;
        this.looks = looks;
        this.told = told;
    }

    /// Starts everything; `starter` becomes the first admin of a repository without people. If that
    /// fails, a node that it started ends again.
    public static Foreground start(
            Installation installation,
            Launch launch,
            Optional<Person> starter,
            SecureRandom random,
            InstantSource clock) {
        List<OsProcess> before = new OwnProcesses(installation).nodes();
        try {
            return begun(installation, launch, starter, random, clock);
        } catch (Fault e) {
            // Apps go on: they are somebody's who was here before. Where another works here, the node is its own.
            if (!e.code().equals("data.in-use")) {
                new OwnProcesses(installation)
                        .nodes().stream().filter(node -> !before.contains(node)).forEach(node -> node.end(ENDS, ENDS));
            }
            throw e;
        }
    }

    private static Foreground begun(
            Installation installation,
            Launch launch,
            Optional<Person> starter,
            SecureRandom random,
            InstantSource clock) {
        PeopleHolder people = new PeopleHolder();
        Engine engine = Engine.start(installation, launch, people::authors, clock);
        try {
            WorksOn now = worksOn(installation, launch, engine);
            TokenStore tokens = new TokenStore(installation.tokenHashes(), random, clock);
            new FirstAdmin(installation, tokens, clock).ensure(people.store(), starter);
            CountDownLatch told = new CountDownLatch(1);
            Optional<HostedForge> forge =
                    engine.hosted().map(hosted -> forge(installation, engine.controller(), hosted));
            ControlServer server = new ControlServer(
                    launch.control(),
                    arelops.app.web.Engine.of(
                            engine.controller(),
                            engine.about().level(),
                            forge.map(one -> new arelops.app.web.Engine.Hosted(
                                    one.path(), one.repository().trunk())),
                            engine.forge()),
                    new Accounts(people.store(), tokens),
                    forge,
                    told::countDown,
                    clock);
            URI url = server.start();
            try {
                now.at(url.getPort()).write(installation);
                ControllerFile.ofThis(url, clock.instant(), engine.about().isolation())
                        .write(installation.controllerFile());
            } catch (Fault e) {
                server.close();
                throw e;
            }
            LOG.info("{}", engine.about().isolation());
            Looks looks =
                    Looks.begin(() -> engine.controller().run(engine.about().poll()), told);
            return new Foreground(installation, engine, server, url, looks, told);
        } catch (Fault e) {
            engine.close();
            throw e;
        }
    }

    /// The forge of the repository that is hosted here; it keeps the tags of the rules that are in force.
    private static HostedForge forge(Installation installation, Controller controller, HostedRepository hosted) {
        return new HostedForge(
                installation.app().text(),
                hosted,
                () -> ReservedTags.of(controller
                        .board()
                        .observed()
                        .map(observed -> observed.rules().policy())
                        .orElseGet(() -> Policy.standard(installation.app()))),
                new PushedChanges(controller),
                controller::nudge);
    }

    /// What is worked on, for the next start. Nothing was written to another remote than before, unless it has the
    /// ledger that was seen.
    private static WorksOn worksOn(Installation installation, Launch launch, Engine engine) {
        Optional<WorksOn> known = WorksOn.remembered(installation);
        boolean isSure =
                launch.trunk().isPresent() || engine.git().refs().trunk().isPresent();
        WorksOn now = WorksOn.of(launch, isSure ? Optional.of(engine.about().trunk()) : Optional.empty());
        if (known.isPresent() && !known.get().isWith(now)) {
            mustHoldTheLedger(installation, engine, now);
        }
        return now;
    }

    private static void mustHoldTheLedger(Installation installation, Engine engine, WorksOn now) {
        try {
            engine.controller().ports().ledger().read();
        } catch (Fault e) {
            if (!e.code().equals("ledger.rewritten")) {
                throw e;
            }
            throw new Fault(
                    Fault.Kind.REFUSED,
                    "up.other-ledger",
                    "The ledger of " + now.in(installation) + " is not the one that was seen here: " + e.getMessage(),
                    "Move the evidence first, from a clone that has it: git push"
                            + " URL 'refs/arelops/*:refs/arelops/*' --tags. Or begin anew there: arelops down, then delete "
                            + installation.data() + ".",
                    e);
        }
    }

    /// The people of the repository, once there is one.
    private static final class PeopleHolder {
        private Optional<PeopleStore> store = Optional.empty();

        arelops.app.reconcile.Authors authors(arelops.app.git.GitRepository git) {
            store = Optional.of(new PeopleStore(git));
            return new AccountAuthors(store.get());
        }

        PeopleStore store() {
            return store.orElseThrow();
        }
    }

    public URI url() {
        return url;
    }

    public Engine engine() {
        return engine;
    }

    /// Waits until somebody tells it to stop; fails if it cannot look any more.
    public void awaitStop() throws InterruptedException {
        told.await();
        looks.check();
    }

    /// Ends the looks and the API; the node, the apps and running jobs go on.
    @Override
    public void close() {
        engine.controller().stop();
        try {
            if (!looks.join(ENDS)) {
                LOG.warn(
                        "a look did not end within {} s; it is left behind, as a crash would leave it",
                        ENDS.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
        engine.close();
        try {
            Files.deleteIfExists(installation.controllerFile());
        } catch (IOException e) {
            LOG.warn("cannot remove {}: {}", installation.controllerFile(), e.toString());
        }
    }
}

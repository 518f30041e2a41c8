package arelops.app.up;

import arelops.app.OwnJava;
import arelops.app.OwnPorts;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.deploy.wire.NodeFile;
import arelops.app.git.RefsSeen;
import arelops.app.git.TrunkCommit;
import arelops.app.ledger.Verification;
import arelops.app.reconcile.Authors;
import arelops.app.reconcile.Board;
import arelops.app.reconcile.Observed;
import arelops.app.web.PolicyTags;
import arelops.core.change.ApprovalQuestion;
import arelops.core.evidence.Entry;
import arelops.core.evidence.LedgerState;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Decision;
import arelops.core.release.Role;
import arelops.testkit.Patience;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A repository with a small web app in it, and an engine on that repository which the test steps.
final class Shop implements AutoCloseable {
    static final AppName APP = new AppName("shop");
    static final PersonName AUTHOR = new PersonName("dev-1");
    static final PersonName REVIEWER = new PersonName("rev-1");
    static final PersonName OTHER = new PersonName("rev-2");

    /// The app is compiled when it is committed, by the very process of the test: a compiler of
    /// its own for each build
    /// is most of what such a build takes.
    static final String BUILD = "mkdir -p out && cp App.class out";

    static final String RUN = "exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp out App";

    /// Everything short: windows of a second, a soak of one window with one request.
    static final String CONFIG = """
            build: %s
            run: %s
            health: /health
            checks:
              tests: grep -q VERSION App.java
            accept: test -n "$URL"
            window: 1s
            environments:
              beta: {soak: {length: 1s, samples: 1}}
              passive: {canary: off, soak: {length: 1s, samples: 1}}
              production: {canary: off, soak: {length: 1s, samples: 1}}
            """.formatted(BUILD, RUN);

    /// Only BETA and PRODUCTION, without checks, acceptance test and approvals: for what is not
    /// about those.
    static final String SHORT_LINE = """
            approvals: 0
            build: %s
            run: %s
            health: /health
            window: 1s
            environments:
              beta: {soak: {length: 1s, samples: 1}}
              passive: off
              production: {canary: off, soak: {length: 1s, samples: 1}}
            """.formatted(BUILD, RUN);

    private static final String SOURCE = """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;

            public class App {
                static final String VERSION = "THE VERSION";

                public static void main(String[] args) throws Exception {
                    // FIRST OF ALL
                    int port = Integer.parseInt(System.getenv("PORT"));
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/", exchange -> {
                        byte[] body = (VERSION + " " + System.getenv("SHA")).getBytes();
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    private static final long REST = Duration.ofMillis(60).toNanos();

    private final Path repository;
    private final GitCommand git;
    private final Installation installation;
    private final InstantSource clock;
    private Optional<Engine> engine = Optional.empty();
    private Optional<String> remote = Optional.empty();

    private Shop(Path repository, Installation installation, InstantSource clock) {
        this.repository = repository;
        this.git = new GitCommand(repository);
        this.installation = installation;
        this.clock = clock;
    }

    /// A shop with its first commit; nothing runs yet.
    static Shop in(Path folder, InstantSource clock) throws IOException, InterruptedException {
        return in(folder, clock, CONFIG);
    }

    /// The same with a config of its own.
    static Shop in(Path folder, InstantSource clock, String config) throws IOException, InterruptedException {
        Path repository = Files.createDirectory(folder.resolve("shop"));
        Shop shop = new Shop(
                repository, new Installation(repository, folder.resolve("data"), folder.resolve("work")), clock);
        OwnPorts.lead(shop.installation.node());
        shop.git.run("init", "-q", "-b", "main");
        shop.config(config);
        shop.commit("1");
        return shop;
    }

    Path repository() {
        return repository;
    }

    GitCommand git() {
        return git;
    }

    Installation installation() {
        return installation;
    }

    Engine engine() {
        return engine.orElseThrow();
    }

    /// From the next start on, the engine works on the repository at this address instead of
    /// the shop's own.
    void workOn(String address) {
        remote = Optional.of(address);
    }

    /// Starts an engine whose controller has this name; the one before is closed first.
    Engine start(String name) {
        return start(name, UnaryOperator.identity());
    }

    /// As [#start(String)], with the adapters that are made of the real ones.
    Engine start(String name, UnaryOperator<Adapters> adapters) {
        stopEngine();
        Launch launch = new Launch(remote, Optional.empty(), java(), name, 0);
        Engine started = Engine.start(
                installation,
                launch,
                _ -> new Crew(),
                clock,
                adapters.apply(new LocalAdapters(installation, launch, clock)));
        engine = Optional.of(started);
        return started;
    }

    /// Everybody's commits are the author's; the accounts are those of the three.
    private static final class Crew implements Authors {
        @Override
        public Set<PersonName> of(TrunkCommit commit) {
            return Set.of(AUTHOR);
        }

        @Override
        public ApprovalQuestion.Accounts accounts(RefsSeen refs) {
            return new ApprovalQuestion.Accounts(
                    Map.of(AUTHOR, Role.DEVELOPER, REVIEWER, Role.REVIEWER, OTHER, Role.ADMIN), Set.of(), Map.of());
        }
    }

    static List<String> java() {
        return Stream.concat(OwnJava.command().stream(), Stream.of("arelops.app.Main"))
                .toList();
    }

    /// Commits everything in the working copy, with the app at this version.
    CommitId commit(String version) throws IOException, InterruptedException {
        return commit(version, "");
    }

    /// The same; the app does this first of all when it starts.
    CommitId commit(String version, String first) throws IOException, InterruptedException {
        return commitApp(version, SOURCE.replace("// FIRST OF ALL", first));
    }

    /// The same; once it has answered its health and its acceptance test, it fails one request of three.
    CommitId commitFailing(String version) throws IOException, InterruptedException {
        return commitApp(version, SOURCE.replace("exchange.sendResponseHeaders(200", """
                                boolean asks = exchange.getRequestURI().getPath().equals("/");
                                exchange.sendResponseHeaders(asks && System.nanoTime() / 1000 % 3 == 0 ? 500 : 200"""));
    }

    /// The same; it fails every request as long as this file is there.
    CommitId commitFailingWhile(String version, Path file) throws IOException, InterruptedException {
        return commitApp(version, SOURCE.replace("exchange.sendResponseHeaders(200", """
                                boolean asks = exchange.getRequestURI().getPath().equals("/");
                                boolean spoilt = new java.io.File("%s").exists();
                                exchange.sendResponseHeaders(asks && spoilt ? 500 : 200""".formatted(file)));
    }

    /// Commits everything in the working copy, with an app of this source at this version.
    CommitId commitApp(String version, String source) throws IOException, InterruptedException {
        new AppSource(source.replace("THE VERSION", version)).into(repository);
        git.run("add", ".");
        git.run("commit", "-qm", "Version " + version);
        return head();
    }

    /// Writes the config file, which the next commit holds.
    void config(String text) throws IOException {
        Files.writeString(repository.resolve(".arelops.yaml"), text);
    }

    CommitId head() throws IOException, InterruptedException {
        return new CommitId(git.run("rev-parse", "HEAD"));
    }

    /// The commit that a tag names.
    Optional<CommitId> tag(String name) throws IOException, InterruptedException {
        String found = git.run("tag", "-l", name);
        return found.isEmpty() ? Optional.empty() : Optional.of(new CommitId(git.run("rev-parse", name + "^{commit}")));
    }

    /// What a person says, as the controller answers it.
    Answer say(PersonName person, Role role, Command command) {
        return engine().controller().command(APP, person, role, command, "in a test");
    }

    /// Two people approve a commit that was pushed, one of them an admin: it may bring looser rules.
    void approve(CommitId commit) {
        say(REVIEWER, Role.REVIEWER, new Command.Approve(commit, Optional.empty()));
        say(OTHER, Role.ADMIN, new Command.Approve(commit, Optional.empty()));
    }

    /// An admin approves a commit once it is seen: its rules may be looser than those before.
    void letIn(CommitId commit) {
        stepUntil(
                commit.brief() + " is seen",
                () -> board().observed().isPresent()
                        && ledger().trunk().position(commit).isPresent());
        say(OTHER, Role.ADMIN, new Command.Approve(commit, Optional.empty()));
    }

    void step(int times) {
        for (int i = 0; i < times; i++) {
            engine().controller().step();
        }
    }

    void stepUntil(String what, Condition condition) {
        stepUntil(what, Duration.ofMinutes(2), condition);
    }

    /// The same with another deadline, for what may have to be done anew.
    void stepUntil(String what, Duration deadline, Condition condition) {
        Patience.until(what, deadline, () -> {
            boolean acted = engine().controller().step();
            try {
                if (condition.holds()) {
                    return true;
                }
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
            if (!acted) {
                LockSupport.parkNanos(REST); // it waits for a process or a window: looks without end only slow these
            }
            return false;
        });
    }

    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    Board board() {
        return engine().controller().board();
    }

    /// What was decided for an environment.
    private Optional<Decision> decision(EnvironmentName environment) {
        return Optional.ofNullable(board().apps().get(APP))
                .flatMap(app -> Optional.ofNullable(app.line().get(environment)));
    }

    /// The reason of what was decided for an environment, as `arelops why` says it.
    String why(EnvironmentName environment) {
        return decision(environment).map(Decision::because).orElse("nothing was decided yet");
    }

    /// What an environment waits for.
    Decision.Until until(EnvironmentName environment) {
        return ((Decision.Wait) decision(environment).orElseThrow()).until();
    }

    /// Why the newest entry of this kind was made.
    String said(String kind) {
        return engine().controller().newest(100).stream()
                .filter(entry -> entry.kind().equals(kind))
                .map(Entry::because)
                .findFirst()
                .orElse("");
    }

    /// What the target knows of an environment.
    Observation target(EnvironmentName environment) {
        return board().observed()
                .orElseThrow()
                .target(new Slot(APP, environment))
                .orElseThrow();
    }

    /// What kept the last act of an environment from being performed.
    Optional<String> mishap(EnvironmentName environment) {
        return Optional.ofNullable(board().apps().get(APP))
                .flatMap(app -> Optional.ofNullable(app.mishaps().get(environment)));
    }

    /// Steps until an environment, and each before it, runs this commit, settled; each has its own time.
    void stepUntilSettled(EnvironmentName environment, CommitId commit) {
        stepUntil(
                commit.brief() + " is built",
                () -> board().observed().isPresent()
                        && ledger().builds(APP).of(commit).isPresent());
        List<EnvironmentName> line = board().observed().orElseThrow().rules().policy().line().stream()
                .map(EnvironmentPolicy::name)
                .toList();
        for (EnvironmentName one : line.subList(0, line.indexOf(environment) + 1)) {
            stepUntil(commit.brief() + " is settled in " + one.upper(), () -> settled(one, commit));
        }
    }

    LedgerState ledger() {
        return engine().controller()
                .board()
                .observed()
                .map(Observed::ledger)
                .orElseThrow()
                .state();
    }

    /// What `arelops verify` finds.
    Verification verify() {
        return engine().controller()
                .ports()
                .ledger()
                .verify(
                        engine().git().fetch(),
                        new PolicyTags(board().observed().orElseThrow().rules().policy()));
    }

    boolean settled(EnvironmentName environment, CommitId commit) {
        return engine().controller().board().observed().isPresent()
                && ledger().slot(new Slot(APP, environment))
                        .serving()
                        .filter(serving -> serving.commit().equals(commit) && serving.settled())
                        .isPresent();
    }

    /// How many windows were seen of what an environment serves.
    int windows(EnvironmentName environment) {
        return Optional.ofNullable(engine().controller()
                        .board()
                        .observed()
                        .orElseThrow()
                        .slots()
                        .get(new Slot(APP, environment)))
                .map(seen -> seen.windows().size())
                .orElse(0);
    }

    /// Where an environment is reached.
    URI address(EnvironmentName environment) {
        return target(environment).address().byPort();
    }

    /// The status and body that an environment answers with; `refused` where nobody listens at this moment.
    String ask(EnvironmentName environment) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(address(environment)).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (ConnectException e) {
            return "refused";
        }
    }

    /// Ends everything; nothing is left then.
    @Override
    public void close() {
        down();
    }

    /// Ends the engine alone.
    void stopEngine() {
        engine.ifPresent(Engine::close);
        engine = Optional.empty();
    }

    /// Ends the engine and the node; the apps go on, as when a machine's services are stopped
    /// for a while.
    void stopEngineAndNode() {
        stopEngine();
        NodeTarget node = new NodeTarget(installation.node(), InstantSource.system());
        if (!(node.ping() instanceof Reply.Known<NodeFile>(NodeFile running))) {
            throw new AssertionError("no node runs");
        }
        node.down(false);
        Patience.until(
                "the node has ended", () -> ProcessHandle.of(running.pid()).isEmpty());
    }

    /// Ends the engine, its jobs, the node and the apps, as `arelops down` does.
    void down() {
        stopEngine();
        Standstill.Ended ended = new Standstill(installation, InstantSource.system()).bring();
        if (!ended.left().isEmpty()) {
            throw new AssertionError("did not end: " + ended.left());
        }
    }
}

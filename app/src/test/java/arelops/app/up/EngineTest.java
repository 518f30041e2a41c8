package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.process.NodeTarget;
import arelops.app.reconcile.Board;
import arelops.app.reconcile.Observed;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Role;
import arelops.testkit.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job on real parts: a git repository, a build, processes behind the router, tags moved with evidence.
class EngineTest {
    private static final AppName SHOP = new AppName("shop");
    private static final PersonName REVIEWER = new PersonName("rev-1");
    private static final PersonName OTHER = new PersonName("rev-2");

    @TempDir
    Path folder;

    private Path repository;
    private GitCommand git;
    private Installation installation;
    private Engine engine;

    @BeforeEach
    void a_repository_with_an_app() throws IOException, InterruptedException {
        repository = Files.createDirectory(folder.resolve("shop"));
        git = new GitCommand(repository);
        git.run("init", "-q", "-b", "main");
        write("1");
        Files.writeString(repository.resolve(".arelops.yaml"), """
                build: mkdir -p out && javac -d out App.java
                run: exec java -XX:TieredStopAtLevel=1 -cp out App
                health: /health
                checks:
                  tests: grep -q VERSION App.java
                accept: test -n "$URL"
                window: 1s
                environments:
                  beta: {soak: {length: 1s, samples: 1}}
                  passive: {soak: {length: 1s, samples: 1}}
                  production: {soak: {length: 1s, samples: 1}}
                """);
        git.run("add", ".");
        git.run("commit", "-qm", "A shop");
        installation = new Installation(repository, folder.resolve("data"), folder.resolve("work"));
        engine = engine("c1");
    }

    private void write(String version) throws IOException {
        Files.writeString(repository.resolve("App.java"), """
                import com.sun.net.httpserver.HttpServer;
                import java.net.InetSocketAddress;

                public class App {
                    static final String VERSION = "%s";

                    public static void main(String[] args) throws Exception {
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
                """.formatted(version));
    }

    private Engine engine(String name) {
        Launch launch = new Launch(Optional.empty(), Optional.empty(), java(), name, 0);
        return Engine.start(installation, launch, _ -> _ -> Set.of(new PersonName("dev-1")), InstantSource.system());
    }

    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "arelops.app.Main");
    }

    @AfterEach
    void everything_is_stopped() {
        engine.close();
        new NodeTarget(installation.node(), InstantSource.system()).down(true);
    }

    private CommitId head() throws IOException, InterruptedException {
        return new CommitId(git.run("rev-parse", "HEAD"));
    }

    private Optional<CommitId> tag(String name) throws IOException, InterruptedException {
        String found = git.run("tag", "-l", name);
        return found.isEmpty() ? Optional.empty() : Optional.of(new CommitId(git.run("rev-parse", name + "^{commit}")));
    }

    private void stepUntil(String what, Condition condition) {
        Patience.until(what, () -> {
            engine.controller().step();
            try {
                return condition.holds();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private boolean settled(EnvironmentName environment, CommitId commit) {
        return engine.controller()
                .board()
                .observed()
                .map(Observed::ledger)
                .flatMap(ledger ->
                        ledger.state().slot(new Slot(SHOP, environment)).serving())
                .filter(serving -> serving.commit().equals(commit) && serving.settled())
                .isPresent();
    }

    private String ask(EnvironmentName environment) throws IOException, InterruptedException {
        Board board = engine.controller().board();
        URI address = board.observed()
                .orElseThrow()
                .target(new Slot(SHOP, environment))
                .orElseThrow()
                .address()
                .byPort();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }

    private Answer say(PersonName person, Role role, Command command) {
        return engine.controller().command(SHOP, person, role, command, "in a test");
    }

    @Test
    @DisplayName("TAG-1, LINE-1, LINE-3, CHG-6, PRO-3: a commit travels from trunk to PRODUCTION, and back by a switch")
    void a_commit_travels_to_production_and_back() throws Exception {
        CommitId first = head();
        stepUntil("genesis is settled in PRODUCTION", () -> settled(EnvironmentName.PRODUCTION, first));
        assertThat(tag("PRODUCTION")).contains(first);
        assertThat(tag("BETA")).contains(first);
        assertThat(ask(EnvironmentName.PRODUCTION)).isEqualTo("200 1 " + first.hex());
        assertThat(git.run("tag", "-l", "release/*")).isNotEmpty();

        write("2");
        git.run("commit", "-qam", "A second version");
        CommitId second = head();
        for (int i = 0; i < 20; i++) {
            engine.controller().step();
        }
        assertThat(tag("BETA")).as("a pushed commit waits for approval").contains(first);
        assertThat(say(new PersonName("dev-1"), Role.ADMIN, new Command.Approve(second, Optional.empty())))
                .as("nobody approves their own work")
                .isInstanceOf(Answer.Refused.class);
        say(REVIEWER, Role.REVIEWER, new Command.Approve(second, Optional.empty()));
        say(OTHER, Role.REVIEWER, new Command.Approve(second, Optional.empty()));
        stepUntil("the second is settled in PRODUCTION", () -> settled(EnvironmentName.PRODUCTION, second));
        assertThat(tag("PRODUCTION")).contains(second);
        assertThat(ask(EnvironmentName.PRODUCTION)).isEqualTo("200 2 " + second.hex());

        say(OTHER, Role.OPERATOR, new Command.Rollback(EnvironmentName.PRODUCTION, Optional.empty(), false));
        stepUntil("PRODUCTION is back", () -> tag("PRODUCTION").equals(Optional.of(first)));
        assertThat(ask(EnvironmentName.PRODUCTION)).isEqualTo("200 1 " + first.hex());
        assertThat(tag("PASSIVE")).contains(second);
    }
}

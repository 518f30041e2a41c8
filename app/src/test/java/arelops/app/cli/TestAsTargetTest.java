package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Answer;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.Watching;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.node.Fixture;
import arelops.app.node.Node;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.TokenStore;
import arelops.app.up.Installation;
import arelops.app.web.Accounts;
import arelops.app.web.ControlServer;
import arelops.app.web.HandMade;
import arelops.app.web.HandMadeChanges;
import arelops.core.evidence.Actor;
import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import arelops.core.release.Role;
import arelops.testkit.Patience;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recorded requests to the TEST environment of a change by its name: a real node, and a server whose changes are made
/// by hand.
class TestAsTargetTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final PersonName SENDER = new PersonName("sender");

    @TempDir
    Path around;

    private final HandMade engine = new HandMade();
    private final HandMadeChanges changes = engine.changes();
    private Path folder = Path.of("");
    private Optional<ControlServer> server = Optional.empty();
    private String url = "";
    private String token = "";

    @BeforeEach
    void start() throws IOException, InterruptedException {
        folder = around.resolve("shop");
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".arelops.yaml"), "watch: {errors: {max: 2%}}\n");
        Files.writeString(folder.resolve("access.log"), """
                192.0.2.7 - - [10/Oct/2026:13:55:36 +0000] "GET /name HTTP/1.1" 200 4 "-" "curl/8"
                192.0.2.8 - - [10/Oct/2026:13:55:36 +0000] "GET /name HTTP/1.1" 200 4 "-" "curl/8"
                192.0.2.9 - - [10/Oct/2026:13:55:37 +0000] "POST /name HTTP/1.1" 200 4 "-" "curl/8"
                """.repeat(10));
        NativeGit.git(around, "init", "-q", "--bare", "-b", "main", "shop.git");
        PeopleStore people = new PeopleStore(GitRepository.theirs(around.resolve("shop.git"), "main"));
        TokenStore store = new TokenStore(around.resolve("tokens.json"), new SecureRandom(), () -> HandMade.NOW);
        people.add(new Person(SENDER, Role.OPERATOR, List.of()), new Actor.Automation("test"), HandMade.NOW);
        token = store.issue(SENDER, Optional.empty());
        ControlServer started =
                new ControlServer(0, engine, new Accounts(people, store), () -> {}, InstantSource.system());
        URI at = started.start();
        url = at.toString();
        server = Optional.of(started);
        assertThat(run("traffic", "import", "access.log").code()).isZero();
    }

    @AfterEach
    void stop() {
        server.ifPresent(ControlServer::close);
    }

    private Shell.Ran run(String... line) {
        return new Shell(folder, InstantSource.system())
                .with("ARELOPS_HOME", around.resolve("home").toString())
                .with("ARELOPS_SERVER", url)
                .with("ARELOPS_TOKEN", token)
                .pausing(time -> {
                    LockSupport.parkNanos(time.toNanos());
                    return true;
                })
                .run(line);
    }

    private static JsonNode json(Shell.Ran ran) throws IOException {
        assertThat(ran.out()).as(ran.err()).startsWith("{");
        return JSON.readTree(ran.out());
    }

    private ChangeNumber change() {
        return changes.opened(Role.DEVELOPER, "Show the slot");
    }

    @Test
    @DisplayName("TRF-2: replay, load, diff and validate take the TEST environment of a change by its name")
    void by_name() throws IOException {
        ChangeNumber number = change();
        changes.inTest(number, changes.tried(number));
        EnvironmentName name = new EnvironmentName("pr-" + number.value());
        Slot slot = new Slot(new AppName("shop"), name);
        Path data = Installation.of(
                        folder, Map.of("ARELOPS_HOME", around.resolve("home").toString()))
                .node();
        try (Node node = Node.start(Fixture.settings(data), InstantSource.system())) {
            NodeTarget target = new NodeTarget(data, InstantSource.system());
            try {
                DeploymentSpec spec = Fixture.spec("r1-t1", folder, Fixture.app("name=live"));
                serve(target, slot, spec);

                JsonNode replay = json(run("traffic", "replay", "access", "--to", "pr-1", "--json"));
                JsonNode load = json(
                        run("traffic", "load", "access", "--to", "test/1", "--steps", "1x", "--each", "1s", "--json"));
                Shell.Ran diff = run("traffic", "diff", "access", "--candidate", "TEST/pr-1", "--stable", "pr-1");
                Shell.Ran validate = run("traffic", "validate", "access", "--to", "test/1", "--within", "3s", "--json");

                assertThat(replay.at("/requests/answered").asInt()).isEqualTo(20);
                assertThat(replay.path("failures").path("status5xx").asInt()).isZero();
                assertThat(load.path("steps").size()).as(load.toString()).isPositive();
                assertThat(diff.out()).as(diff.err()).contains("nothing is answered differently than by stable");
                assertThat(validate.code()).as(validate.out() + validate.err()).isIn(0, 6);
                assertThat(json(validate).at("/runs/1/harmed").asInt()).isPositive();
            } finally {
                target.down(true);
            }
            assertThat(node.routerPort()).isPositive();
        }
    }

    /// The app runs there, and the board has seen it.
    private void serve(NodeTarget target, Slot slot, DeploymentSpec spec) {
        assertThat(target.start(slot, Fixture.token(1), spec)).isInstanceOf(Answer.Done.class);
        Patience.until(
                "the app is healthy",
                () -> seen(target, slot).deployments().stream().anyMatch(Observation.Deployment::healthy));
        assertThat(target.route(
                        slot,
                        Fixture.token(1),
                        Route.Serving.all(spec.id()),
                        Watching.of(Duration.ofMillis(500), false, List.of())))
                .isEqualTo(new Answer.Done(true));
        engine.serves(slot.environment(), seen(target, slot));
    }

    private static Observation seen(NodeTarget target, Slot slot) {
        return switch (target.observe(slot)) {
            case Reply.Known<Observation>(Observation seen) -> seen;
            case Reply.Unknown<Observation>(String because) -> throw new AssertionError(because);
        };
    }

    @Test
    @DisplayName("TRF-2: a change without a running TEST is refused, and says why")
    void without_test() {
        ChangeNumber number = change();

        assertThat(run("traffic", "replay", "access", "--to", "pr-" + number.value()))
                .returns(3, Shell.Ran::code)
                .extracting(Shell.Ran::err)
                .asString()
                .contains("TEST of #1 does not serve", "arelops test 1");
        assertThat(run("traffic", "replay", "access", "--to", "pr-9").err()).contains("9");
        assertThat(run("traffic", "replay", "access", "--to", "pr-9").code()).isNotZero();
        changes.inTest(number, changes.tried(number));
        assertThat(run("traffic", "load", "access", "--to", "pr-1").err()).contains("TEST of #1 does not serve");
    }

    @Test
    void names_of_it() {
        assertThat(TestName.of("pr-7").map(TestName::change)).contains(7);
        assertThat(TestName.of("TEST/pr-7").map(TestName::environment)).contains(new EnvironmentName("pr-7"));
        assertThat(TestName.of("test/7").map(TestName::change)).contains(7);
        assertThat(TestName.of("pr-0")).isEmpty();
        assertThat(TestName.of("test")).isEmpty();
        assertThat(TestName.of("beta")).isEmpty();
    }
}

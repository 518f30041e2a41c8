package arelops.app.node;

import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.get;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Answer;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Launch;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.Standing;
import arelops.app.deploy.Token;
import arelops.app.deploy.Users;
import arelops.app.deploy.Watching;
import arelops.app.deploy.Way;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.app.deploy.process.NodeTarget;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Users of PRODUCTION's address who are served by PASSIVE: real clients, the router, real apps on both sides.
final class RedirectTest {
    private static final AppName APP = new AppName("hello");
    private static final Slot PRODUCTION = new Slot(APP, EnvironmentName.PRODUCTION);
    private static final Slot PASSIVE = new Slot(APP, EnvironmentName.PASSIVE);
    private static final Watching MIRRORED =
            new Watching(Duration.ofSeconds(1), false, List.of(), Optional.of(EnvironmentName.PRODUCTION));
    private static final DeploymentId THERE = new DeploymentId("r1-t2");

    @TempDir
    Path data;

    @TempDir
    Path work;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Node node;
    private NodeTarget target;
    private URI users;

    @BeforeEach
    void start() {
        node = Node.start(Fixture.settings(data), InstantSource.system());
        target = new NodeTarget(data, InstantSource.system());
        users = serving(PRODUCTION, "r1-t1", "name=live", Standing.ACTIVE, Fixture.QUIET);
        serving(PASSIVE, THERE.text(), "name=standby", Standing.STANDBY, MIRRORED);
    }

    @AfterEach
    void stop() {
        node.stopApps();
        node.close();
    }

    private Answer send(long token, int percent) {
        Users to = percent == 0 ? Users.HERE : new Users.Elsewhere(EnvironmentName.PASSIVE, THERE, percent);
        return target.redirect(PRODUCTION, token(token), to);
    }

    @Test
    @DisplayName("PAS-3: sending all users to PASSIVE and back loses no request, and both routes stay as they are")
    void there_and_back_loses_no_request() {
        Load load = new Load(client, users, 8);
        load.await("live", 200);

        assertThat(send(3, 100)).isEqualTo(new Answer.Done(true));
        load.await("standby", 200);
        assertThat(send(3, 100)).isEqualTo(new Answer.Done(false));
        assertThat(observe(PRODUCTION).route()).isEqualTo(Route.Serving.all(new DeploymentId("r1-t1")));
        assertThat(observe(PASSIVE).route()).isEqualTo(Route.Serving.all(THERE));
        assertThat(observe(PRODUCTION).address().users())
                .isEqualTo(new Users.Elsewhere(EnvironmentName.PASSIVE, THERE, 100));
        assertThat(send(4, 50)).isEqualTo(new Answer.Done(true));
        load.await("live", 50);
        load.await("standby", 50);
        assertThat(send(5, 0)).isEqualTo(new Answer.Done(true));
        load.await("live", 200);

        assertThat(load.stop()).isEmpty();
    }

    @Test
    @DisplayName("PAS-3: a request in flight ends where it began; users are answered although their own app is dead")
    void a_request_in_flight_ends_where_it_began() {
        CompletableFuture<String> slow =
                CompletableFuture.supplyAsync(() -> get(client, users, "/held").body());
        Deployed serving =
                node.keeper(PRODUCTION).find(new DeploymentId("r1-t1")).orElseThrow();
        Eventually.until("in flight", () -> serving.instances().getFirst().inFlight() == 1);
        send(3, 100);

        assertThat(get(client, users, "/name").body()).isEqualTo("standby");
        assertThat(slow).isNotDone();
        get(
                client,
                observe(PRODUCTION)
                        .deployments()
                        .getFirst()
                        .instances()
                        .getFirst()
                        .address(),
                "/release");
        assertThat(slow.join()).isEqualTo("live");
        get(
                client,
                observe(PRODUCTION)
                        .deployments()
                        .getFirst()
                        .instances()
                        .getFirst()
                        .address(),
                "/sicken");
        ProcessHandle.of(observe(PRODUCTION)
                        .deployments()
                        .getFirst()
                        .instances()
                        .getFirst()
                        .pid())
                .ifPresent(ProcessHandle::destroyForcibly);
        assertThat(get(client, users, "/name").body()).isEqualTo("standby");
    }

    @Test
    @DisplayName("PAS-3: a user sticks to one side, and as the share that is back grows none of them leaves again")
    void users_stick() {
        Map<HttpClient, String> before = new HashMap<>();
        send(3, 90);
        for (int i = 0; i < 40; i++) {
            HttpClient user = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .cookieHandler(new CookieManager())
                    .build();
            before.put(user, get(user, users, "/name").body());
        }
        for (int percent : new int[] {90, 50, 10}) {
            send(100 - percent, percent);
            before.replaceAll((user, side) -> {
                String now = get(user, users, "/name").body();
                assertThat(now)
                        .as("from " + side)
                        .isIn(side.equals("live") ? List.of("live") : List.of("live", "standby"));
                assertThat(get(user, users, "/name").body()).isEqualTo(now);
                return now;
            });
        }
        assertThat(before.values()).contains("live");
    }

    @Test
    @DisplayName("PAS-3: while users are elsewhere nothing is copied to where they are; afterwards it is again")
    void nothing_is_copied_meanwhile() {
        get(client, users, "/note?before");
        Eventually.until("a copy", () -> noted().contains("before"));
        send(3, 100);
        get(client, users, "/note?away");
        send(4, 50);
        get(client, users, "/note?half");
        send(5, 0);
        get(client, users, "/note?after");
        Eventually.until("a copy again", () -> noted().contains("after"));

        assertThat(noted().lines().filter(note -> note.contains("GET away "))).hasSize(1);
        assertThat(noted().lines().filter(note -> note.contains("GET away ")))
                .allMatch(note -> note.contains("X-arelops-role=[active]"))
                .noneMatch(note -> note.contains("X-arelops-origin"));
        assertThat(noted().lines().filter(note -> note.contains("GET before ")))
                .noneMatch(note -> note.contains("X-arelops-role"));
        assertThat(noted().lines().filter(note -> note.contains("GET half "))).hasSizeLessThanOrEqualTo(1);
        assertThat(observe(PASSIVE).copies()).isEqualTo(new Observation.Copies(2, 0));
    }

    @Test
    @DisplayName("REL-4, PAS-3: what a user writes as the role is not believed")
    void nobody_outside_sets_the_role() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(users.resolve("/headers"))
                .header("X-ARelOps-Role", "active")
                .build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .doesNotContainIgnoringCase("x-arelops-role");
    }

    @Test
    @DisplayName("PAS-1, PAS-3: a process that stands by is told in its file that it serves users now, and when not")
    void the_role_is_told() throws IOException {
        Path live = role(PRODUCTION);
        Path standby = role(PASSIVE);
        assertThat(Files.readString(live)).isEqualTo("active\n");
        assertThat(Files.readString(standby)).isEqualTo("standby\n");

        send(3, 100);
        assertThat(Files.readString(live)).isEqualTo("standby\n");
        assertThat(Files.readString(standby)).isEqualTo("active\n");
        send(4, 50);
        assertThat(Files.readString(live)).isEqualTo("active\n");
        assertThat(Files.readString(standby)).isEqualTo("active\n");
        send(5, 0);
        assertThat(Files.readString(live)).isEqualTo("active\n");
        assertThat(Files.readString(standby)).isEqualTo("standby\n");
    }

    private Path role(Slot slot) {
        URI instance =
                observe(slot).deployments().getFirst().instances().getFirst().address();
        return Path.of(get(client, instance, "/env?ARELOPS_ROLE_FILE").body());
    }

    @Test
    @DisplayName("REL-1: a node that was started again sends users where they were sent before, and tells the roles")
    void a_restarted_node_goes_on() throws IOException {
        send(3, 100);
        node.close();
        node = Node.start(Fixture.settings(data), InstantSource.system());

        assertThat(get(client, observe(PRODUCTION).address().byPort(), "/name").body())
                .isEqualTo("standby");
        assertThat(Files.readString(role(PASSIVE))).isEqualTo("active\n");
    }

    @Test
    @DisplayName("REL-1: what an earlier version wrote of a slot is read: it sent nobody elsewhere")
    void an_earlier_versions_file_is_read() throws IOException {
        node.close();
        Path file = data.resolve("slots/hello/production/state.json");
        assertThat(file).exists();
        Files.writeString(file, Files.readString(file).replace(",\"users\":{\"kind\":\"here\"}", ""));
        assertThat(Files.readString(file)).doesNotContain("users");

        node = Node.start(Fixture.settings(data), InstantSource.system());

        assertThat(observe(PRODUCTION).address().users()).isEqualTo(Users.HERE);
        assertThat(get(client, observe(PRODUCTION).address().byPort(), "/name").body())
                .isEqualTo("live");
    }

    @Test
    @DisplayName(
            "REL-2, PAS-3: a lower token is refused; what serves users is not stopped, and what is not there is no way")
    void refusals() {
        send(7, 100);
        assertThat(send(6, 0)).isEqualTo(new Answer.Fenced(new Token(7)));
        target.route(PASSIVE, token(8), new Route.Closed("closed"), MIRRORED);
        assertThat(target.stop(PASSIVE, token(8), THERE))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.because())
                                .isEqualTo(
                                        "Deployment r1-t2 serves the users of hello/production; let them come back first."));
        assertThat(get(client, users, "/name").body()).isEqualTo("standby");
        assertThat(target.redirect(
                        PRODUCTION,
                        token(9),
                        new Users.Elsewhere(EnvironmentName.PASSIVE, new DeploymentId("r9-t9"), 100)))
                .isInstanceOf(Answer.Refused.class);
        assertThat(send(10, 0)).isEqualTo(new Answer.Done(true));
        assertThat(target.stop(PASSIVE, token(10), THERE)).isEqualTo(new Answer.Done(true));
        assertThat(get(client, users, "/name").body()).isEqualTo("live");
    }

    @Test
    @DisplayName("PAS-3: what users get elsewhere is counted apart, in the windows of their own address")
    void requests_are_counted_apart() {
        target.route(PRODUCTION, token(1), Route.Serving.all(new DeploymentId("r1-t1")), MIRRORED);
        send(3, 100);
        Window.Cell cell = Eventually.get("a window", () -> {
            get(client, users, "/name");
            return windows(PRODUCTION).stream()
                    .filter(Window::complete)
                    .flatMap(window -> window.cells().stream())
                    .filter(one -> one.origin() == Origin.USER && one.way() == Way.ELSEWHERE)
                    .findFirst();
        });

        assertThat(cell.deployment()).isEqualTo(THERE);
        assertThat(windows(PASSIVE).stream().flatMap(window -> window.cells().stream()))
                .allMatch(one -> one.origin() == Origin.MIRROR);
    }

    private String noted() {
        URI instance =
                observe(PASSIVE).deployments().getFirst().instances().getFirst().address();
        return get(client, instance, "/noted").body();
    }

    private List<Window> windows(Slot slot) {
        return target.windows(slot, 0) instanceof Reply.Known<Windows>(Windows known) ? known.windows() : List.of();
    }

    /// Starts it, sends the slot's traffic there, and returns the slot's address.
    private URI serving(Slot slot, String id, String arguments, Standing standing, Watching watching) {
        DeploymentSpec plain = spec(id, work, app(arguments));
        Launch launch = plain.launch();
        DeploymentSpec spec = new DeploymentSpec(
                plain.id(),
                plain.build(),
                new Launch(launch.run(), launch.variables(), launch.secrets(), launch.role(), standing),
                plain.health(),
                plain.size(),
                plain.stopping());
        assertThat(target.start(slot, token(1), spec)).isEqualTo(new Answer.Done(true));
        Eventually.until(
                "healthy: " + id, () -> observe(slot).deployments().getFirst().healthy());
        assertThat(target.route(slot, token(1), Route.Serving.all(spec.id()), watching))
                .isEqualTo(new Answer.Done(true));
        return observe(slot).address().byPort();
    }

    private Observation observe(Slot slot) {
        if (target.observe(slot) instanceof Reply.Known<Observation>(Observation seen)) {
            return seen;
        }
        throw new AssertionError("the node does not answer");
    }
}

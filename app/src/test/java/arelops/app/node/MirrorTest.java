package arelops.app.node;

import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.get;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Answer;
import arelops.app.deploy.Arm;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.Watching;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.app.deploy.process.NodeTarget;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Copies of what PRODUCTION's users ask, for PASSIVE: real clients, the router, real apps on both sides.
final class MirrorTest {
    private static final AppName APP = new AppName("hello");
    private static final Slot PRODUCTION = new Slot(APP, EnvironmentName.PRODUCTION);
    private static final Slot PASSIVE = new Slot(APP, EnvironmentName.PASSIVE);
    private static final Watching QUIET = Fixture.QUIET;
    private static final Watching MIRRORED =
            new Watching(Duration.ofSeconds(1), false, List.of(), Optional.of(EnvironmentName.PRODUCTION));

    @TempDir
    Path data;

    @TempDir
    Path work;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Node node;
    private NodeTarget target;

    @BeforeEach
    void start() {
        node = Node.start(Fixture.settings(data), InstantSource.system());
        target = new NodeTarget(data, InstantSource.system());
    }

    @AfterEach
    void stop() {
        node.stopApps();
        node.close();
    }

    @Test
    @DisplayName("PAS-1: what PRODUCTION's users ask is asked of PASSIVE once more, marked as a copy and counted apart")
    void a_copy_is_the_same_question() throws Exception {
        URI users = serving(PRODUCTION, "r1-t1", "name=live", QUIET);
        serving(PASSIVE, "r1-t2", "name=standby", MIRRORED);

        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
            ask(method, users.resolve("/note?" + method), "X-Arelops-Origin", "mirror", "X-Mine", "kept", "Te", "gzip");
        }

        List<String> copies = noted(PASSIVE, 3);
        assertThat(copies)
                .extracting(note -> note.split(" ", 3)[0] + " " + note.split(" ", 3)[1])
                .containsExactlyInAnyOrder("GET GET", "HEAD HEAD", "OPTIONS OPTIONS");
        assertThat(copies)
                .allSatisfy(note -> assertThat(note)
                        .contains("X-arelops-origin=[mirror]", "X-mine=[kept]", "X-forwarded-for=[127.0.0.1]")
                        .contains(
                                "Host=[" + users.getAuthority() + "]",
                                "X-forwarded-host=[" + users.getAuthority() + "]")
                        .doesNotContain("Te=", "X-arelops-key"));
        assertThat(noted(PRODUCTION, 3))
                .allSatisfy(note -> assertThat(note)
                        .as("what a user writes there is not believed")
                        .doesNotContain("X-arelops-origin"));
        List<Window.Cell> counted = cells(PASSIVE, 3);
        assertThat(counted).allMatch(cell -> cell.origin() == Origin.MIRROR && cell.errors() == 0);
        assertThat(observe(PASSIVE).copies()).isEqualTo(new Observation.Copies(3, 0));
        assertThat(observe(PRODUCTION).copies()).isEqualTo(Observation.Copies.NONE);
    }

    @Test
    @DisplayName("PAS-1: nothing that may write is asked twice, and nothing that has a body")
    void what_may_write_is_not_copied() throws Exception {
        URI users = serving(PRODUCTION, "r1-t1", "name=live", QUIET);
        serving(PASSIVE, "r1-t2", "name=standby", MIRRORED);

        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "FETCH")) {
            ask(method, users.resolve("/note?" + method));
        }
        client.send(
                HttpRequest.newBuilder(users.resolve("/note?body"))
                        .method("GET", HttpRequest.BodyPublishers.ofString("a body"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        ask("GET", users.resolve("/note?last"));

        assertThat(noted(PRODUCTION, 7)).hasSize(7);
        assertThat(noted(PASSIVE, 1)).singleElement().asString().startsWith("GET last ");
    }

    @Test
    @DisplayName("PAS-1: while PASSIVE hangs no user waits for it, and the copies that find no room are counted")
    void a_passive_that_hangs_slows_nobody() {
        URI users = serving(PRODUCTION, "r1-t1", "name=live", QUIET);
        serving(PASSIVE, "r1-t2", "stuck", MIRRORED);
        int room = Mirror.AT_ONCE + Mirror.WAITING;
        long before = System.nanoTime();

        for (int i = 0; i < room + 20; i++) {
            assertThat(get(client, users, "/note?" + i).statusCode()).isEqualTo(200);
        }

        Observation.Copies copies = Eventually.get("20 dropped", () -> {
            get(client, users, "/note?more");
            return Optional.of(observe(PASSIVE).copies()).filter(each -> each.dropped() >= 20);
        });
        int noted = noted(PASSIVE, Mirror.AT_ONCE).size();
        // Those of a busy machine that were given up meanwhile made room for others.
        long rounds = 1 + Duration.ofNanos(System.nanoTime() - before).toSeconds() / Mirror.SECONDS;
        assertThat(copies.sent()).isBetween((long) Mirror.AT_ONCE, Mirror.AT_ONCE * rounds);
        assertThat(noted).isBetween(Mirror.AT_ONCE, (int) (Mirror.AT_ONCE * rounds));
        assertThat(get(client, users, "/name").body()).isEqualTo("live");
    }

    @Test
    @DisplayName("PAS-1: copies are spread over PASSIVE's arms by the user, as its own address would")
    void copies_are_spread_by_the_user() throws Exception {
        URI users = serving(PRODUCTION, "r1-t1", "name=live", QUIET);
        DeploymentSpec stable = started(PASSIVE, "r1-t2", "name=stable");
        DeploymentSpec canary = started(PASSIVE, "r2-t2", "name=canary");
        DeploymentSpec baseline = started(PASSIVE, "r1-t3", "name=baseline");
        Route arms = new Route.Serving(List.of(
                new Route.Share(Arm.STABLE, stable.id(), 20),
                new Route.Share(Arm.CANARY, canary.id(), 40),
                new Route.Share(Arm.BASELINE, baseline.id(), 40)));
        assertThat(target.route(PASSIVE, token(3), arms, MIRRORED)).isEqualTo(new Answer.Done(true));
        URI own = observe(PASSIVE).address().byPort();

        for (int user = 0; user < 30; user++) {
            for (int time = 0; time < 2; time++) {
                ask("GET", users.resolve("/note?user-" + user), "Cookie", "arelops-arm=user-" + user);
            }
        }

        Eventually.until("all copies", () -> notes(PASSIVE).size() == 60);
        for (int user = 0; user < 30; user++) {
            String arm = ask("GET", own.resolve("/name"), "Cookie", "arelops-arm=user-" + user)
                    .body();
            String asked = "GET user-" + user + " ";
            assertThat(notes(PASSIVE, arm).filter(note -> note.startsWith(asked)))
                    .hasSize(2);
        }
        assertThat(List.of("stable", "canary", "baseline"))
                .allSatisfy(arm -> assertThat(notes(PASSIVE, arm)).isNotEmpty());
    }

    @Test
    @DisplayName("PAS-1: copies end with the command that closes PASSIVE or takes the mirror off it")
    void copies_end_at_once() throws Exception {
        URI users = serving(PRODUCTION, "r1-t1", "name=live", QUIET);
        DeploymentSpec standby = started(PASSIVE, "r1-t2", "name=standby");
        Route open = Route.Serving.all(standby.id());
        target.route(PASSIVE, token(2), open, MIRRORED);
        ask("GET", users.resolve("/note?1"));
        noted(PASSIVE, 1);

        target.route(PASSIVE, token(3), new Route.Closed("A failover."), MIRRORED);
        ask("GET", users.resolve("/note?2"));
        target.route(PASSIVE, token(4), open, QUIET);
        ask("GET", users.resolve("/note?3"));
        target.route(PASSIVE, token(5), open, MIRRORED);
        ask("GET", users.resolve("/note?4"));

        assertThat(noted(PASSIVE, 2)).extracting(note -> note.split(" ", 3)[1]).containsExactly("1", "4");
        assertThat(observe(PASSIVE).copies()).isEqualTo(new Observation.Copies(2, 0));
    }

    @Test
    @DisplayName("PAS-1: what was asked while PASSIVE was closed is not copied, though it is answered when it is open")
    void what_began_before_is_not_copied() throws Exception {
        URI users = serving(PRODUCTION, "r1-t1", "name=live", QUIET);
        DeploymentSpec standby = started(PASSIVE, "r1-t2", "name=standby");
        target.route(PASSIVE, token(2), new Route.Closed("A failover."), MIRRORED);
        CompletableFuture<String> held = CompletableFuture.supplyAsync(
                () -> get(client, users, "/held?begun").body());
        Instance serving = node.keeper(PRODUCTION)
                .find(new DeploymentId("r1-t1"))
                .orElseThrow()
                .instances()
                .getFirst();
        Eventually.until("in flight", () -> serving.inFlight() == 1);

        target.route(PASSIVE, token(3), Route.Serving.all(standby.id()), MIRRORED);
        get(client, instances(PRODUCTION).toList().getFirst(), "/release");
        assertThat(held.join()).isEqualTo(".live");
        ask("GET", users.resolve("/note?after"));

        assertThat(noted(PASSIVE, 1)).singleElement().asString().startsWith("GET after ");
        assertThat(observe(PASSIVE).copies()).isEqualTo(new Observation.Copies(1, 0));
    }

    @Test
    @DisplayName("PAS-1, LINE-4: neither a probe nor a replay nor a copy is copied again, nor what asks one deployment")
    void only_users_requests_are_copied() throws Exception {
        Watching back = new Watching(Duration.ofSeconds(1), false, List.of(), Optional.of(EnvironmentName.PASSIVE));
        URI users = serving(PRODUCTION, "r1-t1", "name=live", back);
        serving(PASSIVE, "r1-t2", "name=standby", MIRRORED);
        String key = Files.readString(data.resolve("origin.key")).strip();

        for (Origin origin : List.of(Origin.PROBE, Origin.REPLAY, Origin.MIRROR)) {
            ask("GET", users.resolve("/note?" + origin), Router.KEY, key, Router.ORIGIN, origin.name());
        }
        askAlone(observe(PRODUCTION).deployments().getFirst().address(), "/note?alone");
        ask("GET", users.resolve("/note?user"));

        assertThat(noted(PASSIVE, 1)).singleElement().asString().startsWith("GET user ");
        assertThat(noted(PRODUCTION, 5)).hasSize(5);
        assertThat(observe(PRODUCTION).copies()).isEqualTo(Observation.Copies.NONE);
    }

    @Test
    @DisplayName("LINE-4: an arm that gets copies is not probed, and its windows hold nothing else")
    void what_gets_copies_is_not_probed() {
        URI users = serving(PRODUCTION, "r1-t1", "name=live", QUIET);
        Watching probed = new Watching(Duration.ofSeconds(2), true, List.of(), MIRRORED.mirrors());
        serving(PASSIVE, "r1-t2", "name=standby", probed);

        Window filled = Eventually.get("a window of copies alone", () -> {
            get(client, users, "/name");
            return windows(PASSIVE).stream()
                    .filter(window -> window.complete() && !window.cells().isEmpty())
                    .filter(window -> window.cells().stream().allMatch(cell -> cell.origin() == Origin.MIRROR))
                    .findFirst();
        });

        assertThat(filled.cells())
                .singleElement()
                .satisfies(cell -> assertThat(cell.errors()).isZero());
    }

    @Test
    @DisplayName("PAS-1, REL-1: a node that was started again goes on with the copies")
    void a_restarted_node_goes_on() throws Exception {
        serving(PRODUCTION, "r1-t1", "name=live", QUIET);
        serving(PASSIVE, "r1-t2", "name=standby", MIRRORED);

        node.close();
        node = Node.start(Fixture.settings(data), InstantSource.system());
        ask("GET", observe(PRODUCTION).address().byPort().resolve("/note?again"));

        assertThat(noted(PASSIVE, 1)).singleElement().asString().startsWith("GET again ");
        assertThat(observe(PASSIVE).watching()).isEqualTo(MIRRORED);
    }

    private DeploymentSpec started(Slot slot, String id, String arguments) {
        Duration drain = arguments.equals("stuck") ? Duration.ZERO : Duration.ofSeconds(10);
        DeploymentSpec spec = Fixture.drain(spec(id, work, app(arguments)), drain);
        assertThat(target.start(slot, token(1), spec)).isEqualTo(new Answer.Done(true));
        Eventually.until("healthy: " + id, () -> deployment(slot, spec).healthy());
        return spec;
    }

    /// Starts it, sends the slot's traffic there, and returns the slot's address.
    private URI serving(Slot slot, String id, String arguments, Watching watching) {
        DeploymentSpec spec = started(slot, id, arguments);
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

    private Observation.Deployment deployment(Slot slot, DeploymentSpec spec) {
        return observe(slot).deployments().stream()
                .filter(each -> each.id().equals(spec.id()))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> ask(String method, URI address, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(60));
        return client.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// Asks by a host name that no resolver knows.
    private void askAlone(URI address, String path) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.routerPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + address.getHost() + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200");
        }
    }

    /// What the apps of a slot were asked under /note, once it is so many; they are asked behind the router's back.
    private List<String> noted(Slot slot, int least) {
        return Eventually.get(least + " noted", () -> Optional.of(notes(slot)).filter(notes -> notes.size() >= least));
    }

    private List<String> notes(Slot slot) {
        return instances(slot).flatMap(this::notes).toList();
    }

    private Stream<String> notes(Slot slot, String name) {
        return instances(slot)
                .filter(instance -> get(client, instance, "/name").body().equals(name))
                .flatMap(this::notes);
    }

    private Stream<URI> instances(Slot slot) {
        return observe(slot).deployments().stream()
                .flatMap(each -> each.instances().stream())
                .map(Observation.Instance::address);
    }

    private Stream<String> notes(URI instance) {
        return get(client, instance, "/noted").body().lines();
    }

    /// What was counted in the slot's windows, once it is so many requests.
    private List<Window.Cell> cells(Slot slot, long requests) {
        return Eventually.get(requests + " requests counted", () -> {
            List<Window.Cell> cells = windows(slot).stream()
                    .flatMap(window -> window.cells().stream())
                    .toList();
            return Optional.of(cells)
                    .filter(all -> all.stream().mapToLong(Window.Cell::requests).sum() >= requests);
        });
    }

    private List<Window> windows(Slot slot) {
        return target.windows(slot, 0) instanceof Reply.Known<Windows>(Windows known) ? known.windows() : List.of();
    }
}

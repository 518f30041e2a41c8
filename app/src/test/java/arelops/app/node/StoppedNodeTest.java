package arelops.app.node;

import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.appOnce;
import static arelops.app.node.Fixture.drain;
import static arelops.app.node.Fixture.get;
import static arelops.app.node.Fixture.grace;
import static arelops.app.node.Fixture.healthy;
import static arelops.app.node.Fixture.instance;
import static arelops.app.node.Fixture.observe;
import static arelops.app.node.Fixture.serve;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.state;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Answer;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.InstanceState;
import arelops.app.deploy.Route;
import arelops.app.deploy.Watching;
import arelops.app.deploy.Window;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.deploy.wire.NodeFile;
import arelops.app.deploy.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The node as a process of its own, stopped together with its apps and started again.
final class StoppedNodeTest {
    private static final Watching PROBED = Watching.of(Duration.ofSeconds(1), true, List.of());

    @TempDir
    Path data;

    @TempDir
    Path work;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ApartNode node;
    private NodeTarget target;

    @BeforeEach
    void prepare() {
        node = new ApartNode(data);
        target = node.target;
    }

    @AfterEach
    void stop() {
        target.down(true);
        awaitNoNode();
        assertThat(Remains.end(data)).isEmpty();
    }

    /// A process may be over for its parent while its threads still hold the lock.
    private void awaitNoNode() {
        Eventually.until("the node has ended", () -> Remains.node(data).isEmpty());
    }

    private static void awaitEnd(long pid) {
        Eventually.until(pid + " has ended", () -> !isAlive(pid));
    }

    private static boolean isAlive(long pid) {
        return new ProcessTable().find(pid).filter(ProcessTable.Entry::alive).isPresent();
    }

    private void down() {
        node.running();
        assertThat(target.down(true)).isEqualTo(new Answer.Done(true));
        awaitNoNode();
    }

    private static long errors(Window window) {
        return window.cells().stream().mapToLong(Window.Cell::errors).sum();
    }

    /// Whoever judges by windows must see nothing of the stop and of the start.
    private void noErrorCounts() {
        assertThat(node.windows()).filteredOn(Window::complete).allMatch(window -> errors(window) == 0);
    }

    @Test
    @DisplayName("REL-1, LINE-5: stopped with its apps and started again, a node has the same deployments, routes and"
            + " token, and no window of the time between counts")
    void what_was_stopped_comes_back_as_it_was() {
        node.running();
        DeploymentSpec spec = spec("r1-t4", work, appOnce("name=one"));
        long pid = healthy(target, token(4), spec).instances().getFirst().pid();
        serve(target, token(4), spec, PROBED);
        URI address = observe(target).address().byPort();
        Eventually.until("a window", () -> node.windows().stream().anyMatch(Window::complete));

        down();
        assertThat(isAlive(pid)).isFalse();
        node.running();

        assertThat(observe(target).address().byPort()).isEqualTo(address);
        assertThat(observe(target).highest()).isEqualTo(token(4));
        assertThat(observe(target).route()).isEqualTo(Route.Serving.all(spec.id()));
        assertThat(instance(target, spec).state()).isEqualTo(new InstanceState.Starting());
        assertThat(get(client, address, "/name").statusCode()).isEqualTo(503);
        Eventually.until(
                "windows in which the app was still starting",
                () -> node.windows().stream()
                                .filter(window -> errors(window) > 0)
                                .count()
                        > 1);
        Fixture.release(data, spec);
        state(target, spec, InstanceState.Healthy.class);
        assertThat(instance(target, spec).failures()).isZero();
        assertThat(get(client, address, "/name").body()).isEqualTo("one");
        long seen = node.windows().getLast().seq();
        Eventually.until(
                "windows count again",
                () -> node.windows().stream().anyMatch(window -> window.seq() > seen + 1 && window.complete()));
        noErrorCounts();
    }

    @Test
    @DisplayName("REL-1, LINE-5: after kill -9 of node and app both come back, and nothing of it counts as a failure")
    void what_was_killed_comes_back_as_it_was() {
        NodeFile first = node.running();
        DeploymentSpec spec = spec("r1-t4", work, appOnce("name=one"));
        long pid = healthy(target, token(4), spec).instances().getFirst().pid();
        serve(target, token(4), spec, PROBED);

        for (int time = 1; time <= 2; time++) {
            Fixture.kill(first.pid());
            awaitNoNode();
            Fixture.kill(pid);
            awaitEnd(pid);
            first = node.running();
            Eventually.until(
                    "a window",
                    () -> !node.windows().isEmpty() && errors(node.windows().getLast()) > 0);
            Fixture.release(data, spec);
            state(target, spec, InstanceState.Healthy.class);
            pid = instance(target, spec).pid();
        }

        assertThat(instance(target, spec).failures()).isZero();
        noErrorCounts();
    }

    @Test
    void apps_of_a_killed_node_are_ended_without_one_and_come_back_with_the_next() {
        NodeFile first = node.running();
        DeploymentSpec spec = grace(spec("r1-t4", work, app("ignore-term")), Duration.ofMillis(200));
        long pid = healthy(target, token(4), spec).instances().getFirst().pid();
        Fixture.kill(first.pid());
        awaitNoNode();

        assertThat(Remains.end(data)).isEmpty();
        assertThat(isAlive(pid)).isFalse();
        assertThat(Remains.end(data)).as("a second time").isEmpty();
        node.running();

        state(target, spec, InstanceState.Healthy.class);
        assertThat(instance(target, spec).failures()).isZero();
    }

    @Test
    @DisplayName("REL-1: the process that a killed stop left running is ended before another one is started")
    void a_stop_that_was_killed_half_way_leaves_no_second_process() {
        NodeFile first = node.running();
        DeploymentSpec spec = grace(spec("r1-t4", work, app("ignore-term")), Duration.ofSeconds(20));
        long pid = healthy(target, token(4), spec).instances().getFirst().pid();
        CompletableFuture<Answer> down = CompletableFuture.supplyAsync(() -> target.down(true));
        Eventually.until("the stop was written down", () -> stage() == ProcessRecord.Stage.PARKED);
        Fixture.kill(first.pid());
        awaitNoNode();
        assertThat(down.join()).isInstanceOf(Answer.Unknown.class);
        assertThat(isAlive(pid)).isTrue();

        node.running();

        assertThat(isAlive(pid)).isFalse();
        state(target, spec, InstanceState.Healthy.class);
        assertThat(instance(target, spec).failures()).isZero();
    }

    private ProcessRecord.Stage stage() {
        Path state = data.resolve("slots/hello/beta/state.json");
        try {
            return Wire.MAPPER
                    .readValue(Files.readAllBytes(state), SlotState.class)
                    .deployments()
                    .getFirst()
                    .instances()
                    .getFirst()
                    .process()
                    .stage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("a request under way is answered, a new one is told why it is not, and a command is not performed")
    void a_stop_drains() throws Exception {
        node.running();
        DeploymentSpec spec = drain(spec("r1-t4", work, app("name=one")), Duration.ofMinutes(5));
        healthy(target, token(4), spec);
        serve(target, token(4), spec, Fixture.QUIET);
        URI address = observe(target).address().byPort();
        URI behind = instance(target, spec).address();
        InputStream underWay = client.send(
                        HttpRequest.newBuilder(address.resolve("/held?begun")).build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body();
        assertThat(underWay.read()).isEqualTo('.');

        CompletableFuture<Answer> down = CompletableFuture.supplyAsync(() -> target.down(true));
        HttpResponse<String> refused = Eventually.get("a refusal", () -> {
            HttpResponse<String> answer = get(client, address, "/name");
            return Optional.of(answer).filter(one -> one.statusCode() == 503);
        });

        assertThat(refused.body()).contains("ARelOps was stopped");
        assertThat(down).isNotDone();
        get(client, behind, "/release");
        assertThat(new String(underWay.readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("one");
        assertThat(down.join()).isEqualTo(new Answer.Done(true));
    }
}

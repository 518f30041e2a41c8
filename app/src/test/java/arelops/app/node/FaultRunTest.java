package arelops.app.node;

import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.deploy.Answer;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.Watching;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.app.deploy.process.NodeFaults;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.deploy.wire.FaultAnswer;
import arelops.app.deploy.wire.FaultCommand;
import arelops.app.deploy.wire.FaultEnd;
import arelops.core.alarm.InjectedFault;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Faults at the router: real clients and a real app.
final class FaultRunTest {
    private static final Slot BETA = Fixture.SLOT;
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final String REPLAY = "X-ARelOps-Replay";

    @TempDir
    Path data;

    @TempDir
    Path work;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Node node;
    private NodeTarget target;
    private NodeFaults faults;

    @BeforeEach
    void start() {
        node = Node.start(Fixture.settings(data), InstantSource.system());
        target = new NodeTarget(data, InstantSource.system());
        faults = new NodeFaults(data, InstantSource.system());
    }

    @AfterEach
    void stop() {
        node.stopApps();
        node.close();
    }

    /// Its address.
    private URI serving(Slot slot) {
        DeploymentSpec spec = spec("r1-t1", work, app("name=live"));
        assertThat(target.start(slot, token(1), spec)).isEqualTo(new Answer.Done(true));
        Watching often = Watching.of(Duration.ofMillis(200), false, List.of());
        assertThat(target.route(slot, token(1), Route.Serving.all(spec.id()), often))
                .isEqualTo(new Answer.Done(true));
        Eventually.until(
                "healthy", () -> observed(slot).deployments().getFirst().healthy());
        return observed(slot).address().byPort();
    }

    private Observation observed(Slot slot) {
        if (target.observe(slot) instanceof Reply.Known<Observation>(Observation seen)) {
            return seen;
        }
        throw new AssertionError("the node does not answer");
    }

    private FaultAnswer begin(Slot slot, Duration length, String... written) {
        FaultCommand command = new FaultCommand(
                slot,
                "run-1",
                length,
                Stream.of(written).map(InjectedFault::parse).toList());
        return known(faults.begin(command));
    }

    private FaultAnswer end() {
        return known(faults.end(new FaultEnd(BETA, "run-1")));
    }

    private static FaultAnswer known(Reply<FaultAnswer> reply) {
        if (reply instanceof Reply.Known<FaultAnswer>(FaultAnswer answer)) {
            return answer;
        }
        throw new AssertionError(reply.toString());
    }

    private int status(URI address, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve("/name")).timeout(Duration.ofSeconds(60));
        return client.send(
                        (headers.length == 0 ? request : request.headers(headers)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /// Errors of all ended windows.
    private long counted(ToLongFunction<Window.Cell> what) {
        return target.windows(BETA, 0) instanceof Reply.Known<Windows>(Windows some)
                ? some.windows().stream()
                        .flatMap(window -> window.cells().stream())
                        .mapToLong(what)
                        .sum()
                : 0;
    }

    @Test
    @DisplayName("TRF-3: the node itself injects no fault in PRODUCTION, nor where nothing runs, nor for ever")
    void refusals() {
        Slot production = new Slot(new AppName("hello"), EnvironmentName.PRODUCTION);
        serving(BETA);
        serving(production);

        assertThat(begin(production, LONG, "errors=20%").because()).startsWith("No fault is injected in PRODUCTION");
        assertThat(begin(new Slot(new AppName("hello"), new EnvironmentName("staging")), LONG)
                        .because())
                .startsWith("No fault is injected in STAGING");
        assertThat(begin(new Slot(new AppName("hello"), EnvironmentName.PASSIVE), LONG)
                        .because())
                .isEqualTo("Nothing of hello/passive runs on this node.");
        assertThat(begin(new Slot(new AppName("hello"), new EnvironmentName("pr-7")), LONG)
                        .because())
                .isEqualTo("Nothing of hello/pr-7 runs on this node.");
        assertThat(begin(BETA, Duration.ofHours(2), "errors=20%").because()).contains("at most 1 h");
        assertThat(begin(BETA, LONG, "errors=60%", "drop=60%").because()).contains("more than all");
        assertThat(begin(BETA, LONG, "errors=20%").because()).isEmpty();
        assertThat(begin(BETA, LONG, "errors=20%").because()).contains("already");
    }

    @Test
    @DisplayName("TRF-3: errors befall a share of the replay's requests, count as the app's, and nobody else has them")
    void errors() throws Exception {
        URI address = serving(BETA);
        assertThat(begin(BETA, LONG, "errors=503@20%").because()).isEmpty();

        List<Integer> replayed = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            replayed.add(status(address, REPLAY, "run-1"));
            others.add(status(address));
            others.add(status(address, REPLAY, "run-2"));
            others.add(status(address, REPLAY, "run-1", REPLAY, "run-2"));
            others.add(status(address, REPLAY, "run-1, run-1"));
        }

        assertThat(others).containsOnly(200);
        assertThat(replayed.stream().filter(status -> status == 503)).hasSize(10);
        assertThat(replayed.stream().filter(status -> status == 200)).hasSize(40);
        assertThat(end()).isEqualTo(new FaultAnswer("", 50, 10));
        assertThat(status(address, REPLAY, "run-1")).isEqualTo(200);
        assertThat(end().because()).startsWith("No fault is injected for the run run-1");
        Eventually.until("counted", () -> counted(Window.Cell::requests) == 251);
        assertThat(counted(Window.Cell::errors)).isEqualTo(10);
        assertThat(counted(cell -> cell.origin() == Origin.TRIED ? cell.requests() : 0))
                .as("a release is not judged by them")
                .isEqualTo(50);
        assertThat(counted(cell -> cell.origin() == Origin.TRIED ? cell.errors() : 0))
                .isEqualTo(10);
    }

    @Test
    @DisplayName("TRF-3: a dropped connection ends without a byte, and counts as an error of the app")
    void drops() throws Exception {
        URI address = serving(BETA);
        begin(BETA, LONG, "drop=100%");

        try (Socket socket = asked(address, "run-1")) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThatThrownBy(() -> status(address, REPLAY, "run-1")).isInstanceOf(IOException.class);
        assertThat(status(address)).isEqualTo(200);
        Eventually.until("counted", () -> counted(Window.Cell::errors) >= 2);
    }

    private static Socket asked(URI address, String run) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write(("GET /name HTTP/1.1\r\nHost: here\r\n" + REPLAY + ": " + run + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    @DisplayName("TRF-3: more requests are held back than the node has threads, and users are answered meanwhile")
    void latency_holds_no_thread() throws Exception {
        URI address = serving(BETA);
        begin(BETA, LONG, "latency=1m@100%");
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                held.add(asked(address, "run-1"));
            }

            for (int i = 0; i < 20; i++) {
                assertThat(status(address)).isEqualTo(200);
            }
            assertThat(end().harmed()).isBetween(1L, 500L);
            assertThat(held.getFirst().getInputStream().available()).isZero();
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    @Test
    @DisplayName("TRF-3: who is held back is answered by the app, later, and is that slow in the windows too")
    void latency() throws Exception {
        URI address = serving(BETA);
        begin(BETA, LONG, "latency=300ms@100%");

        long before = System.nanoTime();
        assertThat(status(address, REPLAY, "run-1")).isEqualTo(200);

        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(300_000_000L);
        Eventually.until("counted", () -> counted(Window.Cell::requests) == 1);
        assertThat(counted(cell -> cell.latency().firstKey())).isGreaterThan(110);
        assertThat(counted(Window.Cell::errors)).isZero();
    }

    @Test
    @DisplayName("TRF-3: faults end by themselves when their time is over, and with the node")
    void they_end() throws Exception {
        URI address = serving(BETA);
        begin(BETA, Duration.ofNanos(1), "errors=100%");
        assertThat(status(address, REPLAY, "run-1")).isEqualTo(200);
        assertThat(end().because()).isEqualTo("Its time was over.");
        begin(BETA, LONG, "errors=100%");
        assertThat(status(address, REPLAY, "run-1")).isEqualTo(500);

        node.close();
        node = Node.start(Fixture.settings(data), InstantSource.system());
        Eventually.until(
                "healthy", () -> observed(BETA).deployments().getFirst().healthy());

        assertThat(status(observed(BETA).address().byPort(), REPLAY, "run-1")).isEqualTo(200);
        assertThat(Optional.of(end().because()))
                .hasValueSatisfying(because -> assertThat(because).contains("started again"));
    }
}

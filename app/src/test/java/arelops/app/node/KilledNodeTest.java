package arelops.app.node;

import static arelops.app.node.Fixture.SLOT;
import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.appOnce;
import static arelops.app.node.Fixture.get;
import static arelops.app.node.Fixture.healthy;
import static arelops.app.node.Fixture.instance;
import static arelops.app.node.Fixture.observe;
import static arelops.app.node.Fixture.serve;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.state;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.OwnJava;
import arelops.app.deploy.Answer;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.InstanceState;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Watching;
import arelops.app.deploy.Window;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.deploy.wire.NodeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The node as a process of its own, killed with SIGKILL and started again.
final class KilledNodeTest {
    private static final byte MARK = 1;
    private static final Duration LONG = Duration.ofSeconds(60);

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
        node = new ApartNode(data, "-Xmx40m");
        target = node.target;
    }

    @AfterEach
    void stop() {
        NodeFile first = node.running();
        assertThat(target.down(true)).isEqualTo(new Answer.Done(true));
        Eventually.until(
                "the node has ended",
                () -> ProcessHandle.of(first.pid())
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
    }

    private void kill(NodeFile first) {
        ProcessHandle process = ProcessHandle.of(first.pid()).orElseThrow();
        process.destroyForcibly();
        Eventually.until("killed", () -> !process.isAlive());
    }

    @Test
    @DisplayName("REL-1: a node killed by kill -9 finds its processes, route, token and windows again")
    void a_killed_node_takes_everything_up_again() {
        NodeFile first = node.running();
        assertThat(node.running()).isEqualTo(first);
        DeploymentSpec spec = spec("r1-t4", work, appOnce("name=one"));
        long pid = healthy(target, token(4), spec).instances().getFirst().pid();
        serve(target, token(4), spec, Watching.of(Duration.ofSeconds(1), true, List.of()));
        URI address = observe(target).address().byPort();
        Eventually.until("a window", () -> node.windows().stream().anyMatch(Window::complete));

        kill(first);
        assertThat(target.observe(SLOT)).isInstanceOf(Reply.Unknown.class);
        assertThat(ProcessHandle.of(pid).orElseThrow().isAlive()).isTrue();
        NodeFile second = node.running();

        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(observe(target).highest()).isEqualTo(token(4));
        assertThat(observe(target).deployments()).hasSize(1);
        state(target, spec, InstanceState.Healthy.class);
        assertThat(get(client, address, "/pid").body()).isEqualTo(Long.toString(pid));
        assertThat(target.start(SLOT, token(4), spec)).isEqualTo(new Answer.Done(false));
        assertThat(target.start(SLOT, token(3), spec)).isEqualTo(new Answer.Fenced(token(4)));
        assertThat(node.windows())
                .anyMatch(window -> !window.complete() && window.because().equals("the node was restarted"));

        Fixture.kill(pid);
        state(target, spec, InstanceState.Gone.class);
    }

    @Test
    @DisplayName("REL-2: of two starters at once both find the one node")
    void two_starters_at_once_find_one_node() throws Exception {
        CompletableFuture<NodeFile> other = CompletableFuture.supplyAsync(() -> node.running());

        NodeFile mine = node.running();

        assertThat(other.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(mine);
    }

    @Test
    void an_app_that_ended_while_no_node_ran_is_gone_and_started_once() {
        NodeFile first = node.running();
        DeploymentSpec spec = spec("r1-t4", work, appOnce("name=one"));
        ProcessHandle process = ProcessHandle.of(
                        healthy(target, token(4), spec).instances().getFirst().pid())
                .orElseThrow();

        kill(first);
        process.destroyForcibly();
        node.running();

        assertThat(state(target, spec, InstanceState.Gone.class).because())
                .startsWith("It ended while the node was not running.");
        assertThat(instance(target, spec).failures()).isZero();
        Fixture.release(data, spec);
        state(target, spec, InstanceState.Healthy.class);
        assertThat(instance(target, spec).failures()).isZero();
    }

    @Test
    @DisplayName("LINE-5: a node that stood still under load loses no request, and its window does not count")
    void a_stopped_node_delays_and_loses_nothing() throws Exception {
        NodeFile first = node.running();
        DeploymentSpec spec = spec("r1-t4", work, app("name=one"));
        healthy(target, token(4), spec);
        serve(target, token(4), spec, Watching.of(Duration.ofSeconds(2), false, List.of()));
        Load load = new Load(client, observe(target).address().byPort(), 8);
        load.await("one", 200);

        signal("STOP", first.pid());
        LockSupport.parkNanos(Duration.ofSeconds(4).toNanos());
        signal("CONT", first.pid());

        load.await("one", 200);
        Eventually.until(
                "a window that does not count",
                () -> node.windows().stream()
                        .anyMatch(window -> window.because().startsWith("the node stood still")));
        Eventually.until(
                "one after it that does", () -> node.windows().getLast().complete());
        assertThat(load.stop()).isEmpty();
        assertThat(instance(target, spec).failures()).isZero();
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    @DisplayName("PRO-3, REL-1: 20 switches under load, the controller killed among them, lose no request")
    void switches_and_a_killed_controller_lose_no_request() throws Exception {
        node.running();
        DeploymentSpec one = spec("r1-t1", work, app("name=one"));
        DeploymentSpec two = spec("r2-t2", work, app("name=two"));
        healthy(target, token(1), one);
        healthy(target, token(2), two);
        serve(target, token(2), one, Fixture.QUIET);
        Load load = new Load(client, observe(target).address().byPort(), 8);
        load.await("one", 100);

        List<String> switching = OwnJava.command();
        switching.addAll(List.of(
                SwitchingController.class.getName(),
                data.toString(),
                "3",
                one.id().text(),
                two.id().text()));
        Process controller = new ProcessBuilder(switching)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        load.await("two", 100);
        load.await("one", 100);
        controller.destroyForcibly().waitFor();
        for (int i = 0; i < 20; i++) {
            DeploymentSpec next = i % 2 == 0 ? two : one;
            serve(target, token(4 + i), next, Fixture.QUIET);
            load.await(i % 2 == 0 ? "two" : "one", 50);
        }

        assertThat(load.stop()).isEmpty();
        assertThat(load.answers()).isGreaterThan(1000);
    }

    @Test
    void a_body_of_50_megabytes_streams_both_ways_through_a_node_of_40_megabytes() throws Exception {
        node.running();
        DeploymentSpec spec = spec("r1-t4", work, app(""));
        healthy(target, token(4), spec);
        serve(target, token(4), spec, Fixture.QUIET);
        int port = observe(target).address().byPort().getPort();
        byte[] chunk = new byte[64 * 1024];
        Arrays.fill(chunk, MARK);

        long received;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            Thread sender = Thread.startVirtualThread(() -> send(socket, chunk, 800));
            received = marks(socket.getInputStream());
            sender.join();
        }

        assertThat(received).isEqualTo(800L * chunk.length);
    }

    private static void send(Socket socket, byte[] chunk, int times) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ascii("POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"));
            for (int i = 0; i < times; i++) {
                out.write(ascii(Integer.toHexString(chunk.length) + "\r\n"));
                out.write(chunk);
                out.write(ascii("\r\n"));
            }
            out.write(ascii("0\r\n\r\n"));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Counts the bytes of the body; heads and chunk sizes have none like them.
    private static long marks(InputStream in) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long count = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                count += buffer[i] == MARK ? 1 : 0;
            }
        }
        return count;
    }
}

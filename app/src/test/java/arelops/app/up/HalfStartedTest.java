package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import arelops.app.fault.Fault;
import arelops.testkit.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is stopped, or fails, in the middle of its start leaves no process behind.
class HalfStartedTest {
    @TempDir
    Path folder;

    private CloneOfServer shop;
    private OwnProcesses processes;

    @BeforeEach
    void a_clone_of_a_server() throws IOException, InterruptedException {
        shop = CloneOfServer.in(folder);
        processes = new OwnProcesses(shop.installation());
    }

    @AfterEach
    void everything_is_stopped() {
        shop.close();
    }

    private Process start(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(Shop.java());
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(shop.copy().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("ARELOPS_HOME", folder.resolve("home").toString());
        return builder.start();
    }

    private CloneOfServer.Ran down(String... arguments) {
        return shop.run(Stream.concat(Stream.of("down"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    @DisplayName("REL-1: down finds a controller that is still starting, and stops it")
    void down_while_it_starts() throws Exception {
        List<String> wrong = new ArrayList<>();
        Patience.<Exception>again(() -> {
            Process up = start("up", "--foreground");
            Patience.until("it is there", () -> !processes.controllers().isEmpty());

            CloneOfServer.Ran ran = down();

            if (ran.code() != 0 || up.isAlive()) {
                wrong.add(ran.said());
            }
            assertThat(ran.said()).contains("a controller is starting, process " + up.pid(), "✓ controller stopped");
        });
        assertThat(wrong).isEmpty();
        assertThat(processes.controllers()).isEmpty();
        assertThat(processes.nodes()).isEmpty();
        assertThat(down().said()).contains("no controller runs", "no node runs");
    }

    @Test
    @DisplayName("REL-1: down ends a node that was started a moment ago by a controller that was killed")
    void a_node_that_cannot_be_asked_yet() throws Exception {
        Process node = start("node", "--data", shop.installation().node().toString());

        CloneOfServer.Ran ran = down();

        assertThat(ran.code()).as(ran.said()).isZero();
        assertThat(ran.said()).contains("✓ node and apps stopped");
        assertThat(node.isAlive()).isFalse();
    }

    @Test
    @DisplayName("REL-3: down --port stops nothing that listens elsewhere")
    void down_at_a_port() {
        try (Foreground running = shop.up(shop.launch(Optional.empty()))) {
            int other = running.url().getPort() == 7331 ? 7332 : 7331;

            CloneOfServer.Ran ran = down("--port", Integer.toString(other));

            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.said()).contains("listens on port " + other + "; it listens at " + running.url());
            assertThat(processes.nodes()).hasSize(1);
        }
    }

    @Test
    @DisplayName("REL-3: up with a port that is taken ends the node that it started, and only that")
    void a_port_that_is_taken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Launch launch = new Launch(Optional.empty(), Optional.empty(), Shop.java(), "c1", taken.getLocalPort());

            assertThatExceptionOfType(Fault.class)
                    .isThrownBy(() -> shop.up(launch))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("api.port"));
            assertThat(processes.nodes()).isEmpty();

            shop.upAndDown(shop.launch(Optional.empty()), shop.copy());
            List<OsProcess> running = processes.nodes();
            assertThatExceptionOfType(Fault.class).isThrownBy(() -> shop.up(launch));
            assertThat(processes.nodes()).hasSize(1).isEqualTo(running);
        }
    }

    @Test
    @DisplayName("REL-1: an engine whose node does not start lets go of all that it took")
    void an_engine_that_does_not_start() {
        Launch broken = new Launch(Optional.empty(), Optional.empty(), List.of("false"), "c1", 0);
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Engine.start(shop.installation(), broken, _ -> _ -> Set.of(), InstantSource.system()))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("node.ended"));

        try (Engine second = Engine.start(
                shop.installation(), shop.launch(Optional.empty()), _ -> _ -> Set.of(), InstantSource.system())) {
            assertThat(second.about().trunk()).isEqualTo("master");
        }
    }
}

package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Watching;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.node.Fixture;
import arelops.app.node.Node;
import arelops.app.up.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `arelops traffic load --to ENV` as somebody types it, on a real node.
class TrafficLoadCliTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path around;

    private Path folder = Path.of("");

    private Shell.Ran run(URI server, String... line) {
        return new Shell(folder, InstantSource.system())
                .with("ARELOPS_HOME", around.resolve("home").toString())
                .with("ARELOPS_SERVER", server.toString())
                .run(line);
    }

    private void prepare() throws IOException {
        folder = around.resolve("hello");
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".arelops.yaml"), """
                watch:
                  errors: {max: 5%}
                  pager: {from: alertmanager, server: "http://127.0.0.1:1", labels: {env: $ENV}}
                """);
        List<String> log = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            log.add("192.0.2.%d - - [10/Oct/2026:13:55:%02d +0000] \"GET /name HTTP/1.1\" 200 4 \"-\" \"curl/8\""
                    .formatted(i, 36 + i / 20));
        }
        Files.write(folder.resolve("access.log"), log);
    }

    /// A controller that knows of one environment.
    private static HttpServer controller(URI beta) throws IOException {
        byte[] status = """
                {"apps":[{"name":"hello","environments":[{"name":"beta","address":"%s"}]}]}
                """.formatted(beta).getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, status.length);
            exchange.getResponseBody().write(status);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    @DisplayName("TRF-4: beside each step stands what the environment's processes used, and which alerts are known")
    void beside_each_step() throws IOException {
        prepare();
        Path data = Installation.of(
                        folder, Map.of("ARELOPS_HOME", around.resolve("home").toString()))
                .node();
        try (Node node = Node.start(Fixture.settings(data), InstantSource.system())) {
            NodeTarget target = new NodeTarget(data, InstantSource.system());
            DeploymentSpec spec = Fixture.spec("r1-t1", folder, Fixture.app("name=live"));
            Fixture.healthy(target, Fixture.token(1), spec);
            Fixture.serve(target, Fixture.token(1), spec, Watching.of(Duration.ofMillis(500), false, List.of()));
            HttpServer controller = controller(Fixture.observe(target).address().byPort());
            URI server =
                    URI.create("http://127.0.0.1:" + controller.getAddress().getPort());
            try {
                assertThat(run(server, "traffic", "import", "access.log").code())
                        .isZero();
                List<String> line = List.of(
                        "traffic", "load", "access", "--to", "beta", "--steps", "1x", "--p99", "30s", "--each", "2s");
                Shell.Ran told = run(server, more(line, "--alerts", "off"));
                Shell.Ran json = run(server, more(line, "--alerts", "off", "--json"));
                Shell.Ran stopped = run(server, more(line));

                JsonNode step = JSON.readTree(json.out()).at("/steps/0");
                assertThat(told.out())
                        .containsPattern(
                                "cpu \\d+\\.\\d\\d cores  memory [\\d,]+ MiB  machine \\d+\\.\\d\\d of \\d+ cores")
                        .contains("alerts not known: ");
                assertThat(step.path("memory").asLong()).as(json.out()).isGreaterThan(1L << 20);
                assertThat(step.path("machineCores").asInt()).isPositive();
                assertThat(step.path("unheard").asText()).isNotEmpty();
                assertThat(step.path("thresholds").isArray()).isTrue();
                assertThat(JSON.readTree(json.out()).at("/limits/alerts").asText())
                        .isEqualTo("off");
                assertThat(stopped.code()).as(stopped.out()).isEqualTo(6);
                assertThat(stopped.out()).contains("? INVALID: ");
                assertThat(run(server, more(line, "--alerts", "perhaps")).code())
                        .isEqualTo(2);
            } finally {
                controller.stop(0);
                target.down(true);
            }
            assertThat(node.routerPort()).isPositive();
        }
    }

    private static String[] more(List<String> line, String... more) {
        List<String> all = new ArrayList<>(line);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}

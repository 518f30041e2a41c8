package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Answer;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Route;
import arelops.app.deploy.Watching;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.node.Fixture;
import arelops.app.node.Node;
import arelops.app.up.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `arelops traffic validate` as somebody types it.
class TrafficValidateCliTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String WATCH = """
            watch:
              errors: {max: 2%}
              p99: {max: 30s}
            """;

    @TempDir
    Path around;

    private Path folder = Path.of("");

    @BeforeEach
    void a_recording() throws IOException {
        folder = around.resolve("hello");
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".arelops.yaml"), WATCH);
        List<String> log = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            log.add("192.0.2.%d - - [10/Oct/2026:13:55:%02d +0000] \"GET /name HTTP/1.1\" 200 4 \"-\" \"curl/8\""
                    .formatted(i, 36 + i / 30));
        }
        Files.write(folder.resolve("access.log"), log);
        assertThat(run("traffic", "import", "access.log").code()).isZero();
    }

    private Shell.Ran run(String... line) {
        return new Shell(folder, InstantSource.system())
                .with("ARELOPS_HOME", around.resolve("home").toString())
                .pausing(time -> {
                    LockSupport.parkNanos(time.toNanos());
                    return true;
                })
                .run(line);
    }

    private Shell.Ran validate(String... more) {
        List<String> line = new ArrayList<>(List.of("traffic", "validate", "access"));
        line.addAll(List.of(more));
        return run(line.toArray(String[]::new));
    }

    @Test
    @DisplayName("TRF-3: PRODUCTION is refused before anything is asked, and so is what is no environment")
    void environments() {
        assertThat(validate("--to", "production"))
                .returns(3, Shell.Ran::code)
                .extracting(Shell.Ran::err)
                .asString()
                .contains("No fault is injected in production, where users are");
        assertThat(validate("--to", "gamma"))
                .returns(2, Shell.Ran::code)
                .extracting(Shell.Ran::err)
                .asString()
                .contains("There is no environment 'gamma'", "pr-N");
    }

    @Test
    @DisplayName("TRF-3: without an alarm, or one that a fault must fire, it says which key of the config to set")
    void nothing_to_try() throws IOException {
        assertThat(validate("--to", "beta", "--fault", "latency=1s@20%"))
                .returns(2, Shell.Ran::code)
                .extracting(Shell.Ran::err)
                .asString()
                .contains("No alarm is expected of any fault", "--expect");
        Files.delete(folder.resolve(".arelops.yaml"));
        assertThat(validate("--to", "beta"))
                .returns(2, Shell.Ran::code)
                .extracting(Shell.Ran::err)
                .asString()
                .contains("neither watch.errors.max nor watch.p99.max", "Set watch: {errors: {max: 1%}");
    }

    @Test
    void what_is_no_fault_and_no_alarm_is_told() {
        assertThat(validate("--to", "beta", "--fault", "fire=1%"))
                .returns(2, Shell.Ran::code)
                .extracting(Shell.Ran::err)
                .asString()
                .contains("no fault: 'fire=1%'");
        assertThat(validate("--to", "beta", "--expect", "errors=HighErrorRate"))
                .returns(2, Shell.Ran::code)
                .extracting(Shell.Ran::err)
                .asString()
                .contains("HighErrorRate", "no Alertmanager");
        assertThat(validate("--to", "beta", "--expect", "fire=X").code()).isEqualTo(2);
        assertThat(validate("--to", "beta", "--alertmanager", "http://127.0.0.1:1", "--labels", "x")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void without_a_node_it_says_so() {
        assertThat(validate("--to", "beta"))
                .returns(5, Shell.Ran::code)
                .extracting(Shell.Ran::err)
                .asString()
                .contains("The node does not answer");
    }

    /// A busy machine's sender may be late, and then says so: either is right here.
    @Test
    @DisplayName("TRF-3: the command performs the runs on the node of this machine, and prints the table")
    void the_table() throws IOException {
        Path data = Installation.of(
                        folder, Map.of("ARELOPS_HOME", around.resolve("home").toString()))
                .node();
        try (Node node = Node.start(Fixture.settings(data), InstantSource.system())) {
            NodeTarget target = new NodeTarget(data, InstantSource.system());
            try {
                assertThat(validate("--to", "beta"))
                        .returns(3, Shell.Ran::code)
                        .extracting(Shell.Ran::err)
                        .asString()
                        .contains("Nothing of hello/beta runs on this node");
                DeploymentSpec spec = Fixture.spec("r1-t1", folder, Fixture.app("name=live"));
                Fixture.healthy(target, Fixture.token(1), spec);
                assertThat(target.route(
                                Fixture.SLOT,
                                Fixture.token(1),
                                Route.Serving.all(spec.id()),
                                Watching.of(Duration.ofMillis(500), false, List.of())))
                        .isEqualTo(new Answer.Done(true));

                Shell.Ran ran = validate("--to", "beta", "--fault", "errors=50%", "--within", "3s", "--json");
                Shell.Ran read = validate("--to", "beta", "--fault", "errors=50%", "--within", "3s");

                JsonNode json = JSON.readTree(ran.out());
                assertThat(ran.code()).as(ran.out()).isIn(0, 6);
                assertThat(json.path("verdict").asText()).isEqualTo(ran.code() == 0 ? "passed" : "invalid");
                assertThat(json.path("runs").size()).isEqualTo(2);
                assertThat(json.at("/runs/1/harmed").asInt()).isPositive();
                assertThat(json.at("/alarms/0/name").asText()).isEqualTo("errors");
                assertThat(read.out())
                        .contains(
                                "clean",
                                "errors=50%",
                                read.code() == 0 ? "all alarms of hello/beta fired as expected" : "INVALID");
            } finally {
                target.down(true);
            }
            assertThat(node.routerPort()).isPositive();
        }
    }
}

package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.OwnJava;
import arelops.testkit.Patience;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Recordings sent by several processes of this program.
@Timeout(600)
class ReplayWorkersTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int REQUESTS = 24;

    @TempDir
    Path folder;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private String to;

    ReplayWorkersTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        to = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
    }

    @BeforeEach
    void recording() throws IOException {
        server.start();
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(
                folder.resolve("access.log"),
                IntStream.range(0, REQUESTS)
                        .mapToObj(i ->
                                "192.0.2.%d - - [10/Oct/2026:13:55:3%d +0000] \"GET /page-%s HTTP/1.1\" 200 9 \"-\" \"x\""
                                        .formatted(i % 8, i / 12, (char) ('a' + i)))
                        .collect(Collectors.joining("\n", "", "\n")));
        run("false").run("traffic", "import", "access.log");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /// With a program that stands for this one when it starts itself again.
    private Shell run(String... program) {
        return new Shell(folder, InstantSource.system()).startedAs(program);
    }

    /// This program, but that one of the workers does something else.
    private Shell unless(int worker, String does) throws IOException {
        Path program = folder.resolve("program");
        Files.writeString(
                program,
                "case \"$*\" in *'--worker " + worker + " '*) " + does + ";; esac\nexec '"
                        + String.join("' '", OwnJava.command()) + "' arelops.app.Main \"$@\"\n");
        return run("sh", program.toString());
    }

    @Test
    @DisplayName("TRF-2: several processes send each session once, from one time, and make one report")
    void three_workers_send_all_of_it_once() throws IOException {
        // A worker that did not hear of the start in time sends nothing, and says so.
        Patience.<IOException>again(() -> {
            asked.clear();
            Shell.Ran ran = run(Stream.concat(OwnJava.command().stream(), Stream.of("arelops.app.Main"))
                            .toArray(String[]::new))
                    .run("traffic", "replay", "access", "--to", to, "--workers", "3", "--users", "2x", "--json");

            JsonNode report = JSON.readTree(ran.out());
            assertThat(report.path("requests").path("sent").asInt())
                    .as(ran.err())
                    .isEqualTo(2 * REQUESTS);
            assertThat(report.path("requests").path("answered").asInt()).isEqualTo(2 * REQUESTS);
            assertThat(ran.code()).isEqualTo(report.path("valid").asBoolean() ? 0 : 6);
            assertThat(asked).hasSize(2 * REQUESTS);
            assertThat(asked.stream().distinct()).hasSize(REQUESTS);
        });
    }

    @Test
    @DisplayName("TRF-2: with a worker that is not there nothing is sent, and the run is invalid")
    void a_worker_that_ends_before_the_start() throws IOException {
        Shell.Ran ran =
                unless(1, "echo no room >&2; exit 9").run("traffic", "replay", "access", "--to", to, "--workers", "2");

        assertThat(ran.code()).isEqualTo(6);
        assertThat(ran.out())
                .contains("INVALID", "worker 1 of 2 gave no result: it ended with 9, saying: no room")
                .contains("nothing was sent");
        assertThat(asked).isEmpty();
    }

    @Test
    @DisplayName("TRF-2: with a worker that dies on the way the run is invalid")
    void a_worker_that_dies_on_the_way() throws IOException {
        Patience.<IOException>again(() -> {
            asked.clear();
            Shell.Ran ran = unless(0, "echo ready; read at; kill -9 $$")
                    .run("traffic", "replay", "access", "--to", to, "--workers", "2", "--json");

            JsonNode report = JSON.readTree(ran.out());
            assertThat(ran.code()).isEqualTo(6);
            assertThat(report.path("valid").asBoolean()).isFalse();
            assertThat(report.path("because").toString()).contains("worker 0 of 2 gave no result: it ended with 137");
            assertThat(asked).hasSizeBetween(1, REQUESTS - 1);
            assertThat(report.path("requests").path("sent").asInt()).isEqualTo(asked.size());
        });
    }

    @Test
    @DisplayName("TRF-2: results of workers on other machines are merged from their files")
    void results_are_merged_from_files() throws IOException {
        String recording = recordingFolder();

        for (int worker = 0; worker < 2; worker++) {
            int which = worker;
            Patience.growing(Duration.ofSeconds(2), lead -> {
                Shell.Ran ran = worker(
                        recording,
                        which,
                        InstantSource.system().instant().plus(lead).toString());
                assertThat(ran.code()).as(ran.err()).isZero();
            });
        }
        Shell.Ran all = run("false").run("traffic", "merge", "w0.json", "w1.json", "--json");
        Shell.Ran one = run("false").run("traffic", "merge", "w1.json");

        assertThat(JSON.readTree(all.out()).path("requests").path("sent").asInt())
                .isEqualTo(REQUESTS);
        assertThat(asked.stream().distinct()).hasSize(REQUESTS);
        assertThat(one.code()).isEqualTo(6);
        assertThat(one.out()).contains("worker 0 of 2 gave no result");
        assertThat(run("false").run("traffic", "merge", "access.log").err()).contains("cannot be read");
    }

    @Test
    void a_worker_that_is_late_or_asked_for_nonsense_says_so() throws IOException {
        String recording = recordingFolder();

        assertThat(worker(recording, 0, "2026-10-10T13:55:36Z"))
                .returns(1, Shell.Ran::code)
                .extracting(Shell.Ran::err)
                .asString()
                .contains("ms too late");
        assertThat(worker(recording, 2, "-").err()).contains("worker 2 of 2");
        assertThat(worker(recording, 1, "-").err()).contains("nobody said when to begin");
        assertThat(run("false")
                        .run("traffic", "replay", "access", "--to", to, "--workers", "0")
                        .code())
                .isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    private Shell.Ran worker(String recording, int worker, String at) {
        return run("false")
                .run(
                        "traffic",
                        "replay-worker",
                        recording,
                        "--to",
                        to,
                        "--worker",
                        Integer.toString(worker),
                        "--of",
                        "2",
                        "--run",
                        "r1",
                        "--at",
                        at,
                        "--out",
                        "w" + worker + ".json");
    }

    private String recordingFolder() throws IOException {
        return JSON.readTree(run("false").run("traffic", "list", "--json").out())
                .path("recordings")
                .path(0)
                .path("folder")
                .asText();
    }
}

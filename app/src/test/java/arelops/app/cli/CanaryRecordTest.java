package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.canary.Samples;
import arelops.app.metrics.prometheus.PrometheusPast;
import arelops.app.metrics.prometheus.PrometheusServer;
import arelops.testkit.SettableClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `canary record` on a real Prometheus, and `canary judge` on what it wrote.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryRecordTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");
    private static final int WINDOWS = 30;

    private final PrometheusServer server;

    @TempDir
    Path folder;

    CanaryRecordTest(@TempDir Path data) throws IOException, InterruptedException {
        PrometheusPast past = new PrometheusPast(START);
        arm(past, "stable", 10);
        arm(past, "good", 10);
        arm(past, "bad", 40);
        server = new PrometheusServer(data, past.text(), "");
    }

    /// 1,000 requests a minute, of which so many fail, and a tenth take up to 200 ms, the others
    /// up to 100.
    private static void arm(PrometheusPast past, String track, int errors) {
        List<String> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        List<String> fast = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (int i = 0; i <= 4 * WINDOWS; i++) {
            int failed = i * errors / 4;
            good.add(Integer.toString(i * 250 - failed));
            bad.add(Integer.toString(failed));
            fast.add(Integer.toString(i * 225));
            all.add(Integer.toString(i * 250));
        }
        String labels = "{track=\"" + track + "\",instance=\"" + track + "\",";
        past.series("http_requests_total" + labels + "code=\"200\"}", good.toArray(String[]::new));
        past.series("http_requests_total" + labels + "code=\"500\"}", bad.toArray(String[]::new));
        past.series("took_seconds_bucket" + labels + "le=\"0.1\"}", fast.toArray(String[]::new));
        past.series("took_seconds_bucket" + labels + "le=\"0.2\"}", all.toArray(String[]::new));
        past.series("took_seconds_bucket" + labels + "le=\"+Inf\"}", all.toArray(String[]::new));
    }

    @AfterAll
    void end() {
        server.close();
    }

    private Shell.Ran run(String... line) {
        return new Shell(folder, new SettableClock(START.plusSeconds(3600))).run(line);
    }

    private Shell.Ran record(String canary, String... more) {
        return run(Stream.concat(
                        Stream.of(
                                "canary",
                                "record",
                                "--prometheus",
                                server.url().toString(),
                                "--baseline",
                                "track=\"stable\"",
                                "--canary",
                                canary,
                                "--latency",
                                "took_seconds"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private Shell.Ran judged(Shell.Ran recorded) throws IOException {
        Files.writeString(folder.resolve("samples.json"), recorded.out());
        return run("canary", "judge", "--samples", "samples.json", "--json");
    }

    @Test
    @DisplayName("CAN-1: what is recorded from a Prometheus is judged: a good canary passes, a bad one is rejected")
    void what_is_recorded_is_judged() throws IOException {
        Shell.Ran good =
                record("track=\"good\"", "--from", "2026-01-02T12:00:00Z", "--to", "2026-01-02T13:30:00+01:00");
        Shell.Ran bad = record("track=\"bad\"", "--from", "1h", "--to", "30m");

        JsonNode samples = JSON.readTree(good.out());
        assertThat(good.code()).isZero();
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Samples.schema())
                        .validate(samples))
                .isEmpty();
        assertThat(samples.get("windows").asInt()).isEqualTo(WINDOWS);
        assertThat(samples.get("canary").get("requests").get(3).asInt()).isEqualTo(1000);
        assertThat(samples.get("canary").get("errors").get(3).asInt()).isEqualTo(10);
        assertThat(samples.get("canary").get("latency").get(3).toString()).isEqualTo("{\"94\":900,\"108\":100}");
        assertThat(good.err()).contains("a factor of 2.00 apart");
        assertThat(judged(good).code()).isZero();
        assertThat(bad.code()).isZero();
        assertThat(judged(bad).code()).isEqualTo(3);
    }

    @Test
    @DisplayName("CAN-1: a canary that the Prometheus does not know is recorded as no telemetry, and judged as no data")
    void an_unknown_canary_is_no_data() throws IOException {
        Shell.Ran ran = record("track=\"nobody\"", "--from", "1h", "--to", "30m");

        assertThat(ran.code()).isEqualTo(6);
        assertThat(ran.err()).contains("No telemetry in 30 of 30 windows of the canary");
        assertThat(judged(ran).code()).isEqualTo(6);
    }

    /// What a server heard that answers nothing.
    private List<String> heard(Shell shell, String... options) throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        HttpServer guarded = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        guarded.createContext("/", exchange -> {
            heard.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        guarded.start();
        try {
            List<String> line = new ArrayList<>(List.of("canary", "record", "--prometheus"));
            line.add("http://127.0.0.1:" + guarded.getAddress().getPort());
            line.addAll(List.of("--baseline", "track=\"a\"", "--canary", "track=\"b\""));
            line.addAll(List.of("--from", "1h", "--to", "30m"));
            line.addAll(List.of(options));
            Shell.Ran ran = shell.run(line.toArray(String[]::new));
            assertThat(ran.out() + ran.err()).doesNotContain("very-secret");
            assertThat(ran.code()).isEqualTo(heard.isEmpty() ? 2 : 5);
            heard.add(ran.err());
            return heard;
        } finally {
            guarded.stop(0);
        }
    }

    private Shell shell() {
        return new Shell(folder, new SettableClock(START.plusSeconds(3600)));
    }

    @Test
    @DisplayName("REL-3: a bearer token comes from a file or a variable, and one that is not there is told at once")
    void a_token_comes_from_a_file_or_a_variable() throws IOException {
        Files.writeString(folder.resolve("token"), "very-secret-1\n");
        Files.writeString(folder.resolve("words"), "two words\n");

        assertThat(heard(shell(), "--token-file", "token").getFirst()).isEqualTo("Bearer very-secret-1");
        assertThat(heard(shell().with("PROM", "very-secret-2"), "--token-env", "PROM")
                        .getFirst())
                .isEqualTo("Bearer very-secret-2");
        assertThat(heard(shell()).getFirst()).isEqualTo("null");
        assertThat(heard(shell(), "--token-file", "none"))
                .singleElement()
                .asString()
                .contains("cannot be read from");
        assertThat(heard(shell(), "--token-file", "words"))
                .singleElement()
                .asString()
                .contains("does not hold one token");
        assertThat(heard(shell(), "--token-env", "PROM"))
                .singleElement()
                .asString()
                .contains("the variable PROM does not hold one token");
        assertThat(heard(shell().with("PROM", "x"), "--token-env", "PROM", "--token-file", "token"))
                .singleElement()
                .asString()
                .contains("one is asked for");
    }

    @Test
    @DisplayName("REL-2: where no Prometheus answers nothing is written, and the exit code says so")
    void a_server_that_is_away_is_told() {
        Shell.Ran ran = run(
                "canary",
                "record",
                "--prometheus",
                "http://127.0.0.1:1",
                "--baseline",
                "a=\"1\"",
                "--canary",
                "a=\"2\"",
                "--from",
                "1h",
                "--to",
                "0s");

        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("canary.source").contains("nothing answers there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--from=yesterday",
                "--from=0s",
                "--to=99999999999999999-01-01T00:00:00Z",
                "--window=0s",
                "--window=100ms",
                "--window=2d",
                "--window=59m",
                "--from=2020-01-01T00:00:00Z",
                "--errors=9=",
                "--requests=a b",
                "--latency={}",
                "--latency-unit=h",
                "--baseline=track=\"good\"",
                "--baseline=up",
                "--prometheus=file:///tmp",
                "--prometheus=http://a b"
            })
    void what_cannot_be_read_is_refused_with_its_option(String option) {
        List<String> line = new ArrayList<>(List.of(
                "canary",
                "record",
                "--prometheus=" + server.url(),
                "--baseline=track=\"stable\"",
                "--canary=track=\"good\"",
                "--from=1h",
                "--to=30m"));
        String name = option.substring(0, option.indexOf('=') + 1);
        line.removeIf(one -> one.startsWith(name));
        line.add(option);

        Shell.Ran ran = run(line.toArray(String[]::new));

        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(2);
        assertThat(ran.err()).contains("canary.record");
    }
}

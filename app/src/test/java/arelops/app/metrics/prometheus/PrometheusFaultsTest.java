package arelops.app.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.metrics.Readings;
import arelops.app.metrics.Stretch;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers that fail, lie or never end, in place of a Prometheus.
class PrometheusFaultsTest {
    private static final Stretch STRETCH = new Stretch(Instant.parse("2026-01-02T12:00:00Z"), Duration.ofMinutes(1), 2);
    private static final long IN = STRETCH.from().getEpochSecond() + 10;
    private static final Duration PATIENT = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(1500);

    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private static Readings read(Behaviour behaviour) throws IOException {
        return read(PATIENT, behaviour);
    }

    private static Readings read(Duration patience, Behaviour behaviour) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                try (exchange) {
                    behaviour.answer(exchange);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            server.start();
            try {
                return source("http://127.0.0.1:" + server.getAddress().getPort() + "/prefix/", patience)
                        .read(STRETCH);
            } finally {
                threads.shutdownNow();
                server.stop(0);
            }
        }
    }

    private static PrometheusSource source(String url, Duration patience) {
        return new PrometheusSource(
                URI.create(url),
                new Limits(patience, PATIENT, 20_000),
                new Measures(
                        Measures.Requests.parse("hits"),
                        Measures.Errors.parse("code=~\"5..\""),
                        Optional.of(Measures.Latency.seconds("took"))),
                new PrometheusSource.Arms(new Matchers("track=\"a\""), new Matchers("track=\"b\"")));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String matrix(String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + result + "]}}";
    }

    private static String values(String pairs) {
        return matrix("{\"metric\":{\"code\":\"200\"},\"values\":[" + pairs + "]}");
    }

    static Stream<Arguments> answers() {
        return Map.<String, String>ofEntries(
                        Map.entry("", "no status of success"),
                        Map.entry("<html>hello</html>", "no JSON"),
                        Map.entry(values("[" + IN + ",\"1\"]").substring(0, 70), "no JSON, or not all of it"),
                        Map.entry(matrix("") + "{}", "no JSON"),
                        Map.entry("{\"status\":\"error\",\"error\":\"too many\\nsamples\"}", "too many samples"),
                        Map.entry(
                                matrix("").replace("}}", "},\"warnings\":[\"a store is away\"]}"),
                                "may not be whole: a store is away"),
                        Map.entry(matrix("").replace("matrix", "vector"), "no matrix"),
                        Map.entry("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\"}}", "no list"),
                        Map.entry(values("[" + IN + "]"), "no pair"),
                        Map.entry(values("[\"" + IN + "\",\"1\"]"), "no pair"),
                        Map.entry(values("[" + IN + ",\"many\"]"), "no number"),
                        Map.entry(values("[" + IN + ",\"0x10\"]"), "no number"),
                        Map.entry(values("[" + IN + ",1]"), "no number"),
                        Map.entry(values("[1e300,\"1\"]"), "other times"),
                        Map.entry(values("[" + (IN - 86_400) + ",\"1\"]"), "other times"),
                        Map.entry(values("[" + IN + ",\"1\"],[" + IN + ",\"2\"]"), "not in order"),
                        Map.entry("[".repeat(5000), "no JSON"),
                        Map.entry(matrix("") + " ".repeat(30_000), "larger than 20000 bytes"))
                .entrySet()
                .stream()
                .map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    @ParameterizedTest
    @MethodSource("answers")
    @DisplayName("CAN-1: an answer that cannot be relied on is no data, and the reason is told")
    void an_answer_that_cannot_be_relied_on_is_no_data(String body, String because) throws IOException {
        Readings readings = read(exchange -> send(exchange, 200, body));

        assertThat(readings)
                .isInstanceOfSatisfying(
                        Readings.Failed.class,
                        failed -> assertThat(failed.because())
                                .startsWith("Prometheus at http://127.0.0.1:")
                                .contains(because));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 400, 401, 404, 422, 429, 500, 503})
    @DisplayName("REL-2: a Prometheus that refuses gives no window, and its own words")
    void a_server_that_refuses_has_told_nothing(int status) throws IOException {
        Readings readings = read(exchange -> {
            if (status == 204) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                send(exchange, status, "{\"status\":\"error\",\"error\":\"not today\"}");
            }
        });

        assertThat(readings).asString().contains("it answers with " + status).startsWith("Failed");
    }

    @Test
    @DisplayName("REL-2: a Prometheus that is asked for elsewhere is not followed there")
    void a_redirect_is_not_followed() throws IOException {
        Readings readings = read(exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/login");
            exchange.sendResponseHeaders(302, -1);
        });

        assertThat(readings).asString().startsWith("Failed").contains("redirects to http://127.0.0.1:1/login");
    }

    @Test
    @DisplayName("REL-2: a Prometheus that never answers gives no window when the deadline is over")
    void a_server_that_never_answers_has_told_nothing() throws IOException {
        CountDownLatch never = new CountDownLatch(1);

        Readings readings = read(SHORT, exchange -> never.await());

        assertThat(readings).asString().startsWith("Failed").contains("did not answer within 1500 ms");
    }

    @Test
    @DisplayName("REL-2: a Prometheus whose answer never ends gives no window when the deadline is over")
    void an_answer_without_end_is_broken_off() throws IOException {
        CountDownLatch never = new CountDownLatch(1);

        Readings readings = read(SHORT, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write("{\"status\":".getBytes(StandardCharsets.UTF_8));
            body.flush();
            never.await();
        });

        assertThat(readings).asString().startsWith("Failed").contains("did not answer within 1500 ms");
    }

    @Test
    @DisplayName("REL-2: a Prometheus whose connection breaks in its answer gives no window")
    void a_connection_that_breaks_has_told_nothing() throws IOException {
        Readings readings = read(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"status\":\"success\"".getBytes(StandardCharsets.UTF_8));
        });

        assertThat(readings).asString().startsWith("Failed").contains("its answer was lost");
    }

    @Test
    @DisplayName("CAN-1: a Prometheus that fails at the last question has told nothing")
    void one_failure_among_many_answers_is_no_data() throws IOException {
        Readings readings = read(exchange -> {
            boolean buckets = exchange.getRequestURI().getQuery().contains("took_bucket{track=\"b\"}");
            send(exchange, buckets ? 503 : 200, matrix(""));
        });

        assertThat(readings).asString().startsWith("Failed").contains("it answers with 503");
    }

    @Test
    void a_server_may_be_below_a_path_and_is_asked_for_samples_as_they_are() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();

        Readings readings = read(exchange -> {
            asked.add(exchange.getRequestURI().getPath() + " "
                    + exchange.getRequestURI().getQuery());
            send(exchange, 200, matrix(""));
        });

        assertThat(asked.getFirst())
                .startsWith("/prefix/api/v1/query query=hits{track=\"a\"}[420000ms]&time="
                        + STRETCH.to().getEpochSecond() + ".000&");
        assertThat(readings)
                .isInstanceOfSatisfying(
                        Readings.Taken.class,
                        taken -> assertThat(taken.windows())
                                .allSatisfy(
                                        window -> assertThat(window.canary()).isEmpty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "track=\"b\"} or up{",
                "track=b",
                "track=\"b",
                "track=\"b\" up",
                "=\"b\"",
                "track=\"b\"[5m]",
                "__name__=\"up\"",
                "track=\"b\",,",
                "track=\"\n\""
            })
    void what_is_no_matcher_of_labels_never_becomes_part_of_a_query(String text) {
        assertThatThrownBy(() -> new Matchers(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://h",
                "http://name:word@h",
                "http://h/?q=1",
                "http:///path",
                "prometheus"
            })
    void an_address_that_is_no_server_is_refused(String url) {
        assertThatThrownBy(() -> source(url, PATIENT)).isInstanceOf(IllegalArgumentException.class);
    }
}

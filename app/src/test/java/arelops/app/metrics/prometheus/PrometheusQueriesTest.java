package arelops.app.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.ask.Credential;
import arelops.app.metrics.QueryValue;
import arelops.core.policy.MonitorServer;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a query gives at a moment: by a real Prometheus, and by servers that fail.
class PrometheusQueriesTest {
    private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 20_000);

    private static QueryValue ask(String server, String query) {
        return new PrometheusQueries(LIMITS, _ -> Credential.NONE)
                .ask(new MonitorServer(server, Optional.empty()), query, START.plus(MINUTE), MINUTE);
    }

    private static void isNothing(QueryValue value, String because) {
        assertThat(value)
                .isInstanceOfSatisfying(
                        QueryValue.Nothing.class,
                        nothing -> assertThat(nothing.because())
                                .startsWith("Prometheus at http://127.0.0.1:")
                                .contains(because));
    }

    @Test
    @DisplayName("CAN-1: a real Prometheus tells one number, and none or several are no number")
    void a_real_prometheus_tells_a_number(@TempDir Path folder) throws IOException, InterruptedException {
        String past = "# TYPE waiting gauge\n"
                + new PrometheusPast(START)
                        .series("waiting{role=\"canary\"}", "1 2 3 4 5 6 7 8 9")
                        .series("waiting{role=\"baseline\"}", "10 10 10 10 10 10 10 10 10")
                        .text()
                + "# TYPE charges counter\n"
                + new PrometheusPast(START)
                        .series("charges_total{role=\"canary\"}", "100 110 120 130 140 150")
                        .text();
        try (PrometheusServer server = new PrometheusServer(folder, past, "")) {
            String url = server.url().toString();

            assertThat(ask(url, "max(waiting{role=\"canary\"})")).isEqualTo(new QueryValue.Told(5));
            assertThat(ask(url, "waiting{role=\"baseline\"}")).isEqualTo(new QueryValue.Told(10));
            assertThat(ask(url, "sum(increase(charges_total{role=\"canary\"}[60000ms]))"))
                    .isInstanceOfSatisfying(
                            QueryValue.Told.class,
                            told -> assertThat(told.value()).isBetween(39.0, 41.0));
            assertThat(ask(url, "scalar(max(waiting))")).isEqualTo(new QueryValue.Told(10));
            isNothing(ask(url, "waiting"), "gives 2 numbers, not one: sum(...) or max(...)");
            isNothing(ask(url, "waiting{role=\"nobody\"}"), "finds no series");
            isNothing(ask(url, "vector(0) / 0"), "gives NaN");
            isNothing(ask(url, "vector(1) / 0"), "gives +Inf");
            isNothing(ask(url, "waiting["), "it answers with 400: invalid parameter");
            isNothing(ask(url, "waiting * on(role) group_left() waiting{role=~\"x\"} or \"a\""), "400");
            isNothing(ask(url, "\"words\""), "gives no number, but a string");
            isNothing(ask(url, "waiting[1m]"), "gives no number, but a matrix");
        }
        assertThat(ask("http://127.0.0.1:1", "waiting"))
                .isEqualTo(new QueryValue.Failed("Prometheus at http://127.0.0.1:1: nothing answers there"));
        assertThat(ask("ftp://h", "waiting"))
                .isInstanceOfSatisfying(
                        QueryValue.Failed.class,
                        failed -> assertThat(failed.because()).contains("no http or https address"));
    }

    private static QueryValue answered(int status, String body, List<String> authorization) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            authorization.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            MonitorServer address =
                    new MonitorServer("http://127.0.0.1:" + server.getAddress().getPort(), Optional.of("PROM"));
            return new PrometheusQueries(LIMITS, name -> () -> Optional.of("secret-" + name))
                    .ask(address, "up", START, MINUTE);
        } finally {
            server.stop(0);
        }
    }

    private static String vector(String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":" + result + "}}";
    }

    @Test
    @DisplayName("REL-2: a server that refuses, redirects, or answers with half of it has not told, and is asked again")
    void a_server_that_fails_has_told_nothing() throws IOException {
        String good = vector("[{\"metric\":{},\"value\":[1,\"2.5\"]}]");
        List<String> authorization = new CopyOnWriteArrayList<>();
        assertThat(answered(200, good, authorization)).isEqualTo(new QueryValue.Told(2.5));
        assertThat(authorization).containsExactly("Bearer secret-PROM");
        Map<String, String> bad = Map.of(
                good.substring(0, 60),
                "no JSON",
                good.replace("}}", "},\"warnings\":[\"a store is away\"]}"),
                "may not be whole: a store is away",
                good.replace("\"2.5\"", "\"many\""),
                "no number",
                good.replace("[1,\"2.5\"]", "[1]"),
                "no pair",
                vector("{}"),
                "no list",
                "{\"status\":\"error\",\"error\":\"not today\"}",
                "not today",
                good + " ".repeat(30_000),
                "larger than 20000 bytes");
        for (Map.Entry<String, String> one : bad.entrySet()) {
            assertThat(answered(200, one.getKey(), authorization))
                    .isInstanceOfSatisfying(
                            QueryValue.Failed.class,
                            failed -> assertThat(failed.because()).contains(one.getValue()));
        }
        for (int status : List.of(302, 401, 404, 500, 503)) {
            assertThat(answered(status, "{\"status\":\"error\",\"error\":\"no\"}", authorization))
                    .isInstanceOf(QueryValue.Failed.class);
        }
        isNothing(answered(422, "{\"status\":\"error\",\"error\":\"many-to-many\"}", authorization), "many-to-many");
        isNothing(
                answered(200, vector("[{\"metric\":{},\"histogram\":[1,{}]}]"), authorization),
                "no number, but a histogram");
    }
}

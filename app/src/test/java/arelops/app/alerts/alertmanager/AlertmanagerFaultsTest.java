package arelops.app.alerts.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.ask.Credential;
import arelops.app.ask.Unanswered;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.MonitorServer;
import arelops.core.release.Alert;
import arelops.core.release.AlertAnswer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers that fail, lie or never end, in place of an Alertmanager.
class AlertmanagerFaultsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
    private static final Slot SLOT = new Slot(new AppName("shop"), EnvironmentName.BETA);
    private static final Limits LIMITS = limits(Duration.ofMinutes(1));
    private static final Limits IMPATIENT = limits(Duration.ofMillis(1500));
    private static final String BEAT = alert("Watchdog", "2026-01-02T11:59:30Z", "\"severity\":\"none\"");

    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private static AlertWatch watch(String address, Optional<String> heartbeat) {
        return new AlertWatch(
                "alerts",
                new MonitorServer(address, Optional.of("TOKEN")),
                Map.of("env", "$ENV", "app", "the \"$APP\"\\"),
                heartbeat,
                AlertWatch.Silenced.WAIT,
                Optional.empty());
    }

    private static Limits limits(Duration patience) {
        return new Limits(patience, 20_000, Duration.ofMinutes(5));
    }

    private static AlertAnswer ask(Credential credential, Optional<String> heartbeat, Behaviour behaviour)
            throws IOException {
        return ask(LIMITS, credential, heartbeat, behaviour);
    }

    private static AlertAnswer ask(
            Limits limits, Credential credential, Optional<String> heartbeat, Behaviour behaviour) throws IOException {
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
                String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/prefix/";
                return new AlertmanagerSource(limits, _ -> credential).ask(watch(address, heartbeat), SLOT, NOW);
            } finally {
                threads.shutdownNow();
                server.stop(0);
            }
        }
    }

    private static AlertAnswer ask(Behaviour behaviour) throws IOException {
        return ask(Credential.NONE, Optional.empty(), behaviour);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static boolean isOfHeartbeat(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestURI().getQuery()).contains("alertname=");
    }

    private static String alert(String name, String updated, String labels) {
        return alert(name, updated, labels, "\"state\":\"active\",\"silencedBy\":[],\"inhibitedBy\":[]");
    }

    private static String alert(String name, String updated, String labels, String status) {
        return """
                {"annotations":{},"endsAt":"2026-01-02T12:04:00Z","fingerprint":"1","receivers":[{"name":"none"}],
                "startsAt":"2026-01-02T11:00:00.5Z","updatedAt":"%s","status":{%s},"labels":{"alertname":"%s",%s}}
                """.formatted(updated, status, name, labels);
    }

    private static final String OURS = "\"env\":\"beta\",\"app\":\"the \\\"shop\\\"\\\\\"";

    private static String firing() {
        return alert("HighErrors", "2026-01-02T11:59:30Z", OURS);
    }

    static Stream<Arguments> answers() {
        return Map.<String, String>ofEntries(
                        Map.entry("", "no list"),
                        Map.entry("<html>hello</html>", "no JSON"),
                        Map.entry("{}", "no list of alerts"),
                        Map.entry("\"all is well\"", "no list of alerts"),
                        Map.entry("null", "no list of alerts"),
                        Map.entry("[" + firing().substring(0, 90), "no JSON, or not all of it"),
                        Map.entry("[]{}", "no JSON"),
                        Map.entry("[{}]", "no labels"),
                        Map.entry("[1]", "no labels"),
                        Map.entry("[" + firing().replace("alertname", "name") + "]", "has no name"),
                        Map.entry(
                                "[" + firing().replace("\"HighErrors\"", "7") + "]",
                                "a label in its answer is no text"),
                        Map.entry("[" + firing().replace("\"beta\"", "\"production\"") + "]", "was not asked for"),
                        Map.entry("[" + firing().replace("2026-01-02T11:00:00.5Z", "yesterday") + "]", "startsAt"),
                        Map.entry("[" + firing().replace("\"startsAt\"", "\"begins\"") + "]", "is no time"),
                        Map.entry(
                                "[" + firing().replace("active", "asleep") + "]", "a state that is unknown: 'asleep'"),
                        Map.entry("[" + firing().replace("active", "suppressed") + "]", "not told by what"),
                        Map.entry("[" + firing().replace("\"state\"", "\"mood\"") + "]", "a state that is unknown"),
                        Map.entry(
                                "[" + firing().replace("\"labels\":{", "\"labels\":{\"env\":\"beta\",") + "]",
                                "no JSON"),
                        Map.entry("[" + "{},".repeat(1_000) + "{}]", "more than 1000 alerts"),
                        Map.entry("[".repeat(5000), "no JSON"),
                        Map.entry("[]" + " ".repeat(30_000), "larger than 20000 bytes"))
                .entrySet()
                .stream()
                .map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    @ParameterizedTest
    @MethodSource("answers")
    @DisplayName("LINE-5: an answer that cannot be relied on is unknown, and the reason is told")
    void an_answer_that_cannot_be_relied_on_is_unknown(String body, String because) throws IOException {
        AlertAnswer answer = ask(exchange -> send(exchange, 200, body));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        AlertAnswer.Unknown.class,
                        unknown -> assertThat(unknown.because())
                                .startsWith("Alertmanager at http://127.0.0.1:")
                                .contains(because));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 400, 401, 404, 422, 429, 500, 503})
    @DisplayName("REL-2: an Alertmanager that refuses tells nothing, and its own words")
    void a_server_that_refuses_has_told_nothing(int status) throws IOException {
        AlertAnswer answer = ask(exchange -> {
            if (status == 204) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                send(exchange, status, "{\"code\":1,\"message\":\"not\\u001b today\"}");
            }
        });

        assertThat(answer).asString().startsWith("Unknown").contains("it answers with " + status);
        assertThat(answer).asString().doesNotContain("\u001b");
    }

    @Test
    @DisplayName("REL-2: an Alertmanager that is asked for elsewhere is not followed there")
    void a_redirect_is_not_followed() throws IOException {
        AlertAnswer answer = ask(exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/login");
            exchange.sendResponseHeaders(302, -1);
        });

        assertThat(answer).asString().startsWith("Unknown").contains("redirects to http://127.0.0.1:1/login");
    }

    @Test
    @DisplayName("REL-2: an Alertmanager that never answers, or never ends, is unknown when the deadline is over")
    void a_server_that_never_ends_has_told_nothing() throws IOException {
        CountDownLatch never = new CountDownLatch(1);

        AlertAnswer silent = ask(IMPATIENT, Credential.NONE, Optional.empty(), exchange -> never.await());
        AlertAnswer endless = ask(IMPATIENT, Credential.NONE, Optional.empty(), exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write("[".getBytes(StandardCharsets.UTF_8));
            body.flush();
            never.await();
        });

        assertThat(silent).asString().startsWith("Unknown").contains("did not answer within 1500 ms");
        assertThat(endless).asString().startsWith("Unknown").contains("did not answer within 1500 ms");
    }

    @Test
    @DisplayName("REL-2: an Alertmanager whose connection breaks in its answer, or where nobody listens, is unknown")
    void a_connection_that_breaks_has_told_nothing() throws IOException {
        AlertAnswer broken = ask(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("[]".getBytes(StandardCharsets.UTF_8));
        });
        AlertmanagerSource source = new AlertmanagerSource(LIMITS, _ -> Credential.NONE);

        assertThat(broken).asString().startsWith("Unknown").contains("its answer was lost");
        assertThat(source.ask(watch("http://127.0.0.1:1", Optional.empty()), SLOT, NOW))
                .asString()
                .contains("nothing answers there");
        assertThat(source.ask(watch("http://a b", Optional.empty()), SLOT, NOW))
                .asString()
                .startsWith("Unknown");
        assertThat(source.ask(watch("http://ann:secret@127.0.0.1:1", Optional.empty()), SLOT, NOW))
                .asString()
                .contains("has more than host, port and path");
    }

    @Test
    void alerts_are_asked_for_by_their_labels_below_the_servers_path() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();

        AlertAnswer answer = ask(Credential.NONE, Optional.of("Watchdog"), exchange -> {
            asked.add(exchange.getRequestURI().getPath() + " "
                    + URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8));
            send(exchange, 200, isOfHeartbeat(exchange) ? "[" + BEAT + "]" : "[]");
        });

        assertThat(answer).isEqualTo(new AlertAnswer.Told(List.of()));
        assertThat(asked)
                .containsExactly(
                        "/prefix/api/v2/alerts filter=app=\"the \\\"shop\\\"\\\\\"&filter=env=\"beta\"",
                        "/prefix/api/v2/alerts filter=alertname=\"Watchdog\"");
    }

    @Test
    @DisplayName("LINE-5: each alert is told with its labels, since when, and whether somebody silenced it")
    void alerts_are_told() throws IOException {
        String silenced = alert(
                "Slow",
                "2026-01-02T11:59:30Z",
                OURS,
                "\"state\":\"suppressed\",\"silencedBy\":[\"s-1\"],\"inhibitedBy\":[]");
        String inhibited = alert(
                "Gone",
                "2026-01-02T11:59:30Z",
                OURS,
                "\"state\":\"suppressed\",\"silencedBy\":[],\"inhibitedBy\":[\"f-2\"]");
        String new1 = alert("New", "2026-01-02T11:59:30Z", OURS, "\"state\":\"unprocessed\"");

        AlertAnswer answer =
                ask(exchange -> send(exchange, 200, "[" + String.join(",", silenced, firing(), new1, inhibited) + "]"));

        assertThat(answer).isInstanceOfSatisfying(AlertAnswer.Told.class, told -> {
            assertThat(told.alerts()).extracting(Alert::name).containsExactly("Gone", "HighErrors", "New", "Slow");
            assertThat(told.alerts())
                    .extracting(Alert::state)
                    .containsExactly(
                            new Alert.State.Inhibited("f-2"),
                            new Alert.State.Firing(),
                            new Alert.State.Firing(),
                            new Alert.State.Silenced("s-1"));
            assertThat(told.alerts().getFirst().since()).isEqualTo(Instant.parse("2026-01-02T11:00:00.500Z"));
            assertThat(told.alerts().getFirst().labels())
                    .containsEntry("env", "beta")
                    .containsEntry("app", "the \"shop\"\\");
        });
    }

    @Test
    @DisplayName("LINE-5: nothing fires only while the heartbeat is there and fresh; what fires stands without it")
    void the_heartbeat() throws IOException {
        Optional<String> beat = Optional.of("Watchdog");
        String old = BEAT.replace("11:59:30", "11:54:30");
        String ahead = BEAT.replace("11:59:30", "12:05:30");

        AlertAnswer gone = ask(Credential.NONE, beat, exchange -> send(exchange, 200, "[]"));
        AlertAnswer stale = ask(
                Credential.NONE,
                beat,
                exchange -> send(exchange, 200, isOfHeartbeat(exchange) ? "[" + old + "]" : "[]"));
        AlertAnswer clock = ask(
                Credential.NONE,
                beat,
                exchange -> send(exchange, 200, isOfHeartbeat(exchange) ? "[" + ahead + "]" : "[]"));
        AlertAnswer bad = ask(
                Credential.NONE,
                beat,
                exchange -> send(exchange, 200, isOfHeartbeat(exchange) ? "[]" : "[" + firing() + "]"));

        assertThat(gone).asString().contains("the alert Watchdog, which always fires while rules are evaluated");
        assertThat(stale).asString().startsWith("Unknown").contains("was last heard of at 2026-01-02T11:54:30Z");
        assertThat(clock).asString().startsWith("Unknown").contains("was last heard of at 2026-01-02T12:05:30Z");
        assertThat(bad).isInstanceOf(AlertAnswer.Told.class);
    }

    @Test
    @DisplayName("REL-2: what comes from outside cannot write to a terminal, turn text round, or break the ledger")
    void hostile_texts_are_made_harmless() throws IOException {
        String nasty = firing().replace("\"HighErrors\"", "\"Hi\\u001b[2J\\u202e\\ud800" + "x".repeat(500) + "\"");

        AlertAnswer answer = ask(exchange -> send(exchange, 200, "[" + nasty + "]"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        AlertAnswer.Told.class,
                        told -> assertThat(told.alerts().getFirst().name())
                                .startsWith("Hi [2J  x")
                                .hasSizeLessThan(210));
    }

    @Test
    @DisplayName("REL-2: a token is sent as a bearer token, and stands in no answer")
    void a_token_is_sent(@TempDir Path folder) throws IOException {
        List<String> sent = new CopyOnWriteArrayList<>();
        Path file = Files.writeString(folder.resolve("token"), "s3cret\n");
        Behaviour behaviour = exchange -> {
            sent.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            send(exchange, 401, "\"no\"");
        };

        AlertAnswer answer = ask(Credential.inFile(file), Optional.empty(), behaviour);
        AlertAnswer gone = ask(Credential.inFile(folder.resolve("none")), Optional.empty(), behaviour);
        Files.writeString(file, "two\nlines\n");
        AlertAnswer broken = ask(Credential.inFile(file), Optional.empty(), behaviour);
        AlertAnswer none = ask(
                () -> {
                    throw new Unanswered("there is no secret TOKEN that is a token");
                },
                Optional.empty(),
                behaviour);

        assertThat(sent).containsExactly("Bearer s3cret");
        assertThat(answer).asString().contains("it answers with 401: no").doesNotContain("s3cret");
        assertThat(gone).asString().startsWith("Unknown").contains("the token cannot be read");
        assertThat(broken).asString().contains("does not hold one token").doesNotContain("lines");
        assertThat(none).asString().contains("there is no secret TOKEN");
    }
}

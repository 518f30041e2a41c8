package arelops.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.RoleText;
import arelops.app.people.TokenStore;
import arelops.app.reconcile.Board;
import arelops.core.evidence.Actor;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import arelops.testkit.Patience;
import arelops.testkit.SettableClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlServerTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final HandMade engine = new HandMade();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Running running;

    private record Running(ControlServer server, URI url, TokenStore store) {}

    ControlServerTest(@TempDir Path folder) throws IOException, InterruptedException {
        Path bare = folder.resolve("shop.git");
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", bare.toString());
        PeopleStore people = new PeopleStore(GitRepository.theirs(bare, "main"));
        SettableClock clock = new SettableClock(HandMade.NOW);
        TokenStore store = new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock);
        for (Role role : Role.values()) {
            PersonName name = new PersonName(RoleText.of(role));
            people.add(new Person(name, role, List.of()), new Actor.Automation("test"), HandMade.NOW);
            tokens.put(role, store.issue(name, Optional.empty()));
        }
        ControlServer server =
                new ControlServer(0, engine, new Accounts(people, store), () -> stopped.set(true), clock);
        running = new Running(server, server.start(), store);
    }

    @Test
    @DisplayName("REL-2: a nudge needs a token, carries nothing, and of many in a second one counts")
    void a_nudge_carries_nothing() throws IOException, InterruptedException {
        String webhook = "{\"status\":\"firing\",\"alerts\":[{\"labels\":{\"alertname\":\"X\"}}]}";

        HttpRequest.Builder nameless = HttpRequest.newBuilder(running.url().resolve("/api/v1/nudge"))
                .POST(HttpRequest.BodyPublishers.ofString(webhook));
        assertThat(http.send(nameless.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
        HttpRequest nudge = nameless.header("Authorization", "Bearer " + tokens.get(Role.VIEWER))
                .build();
        assertThat(JSON.readTree(http.send(nudge, HttpResponse.BodyHandlers.ofString())
                                .body())
                        .path("looks")
                        .asBoolean())
                .isTrue();
        assertThat(JSON.readTree(http.send(nudge, HttpResponse.BodyHandlers.ofString())
                                .body())
                        .path("looks")
                        .asBoolean())
                .isFalse();
        assertThat(engine.commands())
                .filteredOn(command -> command.equals("a nudge"))
                .hasSize(1);
    }

    @BeforeAll
    void looks_like_loopback() {
        assertThat(running.url().getHost()).isEqualTo("127.0.0.1");
    }

    @AfterAll
    void stop() {
        running.server().close();
    }

    private record Got(int status, JsonNode body) {
        String code() {
            return body.path("error").path("code").asText();
        }
    }

    private Got ask(String token, String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(running.url() + "/api/v1/" + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        return new Got(response.statusCode(), JSON.readTree(response.body()));
    }

    private Got as(Role role, String method, String path, String body) throws IOException, InterruptedException {
        return ask(String.valueOf(tokens.get(role)), method, path, body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET status",
                "GET log",
                "GET entry/1",
                "GET show/1a00",
                "GET diff?from=beta&to=4d00",
                "GET logs?env=beta",
                "GET errors",
                "GET people",
                "GET scrape",
                "GET metrics",
                "GET verify",
                "GET me",
                "GET jobs/b/output",
                "POST people",
                "POST people/ann/role",
                "POST commands",
                "POST stop",
                "GET nothing"
            })
    @DisplayName("REL-4: nobody unauthenticated sees or does anything")
    void nobody_comes_in_without_a_token_that_is_known(String endpoint) throws IOException, InterruptedException {
        stopped.set(false);
        String[] parts = endpoint.split(" ", -1);
        String revoked = running.store().issue(new PersonName("nobody"), Optional.empty());

        for (String token : List.of("", "arl_wrong", revoked)) {
            Got got = ask(token, parts[0], parts[1], "");

            assertThat(got.status()).isEqualTo(401);
            assertThat(got.code()).isEqualTo("auth.missing");
            assertThat(got.body().path("error").path("mend").asText()).isNotEmpty();
        }
        assertThat(stopped).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "VIEWER, 403, 403, 403", "DEVELOPER, 403, 403, 403", "QA, 403, 403, 403",
        "REVIEWER, 200, 403, 403", "OPERATOR, 200, 200, 403", "ADMIN, 200, 200, 200"
    })
    @DisplayName("REL-4: every role reads; who may approve, operate and change people")
    void roles_may_do_what_they_may(Role role, int approve, int hold, int people)
            throws IOException, InterruptedException {
        for (String path : List.of("status", "log", "errors", "people", "verify", "show/4d00", "me")) {
            assertThat(as(role, "GET", path, "").status()).as(path).isEqualTo(200);
        }
        assertThat(as(role, "POST", "commands", "{\"command\":\"approve\",\"commit\":\"4d00\"}")
                        .status())
                .isEqualTo(approve);
        assertThat(as(role, "POST", "commands", "{\"command\":\"hold\",\"environment\":\"beta\",\"because\":\"x\"}")
                        .status())
                .isEqualTo(hold);
        String added = "{\"name\":\"by-" + RoleText.of(role) + "\",\"role\":\"viewer\"}";
        assertThat(as(role, "POST", "people", added).status()).isEqualTo(people);
        assertThat(as(role, "POST", "people/viewer/role", "{\"role\":\"viewer\"}")
                        .status())
                .isEqualTo(people);
    }

    @Test
    @DisplayName("TRF-3: what the routers counted is told in the text that a Prometheus reads")
    void metrics() throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(running.url() + "/api/v1/metrics"))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + tokens.get(Role.VIEWER))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).contains("# TYPE arelops_requests_total counter\n");
    }

    @Test
    void only_an_admin_stops_it() throws IOException, InterruptedException {
        stopped.set(false);
        assertThat(as(Role.OPERATOR, "POST", "stop", "").status()).isEqualTo(403);
        assertThat(stopped).isFalse();

        assertThat(as(Role.ADMIN, "POST", "stop", "").status()).isEqualTo(200);
        Patience.until("the stop was passed on", stopped::get);
    }

    @Test
    void the_status_tells_what_moves_waits_and_needs_whom() throws IOException, InterruptedException {
        JsonNode status = as(Role.VIEWER, "GET", "status", "").body();

        assertThat(status.path("v").asInt()).isEqualTo(1);
        assertThat(status.path("needsYou").asBoolean()).isTrue();
        assertThat(status.path("sentence").asText())
                .startsWith("Needs you: PRODUCTION waits with 1a00000: needs approval for PRODUCTION"
                        + " → arelops approve 1a00000 --for production.");
        JsonNode beta = status.at("/apps/0/environments/0");
        assertThat(beta.path("short").asText()).isEqualTo("1a00000");
        assertThat(beta.path("settled").asBoolean()).isTrue();
        assertThat(beta.at("/attempt/short").asText()).isEqualTo("2b00000");
        assertThat(beta.at("/next/where").asText()).isEqualTo("entering");
        assertThat(status.at("/apps/0/environments/1/next/where").asText()).isEqualTo("beta");
        JsonNode production = status.at("/apps/0/environments/2");
        assertThat(production.at("/next/short").asText()).isEqualTo("1a00000");
        assertThat(production.at("/gates/1/measured").asText()).isEqualTo("0");
        assertThat(production.at("/decision/until/kind").asText()).isEqualTo("person");
        assertThat(status.path("trunk")).hasSize(4);
        assertThat(status.at("/trunk/0/flags")).hasSize(2);
        assertThat(status.at("/trunk/0/subject").asText()).isEqualTo("Subject of 1a00000");
    }

    @Test
    void the_journey_of_a_commit_tells_its_approvals_and_where_it_is() throws IOException, InterruptedException {
        JsonNode journey = as(Role.VIEWER, "GET", "show/2b0000", "").body();

        assertThat(journey.at("/approvals/0").asText()).isEqualTo("rev");
        assertThat(journey.at("/apps/0/built").asBoolean()).isTrue();
        assertThat(journey.at("/apps/0/environments/0/state").asText()).isEqualTo("entering");
        assertThat(journey.path("entries")).hasSizeGreaterThanOrEqualTo(4);
        assertThat(as(Role.VIEWER, "GET", "show/BETA", "").body().path("short").asText())
                .isEqualTo("1a00000");
    }

    @ParameterizedTest
    @CsvSource({
        "show/2, 404",
        "show/2000, 404",
        "show/9999, 404",
        "show/zzzz, 404",
        "entry/0, 404",
        "entry/999, 404",
        "entry/x, 400",
        "diff?from=beta, 400",
        "diff?from=production&to=beta, 404",
        "logs, 400",
        "logs?env=beta, 503",
        "logs?env=UP%20, 400",
        "nothing, 404",
        "status/x, 404",
        "log?limit=-1, 400",
        "a/b/c/d, 404",
        "log?env=1, 400"
    })
    @DisplayName("REL-3: a bad question gets a clear answer and the right status")
    void bad_questions_are_answered(String path, int status) throws IOException, InterruptedException {
        Got got = as(Role.VIEWER, "GET", path, "");

        assertThat(got.status()).as(got.body().toString()).isEqualTo(status);
        assertThat(got.body().path("error").path("message").asText()).isNotEmpty();
    }

    @Test
    void what_is_between_two_places_is_told_in_both_directions() throws IOException, InterruptedException {
        JsonNode forward = as(Role.VIEWER, "GET", "diff?from=beta&to=4d00", "").body();
        JsonNode back = as(Role.VIEWER, "GET", "diff?from=4d00&to=beta", "").body();

        assertThat(forward.path("direction").asText()).isEqualTo("forward");
        assertThat(forward.path("commits")).hasSize(3);
        assertThat(back.path("direction").asText()).isEqualTo("back");
        assertThat(back.path("commits")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "{\"command\":\"hold\"} x",
                "{\"command\":\"hold\",\"command\":\"hold\"}",
                "{}",
                "{\"command\":\"explode\"}",
                "{\"command\":5}",
                "{\"command\":\"hold\",\"environment\":\"beta\"}",
                "{\"command\":\"hold\",\"environment\":\"beta\",\"because\":\"x\",\"commit\":\"4d00\"}",
                "{\"command\":\"hold\",\"environment\":\"beta\",\"because\":\"x\",\"now\":\"yes\"}",
                "{\"command\":\"hold\",\"environment\":\"no such!\",\"because\":\"x\"}",
                "{\"command\":\"promote\",\"commit\":\"4d00\",\"environment\":\"beta\",\"skip\":\"soak\"}",
                "{\"command\":\"promote\",\"commit\":\"4d00\",\"environment\":\"beta\",\"skip\":[\"soak\"]}",
                "{\"command\":\"promote\",\"commit\":\"4d00\",\"environment\":\"all\"}",
                "{\"command\":\"error-clear\",\"error\":\"1\",\"because\":\"x\",\"suspect\":\"4d00\"}",
                "{\"command\":\"error-clear\",\"error\":1,\"because\":\"x\"}"
            })
    @DisplayName("REL-3: a command that cannot be read changes nothing")
    void bad_commands_are_answered(String body) throws IOException, InterruptedException {
        List<String> before = engine.commands();

        Got got = as(Role.ADMIN, "POST", "commands", body);

        assertThat(got.status()).as(got.body().toString()).isEqualTo(400);
        assertThat(got.body().path("error").path("mend").asText()).isNotEmpty();
        assertThat(engine.commands()).isEqualTo(before);
    }

    @Test
    void a_command_carries_who_what_and_why() throws IOException, InterruptedException {
        as(
                Role.ADMIN,
                "POST",
                "commands",
                "{\"command\":\"rollback\",\"environment\":\"PRODUCTION\",\"to\":\"1a00\",\"because\":\"cards\\n fail\"}");

        assertThat(engine.commands())
                .contains("@admin ADMIN Rollback[environment=production, to=Optional[" + HandMade.COMMITS.getFirst()
                        + "], notItsFault=false] cards fail");
    }

    @Test
    void hold_all_begins_with_the_environment_that_customers_use() throws IOException, InterruptedException {
        int before = engine.commands().size();

        as(Role.ADMIN, "POST", "commands", "{\"command\":\"hold\",\"environment\":\"all\",\"because\":\"stop\"}");

        assertThat(engine.commands().subList(before, before + 3))
                .containsExactly(
                        "@admin ADMIN Hold[environment=production, now=false] stop",
                        "@admin ADMIN Hold[environment=passive, now=false] stop",
                        "@admin ADMIN Hold[environment=beta, now=false] stop");
    }

    @Test
    void a_body_that_is_too_large_is_refused() throws IOException, InterruptedException {
        Got got = as(Role.ADMIN, "POST", "commands", "{\"because\":\"" + "x".repeat(1 << 20) + "\"}");

        assertThat(got.status()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 421",
        "localhost.evil.example:80, 421",
        "127.0.0.1, 200",
        "localhost:7, 200",
        "[::1]:7, 200"
    })
    void another_host_name_is_not_answered_to(String host, int status) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), running.url().getPort())) {
            String request = "GET /api/v1/me HTTP/1.1\r\nHost: " + host
                    + "\r\nConnection: close\r\nAuthorization: Bearer " + tokens.get(Role.VIEWER) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();

            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void a_person_is_added_once_with_a_token_that_works() throws IOException, InterruptedException {
        Got added = as(
                Role.ADMIN,
                "POST",
                "people",
                "{\"name\":\"@zoe\",\"role\":\"reviewer\",\"emails\":[\"zoe@example.org\"]}");

        assertThat(added.status()).isEqualTo(200);
        String token = added.body().path("token").asText();
        assertThat(ask(token, "GET", "me", "").body().path("role").asText()).isEqualTo("reviewer");
        assertThat(as(Role.ADMIN, "POST", "people", "{\"name\":\"zoe\",\"role\":\"viewer\"}")
                        .status())
                .isEqualTo(409);
        assertThat(as(Role.ADMIN, "POST", "people", "{\"name\":\"No Name\",\"role\":\"viewer\"}")
                        .status())
                .isEqualTo(400);
        assertThat(as(Role.ADMIN, "POST", "people/admin/role", "{\"role\":\"viewer\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void trouble_comes_first_in_the_sentence() {
        HandMade broken = new HandMade();
        broken.trouble(new Board.Trouble("git.unreachable", "git does not answer", "it is asked again", HandMade.NOW));

        assertThat(Summary.of(broken.board()).text())
                .startsWith("Needs you: Git does not answer. Nothing is promoted meanwhile.");
    }
}

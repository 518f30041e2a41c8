package arelops.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.TokenStore;
import arelops.core.evidence.Actor;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import arelops.testkit.SettableClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One-time sign-in links.
class SignInTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final PersonName ANN = new PersonName("ann");
    private static final PersonName BEN = new PersonName("ben");

    private final SettableClock clock = new SettableClock(HandMade.NOW);
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private TokenStore tokens;
    private PeopleStore people;
    private ControlServer server;
    private URI url;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Path bare = folder.resolve("shop.git");
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", bare.toString());
        people = new PeopleStore(GitRepository.theirs(bare, "main"));
        people.add(new Person(ANN, Role.ADMIN, List.of()), new Actor.Automation("test"), HandMade.NOW);
        people.add(new Person(BEN, Role.DEVELOPER, List.of()), new Actor.Automation("test"), HandMade.NOW);
        tokens = new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock);
        server = new ControlServer(0, new HandMade(), new Accounts(people, tokens), () -> {}, clock);
        url = server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> ask(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> use(String code) throws IOException, InterruptedException {
        return ask("POST", "/sign-in/" + code, "Accept", "application/json");
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private JsonNode api(PersonName by, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + tokens.issue(by, Optional.empty()))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return json(http.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    @Test
    @DisplayName("REL-4: a sign-in link shows a token once, to whoever presses its button")
    void a_link_shows_a_token_once() throws IOException, InterruptedException {
        String code = tokens.invitations().issue(BEN);

        HttpResponse<String> page = ask("GET", "/sign-in/" + code);
        assertThat(ask("GET", "/sign-in/" + code).statusCode()).isEqualTo(200);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Sign in as @ben", "<form method=\"post\">")
                .doesNotContain("<script", "arl_");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains("form-action 'self'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");

        HttpResponse<String> shown = ask("POST", "/sign-in/" + code);
        assertThat(shown.statusCode()).isEqualTo(200);
        String token = shown.body().replaceFirst("(?s).*?<pre>(arl_[0-9A-Za-z]{43})</pre>.*", "$1");
        assertThat(tokens.owner(token)).contains(BEN);
        assertThat(shown.body()).contains("export ARELOPS_SERVER=" + url, "export ARELOPS_TOKEN=" + token);

        assertThat(ask("POST", "/sign-in/" + code).statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/sign-in/" + code).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("REL-4: of two who use one link at once, one gets in")
    void of_two_at_once_one_gets_in() throws Exception {
        for (int round = 0; round < 20; round++) {
            String code = tokens.invitations().issue(BEN);
            CountDownLatch go = new CountDownLatch(1);
            List<Future<Integer>> answers = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                for (int i = 0; i < 2; i++) {
                    answers.add(threads.submit(() -> {
                        go.await();
                        return use(code).statusCode();
                    }));
                }
                go.countDown();
            }
            clock.move(Duration.ofMinutes(2));
            assertThat(List.of(answers.getFirst().get(), answers.getLast().get()))
                    .containsExactlyInAnyOrder(200, 404);
        }
    }

    @Test
    @DisplayName("REL-4: a link that is over, was used, was taken back or never was gets one and the same answer")
    void bad_links_look_alike() throws IOException, InterruptedException {
        String over = tokens.invitations().issue(BEN);
        clock.move(Duration.ofHours(24));
        String used = tokens.invitations().issue(BEN);
        use(used);
        String back = tokens.invitations().issue(BEN);
        api(ANN, "POST", "people/ben/revoke", "{}");
        String replaced = tokens.invitations().issue(BEN);
        api(ANN, "POST", "people/ben/token", "{}");

        List<String> answers = new ArrayList<>();
        for (String code : List.of(over, used, back, replaced, "never", "", "../api/v1/me", "x".repeat(3000))) {
            HttpResponse<String> answer = use(code);
            answers.add(answer.statusCode() + answer.body());
        }

        assertThat(answers.subList(0, 6)).containsOnly(answers.getFirst());
        assertThat(answers).allMatch(answer -> answer.startsWith("40"));
        assertThat(answers).noneMatch(answer -> answer.contains("arl_"));
    }

    @Test
    @DisplayName("REL-3: after twenty bad links in a minute no more is said; a good link still works")
    void bad_links_are_counted() throws IOException, InterruptedException {
        String good = tokens.invitations().issue(BEN);
        for (int i = 0; i < 20; i++) {
            assertThat(use("guess" + i).statusCode()).isEqualTo(404);
        }

        assertThat(use("another").statusCode()).isEqualTo(429);
        assertThat(ask("GET", "/sign-in/another").statusCode()).isEqualTo(429);
        assertThat(use(good).statusCode()).isEqualTo(200);
        clock.move(Duration.ofSeconds(61));
        assertThat(use("another").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("REL-4: only a hash of a link is kept, for its owner alone to read; it survives a restart")
    void only_a_hash_is_kept() throws IOException {
        String code = tokens.invitations().issue(BEN);
        Path file = folder.resolve("invitations.json");

        assertThat(code).matches("[0-9A-Za-z]{22}");
        assertThat(Files.readString(file)).doesNotContain(code);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock)
                        .invitations()
                        .use(code))
                .contains(BEN);
    }

    @Test
    @DisplayName("REL-4: an admin invites anybody, others themselves")
    void who_may_invite() throws IOException, InterruptedException {
        String path =
                api(ANN, "POST", "people/ben/invite", "{}").path("invitation").asText();
        assertThat(json(ask("POST", path, "Accept", "application/json"))
                        .path("name")
                        .asText())
                .isEqualTo("ben");
        assertThat(api(BEN, "POST", "people/ben/invite", "{}")
                        .path("invitation")
                        .asText())
                .startsWith("/sign-in/");
        assertThat(api(BEN, "POST", "people/ann/invite", "{}").at("/error/code").asText())
                .isEqualTo("role.missing");
        assertThat(api(ANN, "POST", "people", "{\"name\":\"cy\",\"role\":\"qa\"}")
                        .path("invitation")
                        .asText())
                .startsWith("/sign-in/");
        assertThat(ask("POST", "/api/v1/people/ben/invite").statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("CHG-3: the account of a program is marked as such, in git and for everybody to see")
    void a_bot_is_marked() throws IOException, InterruptedException {
        api(ANN, "POST", "people", "{\"name\":\"ci\",\"role\":\"developer\",\"bot\":true}");

        assertThat(new PeopleStore(GitRepository.theirs(folder.resolve("shop.git"), "main"))
                        .read()
                        .named(new PersonName("ci"))
                        .orElseThrow()
                        .kind())
                .isEqualTo(Person.Kind.BOT);
        people.changeRole(new PersonName("ci"), Role.REVIEWER, new Actor.Automation("test"), HandMade.NOW);
        assertThat(people.read().named(new PersonName("ci")).orElseThrow().kind())
                .isEqualTo(Person.Kind.BOT);
        JsonNode list = api(BEN, "GET", "people", "").path("people");
        assertThat(list.findValuesAsText("bot")).containsExactly("true");
        assertThat(NativeGit.git(folder.resolve("shop.git"), "show", "refs/arelops/people:people.json"))
                .contains("{\"emails\":[],\"name\":\"ben\",\"role\":\"developer\"}");
    }

    @Test
    void a_link_is_only_opened_and_pressed() throws IOException, InterruptedException {
        String code = tokens.invitations().issue(BEN);

        assertThat(ask("DELETE", "/sign-in/" + code).statusCode()).isEqualTo(405);
        assertThat(tokens.invitations().holder(code)).contains(BEN);
    }
}

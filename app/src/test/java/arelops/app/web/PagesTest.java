package arelops.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.TokenStore;
import arelops.core.evidence.Actor;
import arelops.core.id.ChangeNumber;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.release.Decision;
import arelops.core.release.Role;
import arelops.testkit.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages for a browser: who gets in, and what of people's words gets onto them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
    private static final PersonName ANN = new PersonName("ann");
    private static final String HOSTILE = "\"><script>alert(1)</script><img src=x onerror='a()'>&amp;\u202e";

    private final HandMade engine = new HandMade();
    private final HttpClient http = HttpClient.newHttpClient();
    private final SettableClock clock = new SettableClock(HandMade.NOW);
    private final TokenStore tokens;
    private final ControlServer server;
    private final URI url;
    private final String cookie;

    PagesTest(@TempDir Path folder) throws IOException, InterruptedException {
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", "shop.git");
        PeopleStore people = new PeopleStore(GitRepository.theirs(folder.resolve("shop.git"), "main"));
        people.add(new Person(ANN, Role.VIEWER, List.of()), new Actor.Automation("test"), HandMade.NOW);
        tokens = new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock);
        server = new ControlServer(0, engine, new Accounts(people, tokens), () -> {}, clock);
        url = server.start();
        cookie = "arelops-" + url.getPort() + "=" + tokens.issue(ANN, Optional.empty());
    }

    @AfterAll
    void stop() {
        http.close();
        server.close();
    }

    private HttpResponse<String> ask(String method, String path, String cookie)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Cookie", cookie)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return ask("GET", path, cookie);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    @DisplayName("CHG-1: a change has a page: how it stands, what it needs and of whom, and all that was said")
    void a_change_has_a_page() throws Exception {
        ChangeNumber number = engine.changes().opened(Role.DEVELOPER, "Show the slot");

        HttpResponse<String> page = get("/changes/" + number.value());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(">Show the slot</h1>", "What it needs", "approval", "arelops approve " + number.value())
                .contains("opened " + number + " Show the slot");
        assertThat(get("/changes").body()).contains("/changes/" + number.value(), "Show the slot");
        assertThat(get("/changes?q=nowhere").body()).contains("None has that in its words.");
        assertThat(get("/").body()).contains("/changes/" + number.value(), "Show the slot");
    }

    @Test
    @DisplayName("the first page says in one sentence whether somebody must act, and what each environment runs,"
            + " waits for and has done")
    void the_page_of_the_line() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Needs you:", ">PASSIVE</span>", ">BETA</span>", "arelops approve 1a00000 --for production")
                .contains("2b00000", "on its way", "0 of 1");
    }

    @Test
    @DisplayName("REL-5: the page of the line runs our own script and no other, and every other page runs none")
    void one_script_of_our_own() throws Exception {
        String policy = header(get("/"), "Content-Security-Policy");
        String script =
                get("/").body().replaceFirst("(?s).*<script src=\"(/page/[0-9a-f]{64}\\.js)\" defer></script>.*", "$1");

        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                .doesNotContain("unsafe");
        assertThat(get("/").body()).doesNotContain("<script>", " style=", "onclick");
        assertThat(header(get(script), "Content-Type")).startsWith("text/javascript");
        assertThat(header(get(script), "Cache-Control")).contains("immutable");
        assertThat(get(script).body()).hasSizeLessThan(8_000).doesNotContain("innerHTML", "eval", "http:");
        assertThat(header(get("/changes"), "Content-Security-Policy")).doesNotContain("script-src");
    }

    @Test
    @DisplayName("REL-4: who is not signed in hears no bell")
    void nobody_hears_the_bell() throws Exception {
        assertThat(ask("GET", "/events", "a=b").statusCode()).isEqualTo(401);
        assertThat(ask("GET", "/", "a=b").statusCode()).isEqualTo(401);
        assertThat(ask("POST", "/events", cookie).statusCode()).isIn(401, 404);
    }

    @Test
    @DisplayName("the bell rings at once, and again when something has changed, with the version of each part")
    void the_bell_rings() throws Exception {
        HttpResponse<Stream<String>> rings = http.send(
                HttpRequest.newBuilder(URI.create(url + "/events"))
                        .header("Cookie", cookie)
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = rings.body()) {
            Iterator<String> heard =
                    lines.filter(line -> line.startsWith("data: ")).iterator();
            String before = heard.next();
            String shown = get("/").body();

            engine.decide(
                    EnvironmentName.PASSIVE,
                    new Decision.Wait("PASSIVE rests", new Decision.Until.Event("something"), List.of()));
            String after = heard.next();
            for (int i = 0; i < 5 && version(after, "waiting").equals(version(before, "waiting")); i++) {
                after = heard.next(); // the bell may have rung before it was changed
            }

            assertThat(rings.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(shown).contains(version(before, "line"), version(before, "waiting"));
            assertThat(version(after, "waiting")).isNotEqualTo(version(before, "waiting"));
            assertThat(version(after, "line")).isEqualTo(version(before, "line"));
            assertThat(get("/").body()).contains(version(after, "waiting"), "PASSIVE rests");
        }
    }

    private static String version(String ring, String part) {
        return ring.replaceFirst(".*\"" + part + "\":\"([0-9a-f]{12})\".*", "$1");
    }

    @Test
    @DisplayName("TST-1: the page of a change says how old the trunk under its TEST is, and when it is outdated")
    void a_page_says_how_test_is() throws Exception {
        ChangeNumber number = engine.changes().opened(Role.DEVELOPER, "Show the slot");
        engine.changes().inTest(number, engine.changes().tried(number));

        String good = get("/changes/" + number.value()).body();
        engine.changes().conflicts(number, "App.java");
        String outdated = get("/changes/" + number.value()).body();

        assertThat(good).contains("on trunk as it is</p>");
        assertThat(outdated).contains("on trunk as it is; the change began to conflict with trunk");
    }

    @Test
    void the_page_of_a_job_that_printed_nothing_says_so() throws Exception {
        engine.prints("");

        assertThat(get("/jobs/check-tests-1-1/output").body()).isEqualTo("It printed nothing.\n");
    }

    @Test
    @DisplayName("REL-5: whatever people wrote is text on a page, and the page takes no script at all")
    void what_people_wrote_is_text() throws Exception {
        ChangeNumber number = engine.changes().opened(Role.DEVELOPER, HOSTILE);

        for (String path : List.of("/changes/" + number.value(), "/changes", "/changes?q=" + "%22%3E%3Cscript%3E")) {
            HttpResponse<String> page = get(path);
            assertThat(page.body()).as(path).doesNotContain("<script", "<img", "\u202e");
            assertThat(header(page, "Content-Security-Policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("script-src", "unsafe");
            assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        }
        assertThat(get("/changes/" + number.value()).body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    @DisplayName("REL-4: nobody gets in without signing in, and a browser's cookie opens pages and nothing else")
    void the_cookie_opens_pages_alone() throws Exception {
        HttpResponse<String> nobody = ask("GET", "/changes", "a=b");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.body()).contains("Nobody is signed in here.", "arelops open");
        assertThat(ask("GET", "/api/v1/changes", cookie).statusCode()).isEqualTo(401);
        assertThat(ask("POST", "/changes", cookie).statusCode()).isIn(401, 404);
    }

    @Test
    @DisplayName("REL-4: a link signs a browser in for 30 days, once, and leads to the page that was asked for")
    void a_link_signs_a_browser_in() throws Exception {
        String link = "/sign-in/" + tokens.invitations().issue(ANN) + "?to=/changes";
        assertThat(get(link).body()).contains("Sign in as @ann", "for 30 days");

        HttpResponse<String> in = ask("POST", link, "a=b");

        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(header(in, "Location")).isEqualTo("/changes");
        assertThat(header(in, "Set-Cookie")).contains("HttpOnly", "SameSite=Lax", "Path=/");
        assertThat(in.body()).doesNotContain(TokenStore.PREFIX);
        String mine = header(in, "Set-Cookie").split(";", 2)[0];
        assertThat(ask("GET", "/changes", mine).statusCode()).isEqualTo(200);
        assertThat(ask("POST", link, "a=b").statusCode()).isEqualTo(404);

        clock.move(Duration.ofDays(30));
        assertThat(ask("GET", "/changes", mine).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/",
                "https://evil.example/",
                "/%5Cevil.example",
                "/changes%0d%0aX:%20y",
                "javascript:1"
            })
    @DisplayName("REL-5: a sign-in link leads to no other place than a page of this server")
    void no_other_place(String to) throws Exception {
        HttpResponse<String> in = ask("POST", "/sign-in/" + tokens.invitations().issue(ANN) + "?to=" + to, "a=b");

        assertThat(in.statusCode()).isEqualTo(200);
        assertThat(in.headers().map()).doesNotContainKey("Location");
    }

    @Test
    @DisplayName("GATE-1: of what a check printed the page shows the end, where it is long, and none of its colours")
    void what_a_check_printed() throws Exception {
        engine.prints("first\n" + "a line\n".repeat(300_000) + "\u001b[31mFAILED\u001b[0m \u202ewhy\n");

        HttpResponse<String> page = get("/jobs/check-tests/output");

        assertThat(header(page, "Content-Type")).startsWith("text/plain");
        assertThat(page.body())
                .startsWith("… 1026 KiB before this are left out; arelops logs prints all of it\na line\n")
                .endsWith("a line\nFAILED  why\n")
                .hasSizeBetween(1 << 19, 1 << 21);
        engine.prints("");
        assertThat(get("/jobs/check-tests/output").body()).isEqualTo("It printed nothing.\n");
    }

    @Test
    @DisplayName(
            "REL-3: what is not there is said on a page, with the right status; the style sheet is kept by browsers")
    void what_is_not_there() throws Exception {
        for (String path : List.of("/changes/99999", "/changes/x", "/changes/", "/jobs/nothing", "/page/other.css")) {
            HttpResponse<String> page = get(path);
            assertThat(page.statusCode()).as(path).isIn(400, 404);
            assertThat(page.body()).as(path).startsWith("<!doctype html>");
        }
        for (String kind : List.of("css", "svg")) {
            String name =
                    get("/changes").body().replaceFirst("(?s).*href=\"(/page/[0-9a-f]{64}\\." + kind + ")\".*", "$1");
            HttpResponse<String> file = get(name);
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(header(file, "Cache-Control")).contains("immutable");
            assertThat(header(file, "Content-Type")).contains(kind);
        }
    }
}

package arelops.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.page.Browser;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.TokenStore;
import arelops.core.evidence.Actor;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import arelops.testkit.SettableClock;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages in a real browser.
///
/// With `-Darelops.pictures=FOLDER` it leaves pictures of them there.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesInBrowserTest {
    private static final PersonName ANN = new PersonName("ann");
    private static final int TAB = 9;
    private static final int MOST_LINKS = 500;
    private static final String LINK_OVER = "/sign-in/nobody";

    /// Of which the browser says that they are not there, as they are not.
    private static final Set<String> NOTHING = Set.of(ManyChanges.NOWHERE, LINK_OVER);

    private final HandMade engine = new HandMade();
    private final ControlServer server;
    private final URI url;
    private final Browser browser;
    private final String audit;
    private final List<String> pages;

    PagesInBrowserTest(@TempDir Path folder) throws IOException, InterruptedException {
        Optional<Path> program = Browser.program();
        String missing = "no chromium is on the PATH; on Debian: apt-get install chromium";
        assertThat(program.isEmpty() && Boolean.parseBoolean(System.getenv("CI")))
                .as(missing)
                .isFalse();
        assumeTrue(program.isPresent(), missing);
        SettableClock clock = new SettableClock(HandMade.NOW);
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", "shop.git");
        PeopleStore people = new PeopleStore(GitRepository.theirs(folder.resolve("shop.git"), "main"));
        people.add(new Person(ANN, Role.VIEWER, List.of()), new Actor.Automation("test"), HandMade.NOW);
        TokenStore tokens = new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock);
        pages = Stream.concat(
                        ManyChanges.in(engine.changes()).stream(),
                        Stream.of("/", "/sign-in/" + tokens.invitations().issue(ANN) + "?to=/changes", LINK_OVER))
                .toList();
        server = new ControlServer(0, engine, new Accounts(people, tokens), () -> {}, clock);
        url = server.start();
        audit = new String(
                Optional.ofNullable(PagesInBrowserTest.class.getResourceAsStream("/page/audit.js"))
                        .orElseThrow()
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        browser = Browser.in(folder.resolve("browser"), program.orElseThrow());
        browser.cookie(url.toString(), "arelops-" + url.getPort(), tokens.issue(ANN, Optional.empty()));
    }

    @AfterAll
    void stop() throws IOException {
        browser.close();
        server.close();
    }

    private String text() throws IOException, InterruptedException {
        return browser.evaluate("document.body.innerText").asText();
    }

    /// What the page says, but for the one word that its script adds.
    private String said() throws IOException, InterruptedException {
        browser.evaluate("document.getElementById('live')?.remove()");
        return text();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private void picture(String name) throws IOException, InterruptedException {
        Optional<String> folder = Optional.ofNullable(System.getProperty("arelops.pictures"));
        if (folder.isPresent()) {
            Files.write(
                    Files.createDirectories(Path.of(folder.get()))
                            .resolve(name.replaceAll("[^a-z0-9-]+", "_") + ".png"),
                    browser.picture());
        }
    }

    @ParameterizedTest(name = "{0}, {1} px")
    @CsvSource({"light, 1400", "dark, 1400", "light, 820", "light, 390", "dark, 390", "light, 320"})
    @DisplayName(
            "every page reads well, light and dark and down to a small phone, and the browser complains of nothing")
    void every_page_reads_well(String scheme, int width) throws Exception {
        browser.prefers(scheme);
        browser.size(width, 900);

        for (String page : pages) {
            browser.open(url + page);
            picture(scheme + "-" + width + page);

            assertThat(texts(browser.evaluate(audit))).as(page).isEmpty();
            assertThat(browser.complaints())
                    .as(page)
                    .filteredOn(one -> !(NOTHING.contains(page) && one.contains("status of 404")))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("dark is dark, and light is light")
    void dark_is_dark() throws Exception {
        String paper = "getComputedStyle(document.body).backgroundColor";
        browser.prefers("light");
        browser.open(url + "/changes");
        assertThat(browser.evaluate(paper).asText()).startsWith("rgb(25");

        browser.prefers("dark");

        assertThat(browser.evaluate(paper).asText()).startsWith("rgb(1");
    }

    @ParameterizedTest
    @CsvSource({"/", "/changes", "/changes/3"})
    @DisplayName("the Tab key reaches every link in the order of the page, each is seen, and Enter follows it")
    void the_keyboard_reaches_all(String page) throws Exception {
        browser.size(1_400, 900);
        browser.open(url + page);
        String reachable = "[...document.querySelectorAll('a[href],summary,button,input:not([type=hidden])')]"
                + ".filter((e) => e.checkVisibility())";
        List<Integer> order = new ArrayList<>();
        int all = browser.evaluate(reachable + ".length").asInt();

        for (int i = 0; i < Math.min(all, MOST_LINKS); i++) {
            browser.press("Tab", TAB);
            order.add(browser.evaluate(reachable + ".indexOf(document.activeElement)")
                    .asInt());
            assertThat(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                            .asText())
                    .isNotEqualTo("none");
        }

        assertThat(order).hasSize(all).isSorted().doesNotHaveDuplicates().doesNotContain(-1);
        browser.evaluate("document.querySelector('nav a[href=\"/changes\"]').focus()");
        browser.follow();
        assertThat(browser.evaluate("location.pathname").asText()).isEqualTo("/changes");
        assertThat(browser.evaluate("document.title").asText()).startsWith("Changes");
    }

    @Test
    @DisplayName("the first press of Tab offers to skip to the page itself")
    void the_first_link_skips() throws Exception {
        browser.open(url + "/changes/3");

        browser.press("Tab", TAB);

        assertThat(browser.evaluate("document.activeElement.getAttribute('href')")
                        .asText())
                .isEqualTo("#main");
        assertThat(browser.evaluate("document.activeElement.getBoundingClientRect().left")
                        .asInt())
                .isPositive();
    }

    @Test
    @DisplayName("without scripts the pages are the very same")
    void without_scripts_the_same() throws Exception {
        for (String page : pages) {
            browser.open(url + page);
            String usual = said();
            browser.scripts(false);

            browser.open(url + page);

            assertThat(said()).as(page).isEqualTo(usual);
            browser.scripts(true);
        }
    }

    @Test
    @DisplayName("REL-5: what people wrote runs nothing and loads nothing in a real browser, and is to be read")
    void what_people_wrote_runs_nothing() throws Exception {
        for (String page : List.of("/changes", "/changes/" + ManyChanges.HOSTILE, "/changes?q=%3Cscript%3Ehurt()")) {
            browser.open(url + page);

            assertThat(browser.evaluate("typeof window.hurt").asText()).isEqualTo("undefined");
            assertThat(browser.evaluate("document.scripts.length + document.images.length")
                            .asInt())
                    .isZero();
            assertThat(browser.requests("evil")).isZero();
            assertThat(browser.complaints()).isEmpty();
        }
        browser.open(url + "/");
        assertThat(browser.evaluate("typeof window.hurt").asText()).isEqualTo("undefined");
        assertThat(browser.evaluate("document.scripts.length").asInt())
                .as("our own")
                .isEqualTo(1);
        assertThat(browser.requests("evil")).isZero();
        assertThat(browser.complaints()).isEmpty();
        browser.open(url + "/changes/" + ManyChanges.HOSTILE);
        assertThat(text()).contains("<script>hurt=1</script>");
    }

    @ParameterizedTest
    @CsvSource({"/", "/changes"})
    @DisplayName(
            "REL-5: were there a hole, the policy would still refuse what comes through it, and the tests would hear")
    void the_policy_refuses(String page) throws Exception {
        browser.open(url + page);

        browser.evaluate("document.body.insertAdjacentHTML('beforeend', '<a id=\"hole\" onclick=\"hurt=1\">x</a>'"
                + " + '<b style=\"color:red\">x</b>')");
        browser.evaluate("document.getElementById('hole').click()");

        assertThat(browser.evaluate("typeof window.hurt").asText()).isEqualTo("undefined");
        assertThat(browser.complaints())
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(one -> one.contains("Security Policy"));
    }
}

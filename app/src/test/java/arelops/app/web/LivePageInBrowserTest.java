package arelops.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arelops.app.OwnPorts;
import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.page.Browser;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.TokenStore;
import arelops.core.evidence.Actor;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.release.Decision;
import arelops.core.release.Role;
import arelops.testkit.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The page of the line in a real browser, while things happen.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LivePageInBrowserTest {
    private static final PersonName ANN = new PersonName("ann");

    private final HandMade engine = new HandMade();
    private final SettableClock clock = new SettableClock(HandMade.NOW);
    private final Accounts accounts;
    private final Browser browser;
    private final URI url;
    private ControlServer server;

    LivePageInBrowserTest(@TempDir Path folder) throws IOException, InterruptedException {
        Optional<Path> program = Browser.program();
        assumeTrue(program.isPresent(), "no chromium is on the PATH; on Debian: apt-get install chromium");
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", "shop.git");
        PeopleStore people = new PeopleStore(GitRepository.theirs(folder.resolve("shop.git"), "main"));
        people.add(new Person(ANN, Role.VIEWER, List.of()), new Actor.Automation("test"), HandMade.NOW);
        TokenStore tokens = new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock);
        accounts = new Accounts(people, tokens);
        engine.changes().opened(Role.DEVELOPER, "Show the slot");
        server = new ControlServer(OwnPorts.free(), engine, accounts, () -> {}, clock);
        url = server.start();
        browser = Browser.in(folder.resolve("browser"), program.orElseThrow());
        browser.cookie(url.toString(), "arelops-" + url.getPort(), tokens.issue(ANN, Optional.empty()));
    }

    @AfterAll
    void stop() throws IOException {
        browser.close();
        server.close();
    }

    @BeforeEach
    void open() throws IOException, InterruptedException {
        browser.size(1_400, 900);
        passive("PASSIVE waits for nothing");
        browser.open(url + "/");
        browser.evaluate("window.same = true");
        says("live", "live");
    }

    private void passive(String because) {
        engine.decide(
                EnvironmentName.PASSIVE, new Decision.Wait(because, new Decision.Until.Event("something"), List.of()));
    }

    private void says(String id, String text) throws IOException, InterruptedException {
        browser.until("document.getElementById('" + id + "').innerText.includes('" + text + "')");
    }

    @Test
    @DisplayName("the page changes by itself, without being loaded anew, and the keyboard stays where it was")
    void it_changes_by_itself() throws Exception {
        browser.evaluate("document.querySelector('#part-changes a.t').focus()");
        browser.evaluate("document.getElementById('met-shop-production').open = true");

        passive("PASSIVE soaks 2b00000");
        says("part-waiting", "PASSIVE soaks");
        engine.changes().opened(Role.DEVELOPER, "Another one");
        says("part-changes", "Another one");

        assertThat(browser.evaluate("window.same").asBoolean()).isTrue();
        assertThat(browser.evaluate("document.activeElement.innerText").asText())
                .isEqualTo("Show the slot");
        assertThat(browser.evaluate("document.getElementById('met-shop-production').open")
                        .asBoolean())
                .isTrue();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("what changes fast is right in the end")
    void many_changes() throws Exception {
        for (int i = 0; i < 40; i++) {
            passive("PASSIVE is at " + i);
        }
        passive("PASSIVE is at its end");

        says("part-waiting", "PASSIVE is at its end");
    }

    @Test
    @DisplayName(
            "without the server the page says that it is not live, keeps what it showed, and is live again after it")
    void the_server_goes_and_comes() throws Exception {
        server.close();
        says("live", "reconnecting, as of 12:00:00".substring(0, "reconnecting, as of ".length()));
        assertThat(browser.evaluate("document.getElementById('part-waiting').innerText")
                        .asText())
                .contains("PASSIVE waits for nothing");
        browser.evaluate("(() => { const now = Date.now; Date.now = () => now() + 125000; })()");
        browser.until("!document.getElementById('stale').hidden");
        says("stale", "This page is 2 min old");

        passive("PASSIVE went on meanwhile");
        server = new ControlServer(url.getPort(), engine, accounts, () -> {}, clock);
        server.start();

        says("part-waiting", "PASSIVE went on meanwhile");
        browser.until("document.getElementById('live').innerText === 'live'");
        browser.until("document.getElementById('stale').hidden");
        assertThat(browser.evaluate("window.same").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("a page that is not seen listens to nothing, and is as things are when it is seen again")
    void hidden_pages_are_silent() throws Exception {
        browser.evaluate("Object.defineProperty(document, 'hidden', {configurable: true, get: () => true});"
                + "document.dispatchEvent(new Event('visibilitychange'))");
        passive("PASSIVE changed unseen");

        browser.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");

        says("part-waiting", "PASSIVE changed unseen");
    }
}

package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.RoleText;
import arelops.app.people.TokenStore;
import arelops.app.up.Installation;
import arelops.app.web.Accounts;
import arelops.app.web.ControlServer;
import arelops.app.web.HandMade;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Evidence;
import arelops.core.evidence.Fact;
import arelops.core.evidence.TrafficUse;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import arelops.testkit.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recordings imported, exported and deleted by hand: with a server that has a board made by hand, and without one.
class TrafficByHandCliTest {
    private static final String LOG = """
            192.0.2.7 - jane [10/Oct/2026:13:55:36 +0000] "GET /basket HTTP/1.1" 200 12 "-" "Mozilla/5.0"
            192.0.2.9 - - [10/Oct/2026:13:55:37 +0000] "GET /orders HTTP/1.1" 200 12 "-" "curl/8"
            """;
    private static final String NOBODY = "· no controller runs here: nothing was written to the ledger\n";

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(HandMade.NOW);
    private final HandMade engine = new HandMade();
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private Optional<ControlServer> server = Optional.empty();
    private URI url = URI.create("http://127.0.0.1");

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve("access.log"), LOG);
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", "shop.git");
        PeopleStore people = new PeopleStore(GitRepository.theirs(folder.resolve("shop.git"), "main"));
        TokenStore store = new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock);
        for (Role role : List.of(Role.DEVELOPER, Role.OPERATOR)) {
            PersonName name = new PersonName(RoleText.of(role));
            people.add(new Person(name, role, List.of()), new Actor.Automation("test"), HandMade.NOW);
            tokens.put(role, store.issue(name, Optional.empty()));
        }
        ControlServer started = new ControlServer(0, engine, new Accounts(people, store), () -> {}, clock);
        url = started.start();
        server = Optional.of(started);
    }

    @AfterEach
    void stop() {
        server.ifPresent(ControlServer::close);
    }

    private Shell.Ran as(Role role, String... line) {
        return new Shell(folder, clock)
                .with("ARELOPS_SERVER", url.toString())
                .with("ARELOPS_TOKEN", String.valueOf(tokens.get(role)))
                .run(line);
    }

    private Shell.Ran alone(String... line) {
        return new Shell(folder, clock).run(line);
    }

    private Entry newest() {
        return engine.newest(1).getFirst();
    }

    private TrafficUse newestUse() {
        return ((Fact.TrafficUsed) newest().fact()).use();
    }

    @Test
    @DisplayName("EVD-1, REL-4: an import is entered with the person, what came of it and its report")
    void an_import() {
        Shell.Ran ran = as(Role.OPERATOR, "traffic", "import", "access.log");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(newestUse().act()).isEqualTo(TrafficUse.Act.IMPORT);
        assertThat(newestUse().recording()).isEqualTo("access-20260102-1200");
        assertThat(newestUse().outcome()).isEqualTo(TrafficUse.Outcome.KEPT);
        assertThat(newest().actor()).isEqualTo(new Actor.Person(new PersonName("operator")));
        assertThat(newest().because()).isEqualTo("2 requests kept");
        assertThat(newest().content().evidence()).extracting(Evidence::name).containsExactly("recording.json");
        assertThat(as(Role.OPERATOR, "log").out())
                .contains("recording access-20260102-1200 imported: kept (2 requests kept)");
    }

    @Test
    @DisplayName("REL-4: whose role does not allow it does nothing, and is told who may")
    void whose_role_does_not_allow_it() {
        alone("traffic", "import", "access.log");
        long before = newest().seq();

        for (String command : List.of("import access.log", "export access --out a.jsonl", "delete access")) {
            Shell.Ran ran = as(Role.DEVELOPER, ("traffic " + command).split(" ", -1));

            assertThat(ran.code()).as(command).isEqualTo(4);
            assertThat(ran.err()).contains("@developer may not ", " as developer", "ask an operator or admin");
        }
        assertThat(newest().seq()).isEqualTo(before);
        assertThat(folder.resolve("a.jsonl")).doesNotExist();
        assertThat(alone("traffic", "list", "--plain").out())
                .startsWith("access-")
                .hasLineCount(1);
    }

    @Test
    @DisplayName("EVD-1: what takes a recording away is entered before, with the reason; unentered it is not done")
    void evidence_first() {
        alone("traffic", "import", "access.log");

        assertThat(as(Role.OPERATOR, "traffic", "export", "access", "--as", "har", "--out", "a.har")
                        .code())
                .isZero();
        assertThat(newestUse().act()).isEqualTo(TrafficUse.Act.EXPORT);
        assertThat(newest().because()).isEqualTo("as har to a.har");
        server.ifPresent(ControlServer::close);
        assertThat(as(Role.OPERATOR, "traffic", "delete", "access").code()).isEqualTo(5);
        assertThat(alone("traffic", "list").out()).contains("access-20260102-1200");
    }

    @Test
    void the_reason_that_a_person_gives_is_kept() {
        alone("traffic", "import", "access.log");

        Shell.Ran ran = as(Role.OPERATOR, "traffic", "delete", "access", "-m", "a customer asked for it");

        assertThat(ran.out()).contains("access-20260102-1200 is deleted");
        assertThat(newestUse().outcome()).isEqualTo(TrafficUse.Outcome.BEGUN);
        assertThat(newest().because()).isEqualTo("a customer asked for it");
        assertThat(as(Role.OPERATOR, "traffic", "import", "access.log", "-m", "a\u0007b"))
                .returns(2, Shell.Ran::code)
                .extracting(Shell.Ran::err)
                .asString()
                .contains("a control character");
        assertThat(alone("traffic", "list").out()).contains("There are no recordings here");
    }

    @Test
    @DisplayName("EVD-1: where no controller runs it works, and says that nothing was written")
    void without_a_controller() throws IOException {
        Shell.Ran imported = alone("traffic", "import", "access.log");

        assertThat(imported.code()).isZero();
        assertThat(imported.err()).isEqualTo(NOBODY);
        assertThat(alone("traffic", "export", "access").err()).isEqualTo(NOBODY);
        assertThat(alone("traffic", "delete", "access", "-q")).isEqualTo(new Shell.Ran(0, "", ""));
        Installation here = Installation.of(
                folder, Map.of("XDG_STATE_HOME", folder.resolve("state").toString()));
        server.ifPresent(ControlServer::close);
        Files.createDirectories(here.data());
        Files.writeString(here.controllerFile(), "{\"url\":\"" + url + "\"}");
        assertThat(alone("traffic", "import", "access.log").err())
                .as("one that was killed, and left its file")
                .isEqualTo(NOBODY);
    }

    @Test
    @DisplayName("EVD-1: to an app that is no environment nobody is asked, and nothing is entered")
    void an_app_that_is_no_environment() {
        alone("traffic", "import", "access.log");
        long before = newest().seq();

        Shell.Ran ran = as(Role.DEVELOPER, "traffic", "replay", "access", "--to", "http://127.0.0.1:9");

        assertThat(ran.err()).isEmpty();
        assertThat(newest().seq()).isEqualTo(before);
    }
}

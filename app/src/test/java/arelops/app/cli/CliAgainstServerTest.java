package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.RoleText;
import arelops.app.people.TokenStore;
import arelops.app.reconcile.Board;
import arelops.app.run.Isolation;
import arelops.app.up.Installation;
import arelops.app.web.Accounts;
import arelops.app.web.ControlServer;
import arelops.app.web.HandMade;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.release.Decision;
import arelops.core.release.Role;
import arelops.testkit.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command line against a real server with a board made by hand.
class CliAgainstServerTest {
    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(HandMade.NOW);
    private final HandMade engine = new HandMade();
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private Optional<ControlServer> server = Optional.empty();
    private URI url = URI.create("http://127.0.0.1");

    @BeforeEach
    void start() throws IOException, InterruptedException {
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", "shop.git");
        PeopleStore people = new PeopleStore(GitRepository.theirs(folder.resolve("shop.git"), "main"));
        TokenStore store = new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock);
        for (Role role : List.of(Role.VIEWER, Role.ADMIN)) {
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

    private Shell as(Role role) {
        return new Shell(folder, clock)
                .with("ARELOPS_SERVER", url.toString())
                .with("ARELOPS_TOKEN", String.valueOf(tokens.get(role)));
    }

    private Shell.Ran run(String line) {
        return as(Role.ADMIN).run(line.split(" ", -1));
    }

    @Test
    void arelops_alone_is_the_status() {
        Shell.Ran ran = as(Role.VIEWER).run();

        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .startsWith("shop   Needs you: PRODUCTION waits with 1a00000")
                .contains("1a00000", "PASSIVE", "4d00000")
                .doesNotContain("\u001b");
        assertThat(as(Role.VIEWER).run("status").out()).isEqualTo(ran.out());
    }

    @Test
    @DisplayName("REL-3: an option before the command counts as much as one after it")
    void options_before_the_command_count() {
        assertThat(as(Role.VIEWER).run("--json", "status").out())
                .isEqualTo(as(Role.VIEWER).run("status", "--json").out())
                .startsWith("{");
        Shell.Ran ran = new Shell(folder, clock)
                .with("ARELOPS_TOKEN", String.valueOf(tokens.get(Role.ADMIN)))
                .run("--server", url.toString(), "-q", "hold", "production", "-m", "stop");
        assertThat(ran).isEqualTo(new Shell.Ran(0, "", ""));
        assertThat(engine.commands().getLast()).contains("Hold[environment=production");
    }

    @Test
    @DisplayName("REL-4: the token that is kept for the controller here is shown to no other server")
    void the_token_goes_to_its_own_controller_alone() throws IOException {
        Installation here = Installation.of(folder.resolve("shop.git"), Map.of("ARELOPS_HOME", folder + "/home"));
        Files.createDirectories(here.data());
        Files.writeString(here.tokenFile(), String.valueOf(tokens.get(Role.ADMIN)));
        Shell shell = new Shell(folder.resolve("shop.git"), clock).with("ARELOPS_HOME", folder + "/home");

        assertThat(shell.run("status", "--server", url.toString()).code()).isEqualTo(4);
        Files.writeString(here.controllerFile(), "{\"url\":\"" + url + "\"}");

        assertThat(shell.run("status").code()).isZero();
        assertThat(shell.run("status", "--server", url.toString()).code()).isZero();
    }

    @Test
    @DisplayName("REL-3: a name that is neither an environment nor a commit ends with 2, wherever it is given")
    void unknown_names_end_with_2() {
        for (String line : List.of("log nowhere", "logs nowhere", "why nowhere", "show nowhere", "diff nowhere beta")) {
            Shell.Ran ran = run(line);
            assertThat(ran.code()).as(line).isEqualTo(2);
            assertThat(ran.err()).as(line).contains("nowhere'", "Nothing was changed.");
        }
        assertThat(run("why nowhere").err()).contains("The environments are beta, passive, production.");
    }

    @Test
    @DisplayName("GATE-8: trunk's tip that does not build needs somebody, and its output can be read")
    void a_tip_that_does_not_build_is_the_first_thing_said() {
        engine.record(new Fact.NotBuilt(HandMade.SHOP, HandMade.COMMITS.getLast()));
        engine.decide(
                EnvironmentName.PRODUCTION,
                new Decision.Wait("PRODUCTION runs nothing yet", new Decision.Until.Event("a release"), List.of()));

        assertThat(run("status").out())
                .contains("Needs you: 4d00000 does not build → push a fix; see arelops logs 4d00000.");
        assertThat(run("logs 4d00").out()).contains("--- build, attempt 1   build-shop-4d00", "\nbuilt\n");
        assertThat(run("logs 1a00").out()).contains("--- BETA accept-before, attempt 1");
    }

    @Test
    @DisplayName("GATE-5: an open error needs somebody where nothing moves")
    void an_open_error_needs_somebody() {
        engine.decide(
                EnvironmentName.PRODUCTION,
                new Decision.Wait("PRODUCTION runs nothing yet", new Decision.Until.Event("a release"), List.of()));
        assertThat(run("status").out()).contains("Needs you: 4d00000").doesNotContain("Something else");

        Entry built = engine.newest(100).stream()
                .filter(entry -> entry.fact() instanceof Fact.Built)
                .findFirst()
                .orElseThrow();
        CommitId second = HandMade.COMMITS.get(1);
        engine.record(new Fact.Rejected(
                new Slot(HandMade.SHOP, EnvironmentName.BETA),
                new Release(built.seq(), second, ((Fact.Built) built.fact()).artifact()),
                List.of(second)));

        assertThat(run("status").out()).contains("Something else needs you too.", "2b00000 was rejected in BETA");
    }

    @Test
    void colour_is_forced_and_forbidden_by_the_environment() {
        assertThat(as(Role.VIEWER).with("FORCE_COLOR", "1").run("status").out()).contains("\u001b[");
        assertThat(as(Role.VIEWER)
                        .with("FORCE_COLOR", "1")
                        .with("NO_COLOR", "1")
                        .run("status")
                        .out())
                .doesNotContain("\u001b");
        assertThat(as(Role.VIEWER)
                        .with("FORCE_COLOR", "1")
                        .run("status", "--no-color")
                        .out())
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource({
        "why, Needs you:",
        "why production, arelops approve 1a00000 --for production",
        "why production, --skip approval -m \"reason\"   (recorded; takes 2 people",
        "why PASSIVE, BETA still tries",
        "why 2b00, 2b00000 is on its way into BETA.",
        "why 4d00, it needs 2 more approvals",
        "log, built from 2b00000",
        "log beta, BETA settled 1a00000",
        "show 1a00, Subject of 1a00000",
        "diff, PRODUCTION",
        "diff beta 4d00, 4d00 is 3 commits ahead of BETA",
        "error list, No error is open",
        "people list, @viewer",
        "verify, chain intact",
    })
    void looking_shows_what_is(String line, String shown) {
        Shell.Ran ran = run(line);

        assertThat(ran.out() + ran.err()).contains(shown);
        assertThat(ran.code()).isEqualTo(line.equals("diff") ? 2 : 0);
    }

    @Test
    @DisplayName("TAG-1: the line as it stood at a time is what the ledger's entries until then add up to")
    void the_line_as_it_stood() {
        clock.move(Duration.ofHours(2));
        Shell.Ran then = run("status --at 2026-01-02T11:30");

        assertThat(then.err()).isEmpty();
        assertThat(then.code()).isZero();
        assertThat(then.out())
                .startsWith("At 2026-01-02 11:30:00 +00:00, as the ledger has it\n")
                .containsSubsequence(
                        "PRODUCTION  -", "nothing had come here yet", "PASSIVE", "1a00000", "30 min", "BETA")
                .contains("2b00000 was on its way in", "from 12 entries; the last one until then is 12");
        assertThat(run("status --at 2026-01-02T12:30:00+01:00").out()).isEqualTo(then.out());
        assertThat(run("status --at 2026-01-02T11:30 --plain").out())
                .contains("shop\tpassive\t" + HandMade.COMMITS.getFirst().hex()
                        + "\t2026-01-02T11:00:00Z\ttrue\t\tsettled");
        assertThat(run("status --at 2026-01-02T11:30 --json").out()).contains("\"from\" : \"ledger\"");
        Shell.Ran before = run("status --at 2026-01-02");
        assertThat(before.code()).isEqualTo(6);
        assertThat(before.err()).contains("The ledger begins later, at 2026-01-02T11:00:00Z.");
        for (String wrong : List.of("yesterday", "2027-01-01", "2026-13-01")) {
            assertThat(run("status --at " + wrong).code()).as(wrong).isEqualTo(2);
        }
    }

    @Test
    void verify_since_an_entry_or_a_time_says_what_it_read() {
        assertThat(run("verify --since 11").out())
                .contains(
                        "✓ 12 records, chain intact", "✓ 2 records since 11, with their documents; those of 10 before");
        assertThat(run("verify --since 2026-01-02T11:30").out()).contains("✓ 0 records since 2026-01-02T11:30");
        assertThat(run("verify --since today").code()).isEqualTo(2);
    }

    @Test
    @DisplayName("each instance's output can be seen, and that there are others is said beside the output")
    void the_output_of_each_instance() {
        engine.serves(EnvironmentName.BETA, 3);

        Shell.Ran first = run("logs beta");
        assertThat(first.out()).isEqualTo("I am instance 1\n");
        assertThat(first.err()).isEqualTo("--- instance 1 of 1, 2, 3; another: --instance N\n");
        assertThat(run("logs beta --instance 3")).isEqualTo(new Shell.Ran(0, "I am instance 3\n", ""));
        Shell.Ran none = run("logs beta --instance 4");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("BETA has no instance 4", "It has 1, 2, 3.");
        assertThat(run("logs beta --instance all").code()).isEqualTo(2);
    }

    @Test
    @DisplayName("REL-3: logs --json is one JSON object for each line of the output")
    void the_output_as_json_lines() {
        engine.serves(EnvironmentName.BETA, 3);

        Shell.Ran ran = run("logs beta --instance 2 --json");

        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines()).singleElement().satisfies(line -> {
            assertThat(Sample.doc(line).text("text")).isEqualTo("I am instance 2");
            assertThat(Sample.doc(line).number("instance")).isEqualTo(2);
            assertThat(Sample.doc(line).text("deployment")).isNotEmpty();
        });
        assertThat(Sample.doc(run("logs 1a00 --json").out()).list("jobs")).isNotEmpty();
    }

    @Test
    @DisplayName("GATE-6: logs --search shows the lines of a commit's jobs that contain a text")
    void the_output_searched() {
        Shell.Ran ran = run("logs 1a00 --search BUIL");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("--- build, attempt 1").contains("     1  built\n");

        Shell.Ran none = run("logs 1a00 --search nowhere");
        assertThat(none.code()).isEqualTo(6);
        assertThat(none.err()).contains("contains 'nowhere'");

        Shell.Ran environment = run("logs beta --search x");
        assertThat(environment.code()).isEqualTo(2);
        assertThat(environment.err()).contains("arelops logs beta | grep TEXT");
    }

    @ParameterizedTest
    @CsvSource({
        "status, shop\tbeta\t1a0",
        "why, shop\tproduction\tPRODUCTION waits with 1a00000: needs approval for PRODUCTION\tperson\tarelops approve",
        "why production, production\tapproval\twaiting\t0\t1\tarelops approve 1a00000",
        "why 2b00, shop\tbeta\tentering\t11\t2b000",
        "show 1a00, shop\tpassive\truns\t2\t1a000",
        "diff beta 4d00, forward\t4d000",
        "log, '12\t2026-01-02T11:00:00Z\t'",
        "people list, viewer\tviewer",
    })
    void plain_is_one_record_a_line(String line, String shown) {
        Shell.Ran ran = run(line + " --plain");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains(shown.replace("\\t", "\t")).doesNotContain("✓", "\u001b");
        assertThat(ran.out().lines()).allMatch(text -> text.contains("\t"));
    }

    @ParameterizedTest
    @CsvSource({"status", "why", "why beta", "why 2b00", "log", "show 1a00", "error list", "people list", "verify"})
    void json_is_what_the_server_said(String line) {
        Shell.Ran ran = run(line + " --json");

        assertThat(ran.code()).isZero();
        assertThat(Sample.doc(ran.out()).node().isObject()).isTrue();
    }

    @Test
    @DisplayName("REL-5: that jobs are kept apart less than they should be is said in every status")
    void a_weaker_isolation_is_relaxed() {
        assertThat(run("status").out()).doesNotContain("bubblewrap");

        engine.isolation(Isolation.NONE);

        assertThat(run("status").out())
                .contains("  relaxed: Jobs run unprotected, as the program's own user: bubblewrap does not work here.");
        assertThat(run("status --json").out())
                .contains("\"key\" : \"isolation\"", "Jobs run unprotected", "\"by\" : \"machine\"");
    }

    @Test
    void rebuild_is_about_this_machine_and_asks_no_server() {
        assertThat(run("rebuild").code()).isEqualTo(2);
        assertThat(run("rebuild").err()).contains("arelops verify asks a server");
    }

    @ParameterizedTest
    @CsvSource({
        "hold beta -m x, 'Hold[environment=beta, now=false] x'",
        "hold production --now -m x, 'Hold[environment=production, now=true] x'",
        "resume beta, 'Resume[environment=beta] '",
        "withdraw beta -m x, 'Withdraw[environment=beta] x'",
        "repair beta, 'Repair[environment=beta] '",
        "trunk accept -m x, 'AcceptTrunk[] x'",
        "error clear 5 --suspect 2b00 -m x, 'ClearError[error=5'"
    })
    void commands_arrive_as_they_were_meant(String line, String command) {
        Shell.Ran ran = run(line);

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo("✓ done\n");
        assertThat(engine.commands().getLast()).contains(command);
    }

    @Test
    @DisplayName("REL-4: what a role may not do ends with 4, and nobody without a token comes in")
    void what_is_not_allowed_ends_with_4() {
        Shell.Ran viewer = as(Role.VIEWER).run("hold", "beta", "-m", "x");
        Shell.Ran nobody = as(Role.VIEWER).with("ARELOPS_TOKEN", "arl_no").run("status", "--json");

        assertThat(viewer.code()).isEqualTo(4);
        assertThat(viewer.out()).isEmpty();
        assertThat(viewer.err()).startsWith("✕ @viewer may not do this.\n").contains("Fix   ask an operator");
        assertThat(nobody.code()).isEqualTo(4);
        assertThat(nobody.out()).contains("\"exit\":4");
        assertThat(as(Role.VIEWER).run("people", "add", "zoe").code()).isEqualTo(4);
    }

    @Test
    void an_unknown_commit_ends_with_2_and_names_what_is_near() {
        Shell.Ran ran = run("show 2bff");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("The newest commits are 4d00000 (Subject of 4d00000)");
        assertThat(run("why nowhere").code()).isEqualTo(2);
        assertThat(run("hold nowhere! -m x").code()).isEqualTo(2);
    }

    @Test
    void promote_is_pending_until_the_release_runs_there() {
        assertThat(run("promote 2b00 --to beta").code()).isEqualTo(8);
        assertThat(run("promote 1a00 --to beta").code()).isZero();
        Shell.Ran waited = as(Role.ADMIN)
                .pausing(pause -> {
                    clock.move(pause);
                    return true;
                })
                .run("promote", "2b00", "--to", "beta", "--wait=5s");
        assertThat(waited.code()).isEqualTo(8);
        assertThat(waited.err()).contains("not yet after 5 s");
        assertThat(run("promote 2b00 --to beta --wait=soon").code()).isEqualTo(2);
    }

    @Test
    @DisplayName("GATE-7: what takes a second person ends with 8 for the first, and says how many are missing")
    void the_first_of_two_people_is_pending() {
        engine.needs(1);

        Shell.Ran overturned = run("overturn 1a00 beta -m x");
        assertThat(overturned.code()).isEqualTo(8);
        assertThat(overturned.out()).isEqualTo("✓ done\n");
        assertThat(run("overturn 1a00 beta -m x --json").out()).contains("\"people\" : 1");
        // It runs there already, for another reason than this command.
        assertThat(run("promote 1a00 --to beta --skip soak -m x").code()).isEqualTo(8);
        assertThat(run("approve 1a00 --for production").code()).isZero();

        engine.needs(0);
        assertThat(run("overturn 1a00 beta -m x").code()).isZero();
        assertThat(run("overturn 1a00 beta -m x --json").out()).doesNotContain("people");
    }

    @Test
    void approve_waits_for_the_build_if_asked() {
        assertThat(run("approve 4d00").code()).isZero();
        assertThat(run("approve 2b00 --wait").out()).contains("✓ 2b00 is built");
        assertThat(run("approve 4d00 --wait=1s").code()).isEqualTo(8);
    }

    @Test
    void skipping_a_gate_needs_a_reason() {
        assertThat(run("promote 1a00 --to production --skip soak").code()).isEqualTo(2);
        run("promote 1a00 --to production --skip soak,approval -m hurry");
        assertThat(engine.commands().getLast()).contains("skip=[soak, approval]] hurry");
    }

    @Test
    void a_rollback_shows_what_goes_back_and_asks() {
        Shell.Ran no = as(Role.ADMIN).typing("n\n").run("rollback", "beta", "--to", "1a00", "-m", "x");
        assertThat(no.out()).contains("BETA 1a00000 → 1a00000   takes back 0 commits", "Go back? [y/N] ");
        assertThat(engine.commands()).isEmpty();

        Shell.Ran nobody = run("rollback beta -m x");
        assertThat(nobody.code()).isEqualTo(2);
        assertThat(nobody.err()).contains("Add --yes");
        assertThat(engine.commands()).isEmpty();

        Shell.Ran yes = as(Role.ADMIN).typing("y\n").run("rollback", "beta", "--to", "1a00", "-m", "x");
        assertThat(engine.commands().getLast())
                .contains("Rollback[environment=beta")
                .endsWith(" x");
        assertThat(yes.code()).isEqualTo(8);
    }

    @Test
    void a_person_gets_a_token_that_is_shown_once() {
        Shell.Ran ran = run("people add zoe --role reviewer --email zoe@example.org");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).containsPattern("arl_[0-9A-Za-z]{43}");
        assertThat(run("people add zoe").code()).isEqualTo(3);
        assertThat(run("people role zoe operator").out()).contains("@zoe is operator now");
        assertThat(run("people role zoe king").code()).isEqualTo(2);
        assertThat(run("people role admin viewer").err()).contains("✕ Refused: @admin is the last admin");
    }

    @Test
    @DisplayName("REL-4: a lost token is replaced, by an admin or its person, and the earlier ones are void")
    void a_lost_token_is_replaced() throws IOException {
        Shell.Ran viewers = run("people token viewer");

        assertThat(viewers.code()).isZero();
        assertThat(viewers.out()).contains("✓ @viewer has a new token; earlier ones are void");
        assertThat(as(Role.VIEWER).run("status").code()).as("the lost one").isEqualTo(4);
        tokens.put(Role.VIEWER, token(viewers));
        assertThat(as(Role.VIEWER).run("people", "token", "admin").code())
                .as("somebody else's")
                .isEqualTo(4);

        Shell.Ran own = as(Role.VIEWER).run("people", "token", "viewer", "--keep-others");
        assertThat(own.out()).contains("earlier ones go on");
        assertThat(as(Role.VIEWER).run("status").code()).isZero();
        tokens.put(Role.VIEWER, token(own));
        assertThat(as(Role.VIEWER).run("status").code()).isZero();

        assertThat(run("people revoke viewer").out()).contains("✓ the tokens of @viewer are void");
        assertThat(as(Role.VIEWER).run("status").code()).isEqualTo(4);
        assertThat(run("people token nobody").code()).isEqualTo(2);
        assertThat(run("people revoke nobody").code()).isEqualTo(2);
        assertThat(run("people list").out()).contains("@viewer");
    }

    private static String token(Shell.Ran ran) {
        return ran.out()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("arl_"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ones_own_token_is_put_where_commands_find_it() throws IOException {
        Installation here = Installation.of(folder.resolve("shop.git"), Map.of("ARELOPS_HOME", folder + "/home"));
        Files.createDirectories(here.data());
        Files.writeString(here.tokenFile(), tokens.get(Role.ADMIN) + "\n");
        Files.writeString(here.controllerFile(), "{\"url\":\"" + url + "\"}");
        Shell shell = new Shell(folder.resolve("shop.git"), clock).with("ARELOPS_HOME", folder + "/home");

        Shell.Ran ran = shell.run("people", "token", "admin");

        assertThat(ran.out()).contains("Your commands on this machine find it.");
        assertThat(Files.readString(here.tokenFile())).isEqualTo(token(ran) + "\n");
        assertThat(shell.run("status").code()).isZero();
        assertThat(shell.run("people", "token", "viewer").code()).isZero();
        assertThat(Files.readString(here.tokenFile())).isEqualTo(token(ran) + "\n");
    }

    @Test
    void watching_a_pipe_prints_each_change_once() {
        int[] beats = {0};
        Shell.Ran ran = as(Role.VIEWER)
                .pausing(_ -> {
                    clock.move(Duration.ofSeconds(1));
                    if (beats[0] == 1) {
                        engine.decide(
                                EnvironmentName.BETA,
                                new Decision.Wait(
                                        "2b00000 soaks in BETA", new Decision.Until.Event("a window"), List.of()));
                    }
                    return beats[0]++ < 3;
                })
                .run("status", "-w");

        assertThat(ran.out().lines())
                .hasSize(5)
                .contains("12:00:00 BETA 2b00000 starts in BETA", "12:00:02 BETA 2b00000 soaks in BETA");
        assertThat(ran.out()).doesNotContain("\u001b");
    }

    @Test
    void watching_a_terminal_redraws_in_place() {
        int[] beats = {0};
        Shell.Ran ran = as(Role.VIEWER).typing("").pausing(_ -> beats[0]++ < 1).run("status", "-w");

        assertThat(ran.out()).containsPattern("\u001b\\[\\d+A\u001b\\[J");
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "40, 24", "24, 24", "100, 10", "60, 5", "120, 3"})
    @DisplayName("a board that is redrawn is no wider and no higher than its terminal, whatever it has to say")
    void a_board_fits_its_terminal(int columns, int rows) {
        engine.isolation(Isolation.NONE);
        engine.trouble(new Board.Trouble(
                "git.unreachable",
                "the git server at https://git.example.org/shop.git does not answer since a while, and nobody"
                        + " knows for how long it will go on like this",
                "try again",
                HandMade.NOW));
        int[] beats = {0};

        Shell.Ran ran = as(Role.VIEWER)
                .with("COLUMNS", Integer.toString(columns))
                .with("LINES", Integer.toString(rows))
                .with("FORCE_COLOR", "1")
                .typing("")
                .pausing(_ -> beats[0]++ < 2)
                .run("status", "-w");

        for (String board : ran.out().split("\u001b\\[\\d+A\u001b\\[J", -1)) {
            List<String> lines = board.lines()
                    .map(line -> line.replaceAll("\u001b\\[\\d*m", ""))
                    .toList();
            assertThat(lines).hasSizeBetween(1, rows - 1).allMatch(line -> line.length() <= columns);
        }
        assertThat(ran.out()).contains(columns == 80 ? "✕ Since 12:00: the git server at" : "");
    }

    @Test
    void quiet_prints_nothing_on_success() {
        assertThat(run("hold beta -m x -q").out()).isEmpty();
    }
}

package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.answer.Doc;
import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.RoleText;
import arelops.app.people.TokenStore;
import arelops.app.web.Accounts;
import arelops.app.web.ControlServer;
import arelops.app.web.HandMade;
import arelops.app.web.HandMadeChanges;
import arelops.core.change.ChangeEvent;
import arelops.core.change.ChangeEvent.Words;
import arelops.core.change.ChangeState.Phase;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Fact;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.policy.Check;
import arelops.core.policy.Policy;
import arelops.core.policy.Retry;
import arelops.core.release.Role;
import arelops.testkit.SettableClock;
import java.io.IOException;
import java.net.URI;
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
import org.junit.jupiter.params.provider.ValueSource;

/// Changes on the command line, against a real server whose changes are made by hand.
class ChangeCliTest {
    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(HandMade.NOW);
    private final HandMade engine = new HandMade();
    private final HandMadeChanges changes = engine.changes();
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private Optional<ControlServer> server = Optional.empty();
    private URI url = URI.create("http://127.0.0.1");

    @BeforeEach
    void start() throws IOException, InterruptedException {
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", "shop.git");
        PeopleStore people = new PeopleStore(GitRepository.theirs(folder.resolve("shop.git"), "main"));
        TokenStore store = new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock);
        for (Role role : List.of(Role.DEVELOPER, Role.REVIEWER, Role.ADMIN, Role.VIEWER)) {
            PersonName name = new PersonName(RoleText.of(role));
            people.add(new Person(name, role, List.of()), new Actor.Automation("test"), HandMade.NOW);
            tokens.put(role, store.issue(name, Optional.empty()));
        }
        ControlServer started = new ControlServer(0, engine, new Accounts(people, store), () -> {}, clock);
        url = started.start();
        server = Optional.of(started);
        Check tests = new Check("tests", List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Retry.NONE);
        Policy standard = Policy.standard(HandMade.SHOP);
        engine.rules(new Policy(
                standard.apps(),
                standard.changes().withChecks(Map.of("tests", tests)),
                standard.line(),
                Optional.empty(),
                standard.observation(),
                List.of()));
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

    private Shell.Ran run(Role role, String line) {
        return as(role).run(line.split(" ", -1));
    }

    private ChangeNumber checked(String title) {
        ChangeNumber number = changes.opened(Role.DEVELOPER, title);
        changes.checked(number, changes.tried(number), "tests", Fact.Outcome.PASSED, 1);
        return number;
    }

    private String brief(ChangeNumber number) {
        return changes.state(number).commit().brief();
    }

    @Test
    @DisplayName("CHG-1: a change shows its conditions in order, who opens each, and what happened")
    void a_change_shows_its_conditions() {
        ChangeNumber number = checked("Show the slot");
        run(Role.REVIEWER, "approve 1 -m read");
        as(Role.ADMIN).run("change", "comment", "1", "-m", "Why twice?\n\n  as here");

        Shell.Ran ran = run(Role.VIEWER, "change show pr/1");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        String tested = changes.state(number)
                .work()
                .trials()
                .getFirst()
                .trial()
                .tested()
                .brief();
        assertThat(ran.out()).isEqualTo("""
                #1 Show the slot   ◐ needs 1 approval
                Everything else is green. It needs 1 more approval by people who did not write it → @admin or @operator: arelops approve 1.

                  ✓ conflict             it merges cleanly onto trunk
                  ✓ check tests          passed on the merge result %s
                  ◐ approval     1 of 2  it needs 1 more approval by people who did not write it, since 11:00   @admin or @operator: arelops approve 1
                  · signoff              nothing can be tried in TEST: the config does not say how to run an app

                  @developer proposed it 1 h ago, from branch-1; its newest commit is %s, since 11:00

                    Why Show the slot.

                  ✓ @reviewer  approved %s

                  11:00  @developer opened #1 Show the slot at %s
                  11:50  arelops merged it onto 4d00000 as %s, to be checked
                  11:50  check tests on %s passed
                  11:50  @reviewer approved %s:
                         read
                  11:50  @admin commented:
                         Why twice?

                           as here
                """.formatted(
                        tested, brief(number), brief(number), brief(number), tested, tested, brief(number)));
        assertThat(run(Role.VIEWER, "show 1").out()).isEqualTo(ran.out());
        assertThat(ran.out()).startsWith(run(Role.VIEWER, "why 1").out());
        assertThat(run(Role.VIEWER, "why pr/1").out())
                .isEqualTo(run(Role.VIEWER, "why #1").out());
    }

    @Test
    @DisplayName("CHG-2: approve prints which commit it approved, and sends the head that was shown")
    void approve_prints_the_commit() {
        ChangeNumber number = checked("Show the slot");

        Shell.Ran ran = run(Role.REVIEWER, "approve 1");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .isEqualTo("#1 Show the slot   @developer\n✓ #1 at " + brief(number)
                        + " has your approval\n  Everything else is green. It needs 1 more approval by people who did not"
                        + " write it → @admin or @operator: arelops approve 1.\n");
        assertThat(changes.state(number).votes().opinions())
                .singleElement()
                .satisfies(opinion -> assertThat(opinion.on().commit())
                        .isEqualTo(changes.state(number).commit()));
        Shell.Ran stale = run(Role.ADMIN, "approve 1 --head fffffff");
        assertThat(stale.code()).isEqualTo(3);
        assertThat(stale.err()).startsWith("✕ Refused: #1 is at " + brief(number) + " now, and you saw fffffff.\n");
        assertThat(run(
                                Role.ADMIN,
                                "approve 1 --head "
                                        + changes.state(number).commit().hex())
                        .code())
                .isZero();
        assertThat(run(Role.DEVELOPER, "approve 1").code()).isEqualTo(4);
        assertThat(run(Role.ADMIN, "approve 4d00 --head fffffff").code()).isEqualTo(2);
    }

    @Test
    @DisplayName("CHG-2: an approval that does not count says why at once")
    void an_approval_that_does_not_count_says_why() {
        ChangeNumber number = checked("Show the slot");
        changes.wrote(number, Role.REVIEWER);

        assertThat(run(Role.REVIEWER, "approve 1").out())
                .contains("◐ the approval of @reviewer does not count: @reviewer wrote a commit of it\n");
        assertThat(run(Role.VIEWER, "change show 1").out())
                .contains("· @reviewer  approved " + brief(number) + "; the approval of @reviewer does not count");
    }

    @ParameterizedTest
    @CsvSource({
        "REVIEWER, change comment 1 -m hm, comment",
        "REVIEWER, change reject 1 -m no, review",
        "DEVELOPER, change edit 1 -t Other, words",
        "DEVELOPER, change edit 1 --label a --label b, words",
        "DEVELOPER, change edit 1 -m Because, words",
        "DEVELOPER, change draft 1 -m later, words",
        "DEVELOPER, change ready pr/1, words",
        "DEVELOPER, change close 1, closed",
        "DEVELOPER, signoff 1 --as dev, signoff",
        "ADMIN, run 1, run",
        "DEVELOPER, merge 1, queued",
        "ADMIN, merge 1 --urgent -m cards, queued",
    })
    @DisplayName("REL-3: what is said of a change arrives, once, and tells what the change waits for then")
    void what_is_said_arrives(Role role, String line, String kind) throws IOException {
        ChangeNumber number = checked("Show the slot");
        if (kind.equals("signoff")) { // only what runs in TEST can have been tried there
            changes.inTest(
                    number,
                    changes.state(number).work().trials().getFirst().trial().tested());
        }
        int before = history().size();

        Shell.Ran ran = run(role, line);

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("✓ #1 ");
        assertThat(history()).hasSize(before + 1);
        assertThat(history().getLast().text("kind")).isEqualTo(kind);
        assertThat(history().getLast().text("by")).isEqualTo("@" + RoleText.of(role));
        assertThat(Sample.doc(run(role, "change comment 1 -m again --json").out())
                        .flag("accepted"))
                .isTrue();
        assertThat(run(role, "change comment 1 -m again -q")).isEqualTo(new Shell.Ran(0, "", ""));
    }

    private List<Doc> history() {
        return Sample.doc(run(Role.VIEWER, "change show 1 --json").out()).list("history");
    }

    @ParameterizedTest
    @CsvSource({
        "VIEWER, approve 1, 4",
        "VIEWER, change close 1, 4",
        "VIEWER, signoff 1 --as qa, 4",
        "DEVELOPER, merge 1 --urgent, 4",
        "DEVELOPER, change reopen 1, 3",
        "REVIEWER, change withdraw 1, 3",
        "DEVELOPER, revert 1 -m x, 3",
        "ADMIN, approve 99, 2",
        "ADMIN, approve pr/99, 2",
        "ADMIN, why 99, 2",
        "ADMIN, change show 99, 2",
        "ADMIN, change show x, 2",
        "ADMIN, change show 0, 2",
        "ADMIN, change show 01, 2",
        "ADMIN, show pr/x, 2",
        "ADMIN, change show 9999999999, 2",
        "ADMIN, change close 1234567890123, 2",
        "ADMIN, signoff 1 --as king, 2",
        "ADMIN, change edit 1, 2",
        "ADMIN, revert 99 -m x, 2",
        "ADMIN, revert zzzz -m x, 2",
        "ADMIN, change open nowhere, 2",
        "ADMIN, change list -n -1, 2",
    })
    @DisplayName("REL-3: refused ends with 3, not allowed with 4, bad input with 2, and nothing is recorded")
    void refusals_have_their_exit_codes(Role role, String line, int code) {
        checked("Show the slot");
        int before = history().size();

        Shell.Ran ran = run(role, line);

        assertThat(ran.code()).as(ran.err()).isEqualTo(code);
        assertThat(ran.out().lines().filter(text -> !text.startsWith("#1 Show")))
                .isEmpty();
        assertThat(ran.err()).startsWith("✕ ").contains("Nothing was changed.", "Fix   ");
        assertThat(history()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "change",
                "change open a b",
                "change show",
                "change comment 1",
                "change reject 1",
                "change reject -m x",
                "signoff 1",
                "run",
                "merge",
                "revert 1",
                "revert",
                "change list --colour"
            })
    @DisplayName("REL-3: what is left out is asked for")
    void what_is_left_out_is_asked_for(String line) {
        Shell.Ran ran = run(Role.ADMIN, line);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("✕ ").contains("--help");
    }

    @Test
    @DisplayName("CHG-1: the current branch is proposed, with the words that are given or those of its newest commit")
    void the_current_branch_is_proposed() throws IOException, InterruptedException {
        NativeGit.git(folder, "init", "-q", "-b", "slots", "copy");
        changes.branch("slots", "Show the slot\n\nPeople asked.");
        changes.branch("other", "Another");
        Shell shell = new Shell(folder.resolve("copy"), clock)
                .with("ARELOPS_SERVER", url.toString())
                .with("ARELOPS_TOKEN", String.valueOf(tokens.get(Role.DEVELOPER)));

        Shell.Ran ran = shell.run("change", "open");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("✓ #1 is open\n");
        assertThat(changes.state(new ChangeNumber(1)).words())
                .isEqualTo(new Words("Show the slot", "People asked.", false, List.of()));
        assertThat(changes.state(new ChangeNumber(1)).origin().source().branch())
                .contains("slots");

        shell.typing("From\nthe input\n")
                .run("change", "open", "other", "-t", "Mine", "-m", "-", "--draft", "--label", "b", "--label", "a");
        assertThat(changes.state(new ChangeNumber(2)).words())
                .isEqualTo(new Words("Mine", "From\nthe input", true, List.of("a", "b")));

        NativeGit.git(folder.resolve("copy"), "commit", "-q", "--allow-empty", "-m", "x");
        NativeGit.git(folder.resolve("copy"), "switch", "-q", "--detach");
        Shell.Ran nowhere = shell.run("change", "open");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("No branch is checked out here", "arelops change open BRANCH", "cli.branch");
        assertThat(shell.run("change", "open", "nowhere").err())
                .contains("There is no branch 'nowhere' in the repository", "git push origin nowhere");
    }

    @Test
    void words_are_changed_one_by_one() {
        ChangeNumber number = changes.opened(Role.DEVELOPER, new Words("Old", "why", true, List.of("a")));

        run(Role.DEVELOPER, "change edit 1 -t New");
        assertThat(changes.state(number).words()).isEqualTo(new Words("New", "why", true, List.of("a")));
        as(Role.DEVELOPER).run("change", "edit", "1", "-m", "", "--label", "");
        assertThat(changes.state(number).words()).isEqualTo(new Words("New", "", true, List.of()));
    }

    @Test
    @DisplayName("CHG-1: lists say in a few words how each change stands")
    void lists_say_how_each_stands() {
        checked("Show the slot");
        ChangeNumber conflict = checked("Old branch");
        changes.conflicts(conflict, "App.java");
        changes.tried(changes.opened(Role.REVIEWER, new Words("A bug", "", true, List.of("bug"))));
        ChangeNumber over = checked("Landed one");
        changes.landed(over);
        ChangeNumber runs = changes.opened(Role.DEVELOPER, "Just pushed");
        changes.tried(runs);

        assertThat(run(Role.VIEWER, "change list").out()).isEqualTo("""
                  ↻ #5  Just pushed    @developer  10 min  check tests runs
                  ◐ #3  A bug          @reviewer   10 min  draft   bug
                  ✕ #2  Old branch     @developer  10 min  conflicts
                  ◐ #1  Show the slot  @developer  10 min  needs 2 approvals
                """);
        assertThat(run(Role.VIEWER, "change list --landed").out()).contains("✓ #4", "landed as 4d00000");
        assertThat(run(Role.VIEWER, "change list --closed").out()).contains("No change is here");
        assertThat(run(Role.VIEWER, "change list --all").out().lines()).hasSize(5);
        assertThat(run(Role.VIEWER, "change list --by reviewer").out())
                .contains("#3")
                .doesNotContain("#1");
        assertThat(run(Role.VIEWER, "change list --label bug").out())
                .contains("#3")
                .doesNotContain("#1");
        assertThat(run(Role.VIEWER, "change list show slot").out())
                .contains("#1")
                .doesNotContain("#2");
        assertThat(run(Role.VIEWER, "change list -n 1").out())
                .contains("#5", "and older ones")
                .doesNotContain("#1");
        assertThat(run(Role.VIEWER, "change list --plain").out().lines().findFirst())
                .contains(String.join(
                        "\t",
                        "5",
                        "open",
                        "",
                        "@developer",
                        changes.state(runs).commit().hex(),
                        "branch-5",
                        "2026-01-02T11:00:00Z",
                        "2026-01-02T11:50:00Z",
                        "check tests runs",
                        "",
                        "Just pushed"));
        assertThat(run(Role.VIEWER, "status").out())
                .contains("  CHANGES     4 open  #3 draft  #2 conflicts  #1 needs 2 approvals  and 1 more\n");
        assertThat(run(Role.VIEWER, "why 1 --plain").out().lines())
                .anyMatch(line -> line.startsWith("1\tapproval\twaiting\t0\t2\t"));
        assertThat(run(Role.VIEWER, "why 4 --plain").out())
                .isEqualTo("4\tchange\tlanded\t\t\t\t\tIt landed on trunk as 4d00000.\n");
    }

    @Test
    void without_changes_the_status_says_nothing_of_them() {
        assertThat(run(Role.VIEWER, "status").out()).doesNotContain("CHANGES");
    }

    @Test
    @DisplayName("REL-3: a word of 7 to 9 decimal digits is a change that is there, else a commit, and that is said")
    void digits_may_name_either() {
        for (int i = 0; i < 2; i++) {
            changes.opened(Role.DEVELOPER, "Change " + i);
        }
        changes.numbered(new ChangeNumber(1_234_567), Role.DEVELOPER, "A large number");

        Shell.Ran change = run(Role.VIEWER, "why 1234567");
        assertThat(change.code()).isZero();
        assertThat(change.out()).startsWith("#1234567 A large number");
        assertThat(change.err())
                .isEqualTo("1234567 is read as change #1234567; for a commit write more of its digits.\n");
        Shell.Ran said = run(Role.VIEWER, "why pr/1234567");
        assertThat(said.err()).isEmpty();
        assertThat(run(Role.VIEWER, "why 7654321").err()).contains("neither an environment nor a commit or tag");
        assertThat(run(Role.VIEWER, "why 1234567890").err()).contains("neither an environment nor a commit or tag");
        assertThat(run(Role.VIEWER, "show 4321").err())
                .contains("There is no change #4321", "for a commit write at least 7 of its digits");
        assertThat(run(Role.REVIEWER, "approve 4d00").out()).isEqualTo("✓ approved\n");
    }

    @Test
    @DisplayName(
            "GATE-4: merge --wait ends with 0 when it landed, 3 when it was put out or closed, 8 when it is pending")
    void merge_waits() {
        ChangeNumber number = checked("Show the slot");
        Shell.Ran pending = waiting(() -> {}, "merge 1 --wait=3s");
        assertThat(pending.code()).isEqualTo(8);
        assertThat(pending.out()).startsWith("✓ #1 is in the queue as soon as it is ready\n");
        assertThat(pending.err()).contains("◐ not yet after 3 s. See arelops why 1");

        Shell.Ran out = waiting(() -> changes.ejected(number, "check tests failed twice"), "merge 1 --wait");
        assertThat(out.code()).isEqualTo(3);
        assertThat(out.err()).contains("✕ #1 was put out of the queue: check tests failed twice. See arelops why 1");

        Shell.Ran landed = waiting(() -> changes.landed(number), "merge 1 --wait");
        assertThat(landed.code()).isZero();
        assertThat(landed.out()).endsWith("✓ #1 landed as 4d00000\n");
        assertThat(run(Role.DEVELOPER, "merge 1 --wait").code())
                .as("who waits for it finds it there")
                .isZero();
        assertThat(run(Role.DEVELOPER, "merge 1").code()).isEqualTo(3);

        checked("Another");
        Shell.Ran closed = waiting(
                () -> changes.says(new ChangeNumber(2), Role.DEVELOPER, new ChangeEvent.Closed()), "merge 2 --wait");
        assertThat(closed.code()).isEqualTo(3);
        assertThat(run(Role.DEVELOPER, "merge 2 --wait=soon").code()).isEqualTo(2);
    }

    @Test
    @DisplayName("GATE-4: merge --wait ends at once, with 3, where only a push can help")
    void merge_does_not_wait_in_vain() {
        ChangeNumber number = checked("Show the slot");

        Shell.Ran conflict = waiting(() -> changes.conflicts(number, "App.java"), "merge 1 --wait");

        assertThat(conflict.code()).isEqualTo(3);
        assertThat(conflict.err()).contains("✕ #1 cannot land: conflicts. See arelops why 1");
    }

    @Test
    @DisplayName("GATE-3: a sign-off that does not count says so at once, and why")
    void a_sign_off_that_does_not_count() {
        ChangeNumber number = checked("Show the slot");
        changes.inTest(
                number, changes.state(number).work().trials().getFirst().trial().tested());

        assertThat(run(Role.DEVELOPER, "signoff 1 --as qa").out())
                .contains("◐ it does not count: QA's is of somebody with the role qa who did not write it");
        assertThat(run(Role.QA, "signoff 1 --as qa").out()).doesNotContain("◐");
    }

    @Test
    @DisplayName(
            "TST-1: wherever a change is shown TEST says what it runs, on how old a trunk, and when it is outdated")
    void test_says_how_it_is() {
        ChangeNumber number = checked("Show the slot");
        CommitId tested =
                changes.state(number).work().trials().getFirst().trial().tested();
        changes.inTest(number, tested);

        String good = run(Role.VIEWER, "change show 1").out();
        changes.conflicts(number, "App.java");
        Shell.Ran outdated = run(Role.VIEWER, "why 1");

        assertThat(good).contains("\nTEST runs " + tested.brief() + " on trunk as it is.\n");
        assertThat(outdated.out())
                .contains(
                        "TEST runs " + tested.brief() + " on trunk as it is; the change began to conflict with trunk");
        Doc test = Sample.doc(run(Role.VIEWER, "change show 1 --json").out()).at("test");
        assertThat(test.text("state")).isEqualTo("serves");
        assertThat(test.number("behind")).isZero();
        assertThat(test.flag("conflicts")).isTrue();
    }

    @Test
    @DisplayName("TST-1: where there is no TEST yet a change says what it waits for")
    void no_test_yet_says_why() {
        Policy standard = Policy.standard(HandMade.SHOP);
        engine.rules(standard);
        changes.opened(Role.DEVELOPER, "Show the slot");

        Shell.Ran ran = run(Role.VIEWER, "change show 1");

        assertThat(ran.out()).contains("\nTEST comes with the merge result, which is not there yet.\n");
        assertThat(Sample.doc(run(Role.VIEWER, "change show 1 --json").out())
                        .at("test")
                        .text("state"))
                .isEqualTo("absent");
    }

    private Shell.Ran waiting(Runnable meanwhile, String line) {
        int[] beats = {0};
        return as(Role.DEVELOPER)
                .pausing(pause -> {
                    clock.move(pause);
                    if (beats[0]++ == 0) {
                        meanwhile.run();
                    }
                    return true;
                })
                .run(line.split(" ", -1));
    }

    @Test
    @DisplayName("CHG-7: what landed is taken back by its number or its commit, with a reason")
    void what_landed_is_taken_back() {
        ChangeNumber number = checked("Show the slot");
        changes.landed(number);

        Shell.Ran ran = run(Role.DEVELOPER, "revert 1 -m wrong");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("✓ #2 is open\n");
        assertThat(changes.state(new ChangeNumber(2)).origin().source().reverts())
                .contains(HandMade.COMMITS.getLast());
        assertThat(run(Role.DEVELOPER, "revert 4d00 -m wrong").out()).startsWith("✓ #3 is open\n");
        assertThat(run(Role.VIEWER, "change show 2").out()).contains("to take back 4d00000");
    }

    @Test
    void logs_of_a_change_are_those_of_its_merge_result() {
        ChangeNumber number = checked("Show the slot");
        CommitId tested =
                changes.state(number).work().trials().getFirst().trial().tested();

        Shell.Ran ran = run(Role.VIEWER, "logs 1");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("--- check tests, attempt 1   check-tests-"
                        + tested.hex().substring(0, 16) + "-1\nbuilt\n");
    }

    @Test
    void logs_of_a_check_that_printed_nothing_say_so() {
        checked("Show the slot");
        engine.prints("");

        Shell.Ran ran = run(Role.VIEWER, "logs 1");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("--- check tests, attempt 1 ", "-1\n(it printed nothing)\n");
        assertThat(run(Role.VIEWER, "logs 1 --search x").err()).contains("Nothing that is kept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"change show 1", "change list", "why 1", "status", "change show 1 --plain", "change list --plain"
            })
    @DisplayName("REL-3: what others wrote cannot steer the terminal, nor turn its text round")
    void what_others_wrote_is_harmless(String line) {
        String evil = "a\u001b[2Jb\u202ec\u2066d\u0007e\u009bf\u200bg\rh";
        ChangeNumber number = changes.opened(Role.DEVELOPER, new Words(evil, evil + "\n" + evil, false, List.of(evil)));
        changes.says(number, Role.ADMIN, new ChangeEvent.Commented(evil + "\n" + evil));
        changes.conflicts(number, evil);
        changes.ejected(number, evil);

        Shell.Ran ran = run(Role.VIEWER, line);

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).doesNotContain("\u001b", "\u202e", "\u2066", "\u0007", "\u009b", "\u200b", "\r");
    }

    @Test
    void colour_comes_on_a_terminal_alone() {
        checked("Show the slot");

        assertThat(as(Role.VIEWER)
                        .with("FORCE_COLOR", "1")
                        .run("change", "show", "1")
                        .out())
                .contains("\u001b[33m");
        assertThat(as(Role.VIEWER).run("change", "show", "1").out()).doesNotContain("\u001b");
        assertThat(as(Role.VIEWER).with("LANG", "C").run("why", "1").out()).contains("+ conflict");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 120})
    void long_words_are_wrapped_to_the_terminal(int columns) {
        changes.opened(Role.DEVELOPER, new Words("Title", "word ".repeat(100).strip(), false, List.of()));

        Shell.Ran ran =
                as(Role.VIEWER).with("COLUMNS", Integer.toString(columns)).run("change", "show", "1");

        assertThat(ran.out().lines().filter(line -> line.contains("word"))).allMatch(line -> line.length() <= columns);
    }

    @Test
    void watching_a_pipe_tells_what_changes_come_to() {
        ChangeNumber number = checked("Show the slot");
        int[] beats = {0};

        Shell.Ran ran = as(Role.VIEWER)
                .pausing(_ -> {
                    clock.move(Duration.ofSeconds(1));
                    if (beats[0] == 0) {
                        changes.conflicts(number, "App.java");
                    }
                    return beats[0]++ < 2;
                })
                .run("status", "-w");

        assertThat(ran.out().lines()).contains("12:00:00 #1 needs 2 approvals", "12:00:01 #1 conflicts");
        assertThat(changes.state(number).work().phase()).isInstanceOf(Phase.Open.class);
    }
}

package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.change.Changes;
import arelops.app.reconcile.ChangeDesk;
import arelops.core.change.ChangeAnswer;
import arelops.core.change.ChangeCommand;
import arelops.core.change.ChangeEvent;
import arelops.core.change.ChangeEvent.Verdict;
import arelops.core.change.ChangeState.Phase;
import arelops.core.change.SignOff;
import arelops.core.change.TestBrief;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes on their way to trunk: real git, real checks.
class LandingTest {
    @TempDir
    Path folder;

    /// Only BETA, no TEST: for what is not about those.
    private static final String PLAIN = """
            build: mkdir -p out && javac -d out App.java
            run: exec java -XX:TieredStopAtLevel=1 -cp out App
            checks:
              tests: sh check.sh
            window: 1s
            environments:
              test: off
              beta: {soak: {length: 1s, samples: 1}}
              passive: off
              production: {soak: {length: 1s, samples: 1}}
            """;

    private Shop shop(String config) throws IOException, InterruptedException {
        Shop shop = Shop.in(folder, InstantSource.system(), config);
        Files.writeString(shop.repository().resolve("check.sh"), "grep -q VERSION App.java && ! grep -rq BROKEN notes");
        Files.createDirectory(shop.repository().resolve("notes"));
        Files.writeString(shop.repository().resolve("notes/first.txt"), "fine\n");
        shop.git().run("add", ".");
        shop.git().run("commit", "-qm", "A check");
        shop.git().run("switch", "-q", "--detach");
        shop.start("one");
        shop.stepUntil(
                "the ledger has begun",
                () -> shop.board().observed().isPresent()
                        && shop.ledger().trunk().tip().isPresent());
        return shop;
    }

    private static CommitId branch(Shop shop, String name, String file, String text)
            throws IOException, InterruptedException {
        shop.git().run("switch", "-q", "-C", name, "main");
        Files.writeString(shop.repository().resolve(file), text);
        shop.git().run("add", ".");
        shop.git().run("commit", "-qm", "Change " + file);
        return shop.head();
    }

    private static ChangeNumber open(Shop shop, String branch, CommitId head) {
        ChangeDesk.Told told = shop.engine()
                .controller()
                .changes()
                .open(
                        new ChangeDesk.Asker(Shop.AUTHOR, Role.DEVELOPER),
                        head,
                        new ChangeEvent.Source(Optional.of(branch), Optional.empty()),
                        new ChangeEvent.Words("Title of " + branch, "", false, List.of()));
        assertThat(told.answer()).isInstanceOf(ChangeAnswer.Accepted.class);
        return told.change().orElseThrow().state().number();
    }

    private static ChangeAnswer say(Shop shop, PersonName who, Role role, ChangeNumber number, ChangeCommand what) {
        return shop.engine()
                .controller()
                .changes()
                .command(new ChangeDesk.Asker(who, role), number, what, "")
                .answer();
    }

    private static final ChangeCommand SIGN = new ChangeCommand.Sign(SignOff.Trade.DEVELOPER, Optional.empty());

    private static void approve(Shop shop, ChangeNumber number) {
        ChangeCommand approve = new ChangeCommand.Review(Verdict.APPROVED, Optional.empty(), "");
        say(shop, Shop.REVIEWER, Role.REVIEWER, number, approve);
        say(shop, Shop.OTHER, Role.ADMIN, number, approve);
    }

    private static Changes.Known seen(Shop shop, ChangeNumber number) {
        return shop.board().observed().orElseThrow().changes().of(number).orElseThrow();
    }

    private static String why(Shop shop, ChangeNumber number) {
        return shop.board().changes().containsKey(number)
                ? shop.board().changes().get(number).decision().because()
                : "";
    }

    private static Optional<CommitId> test(Shop shop, ChangeNumber number) throws IOException, InterruptedException {
        return shop.tag("TEST/pr-" + number.value());
    }

    @Test
    @DisplayName(
            "TST-1, CHG-5: an open change has a TEST environment of its merge result, with its tag, until it lands")
    void an_open_change_has_a_test_environment_of_its_merge_result_until_it_lands() throws Exception {
        try (Shop shop = shop(Shop.CONFIG)) {
            CommitId head = branch(shop, "feature", "notes.txt", "one\n");
            ChangeNumber number = open(shop, "feature", head);

            shop.stepUntil("TEST has its tag", () -> test(shop, number).isPresent());
            EnvironmentName environment = new EnvironmentName("pr-1");
            assertThat(shop.ask(environment))
                    .isEqualTo("200 1 " + test(shop, number).orElseThrow());
            assertThat(shop.target(environment).address().byName().getHost()).isEqualTo("pr-1.test.localhost");
            assertThat(shop.git().run("rev-parse", test(shop, number).orElseThrow() + "^2"))
                    .isEqualTo(head.hex());
            int port = shop.address(environment).getPort();
            shop.stepUntil("it waits for people", () -> why(shop, number).startsWith("approval"));
            approve(shop, number);
            shop.stepUntil("it waits for a word", () -> why(shop, number).startsWith("signoff developer"));
            assertThat(say(shop, Shop.AUTHOR, Role.DEVELOPER, number, SIGN)).isInstanceOf(ChangeAnswer.Accepted.class);

            shop.stepUntil(
                    "it has landed", () -> seen(shop, number).state().work().phase() instanceof Phase.Landed);
            shop.stepUntil(
                    "TEST is gone", () -> seen(shop, number).state().test().up().isEmpty());

            assertThat(test(shop, number)).isEmpty();
            assertThat(shop.engine().forge().comment(number).orElseThrow().sentence())
                    .startsWith("It landed on trunk as ");
            assertThat(shop.engine().forge().statuses(head))
                    .extracting(posted ->
                            posted.status().context() + " " + posted.status().state())
                    .containsExactly("arelops/test SUCCESS");
            CommitId landed = new CommitId(shop.git().run("rev-parse", "main"));
            assertThat(shop.engine().forge().statuses(landed))
                    .extracting(posted -> posted.status().context())
                    .contains("arelops/beta", "arelops/production");
            try (ServerSocket again = new ServerSocket(port)) {
                assertThat(again.isBound()).isTrue();
            }
        }
    }

    private static TestBrief told(Shop shop, ChangeNumber number) {
        return Optional.ofNullable(shop.board().changes().get(number))
                .flatMap(decided -> decided.test())
                .orElseThrow();
    }

    @Test
    @DisplayName("TST-1: TEST says that it is built, how far trunk has gone on under it, and when it is outdated")
    void test_says_how_old_it_is_and_when_it_is_outdated() throws Exception {
        try (Shop shop = shop(Shop.CONFIG)) {
            ChangeNumber one = open(shop, "one", branch(shop, "one", "notes/first.txt", "one\n"));
            shop.git().run("switch", "-q", "--detach");
            shop.stepUntil("it is built", () -> told(shop, one).sentence().startsWith("TEST is being built"));
            shop.stepUntil("TEST has its tag", () -> test(shop, one).isPresent());
            Optional<CommitId> tested = test(shop, one);

            pushed(shop, "notes/other.txt");
            shop.stepUntil("it is told", () -> told(shop, one).behind().equals(OptionalInt.of(1)));
            boolean mergeable = !told(shop, one).conflicts();
            pushed(shop, "notes/first.txt");
            shop.stepUntil("it is told", () -> told(shop, one).conflicts());

            assertThat(mergeable).isTrue();
            assertThat(told(shop, one).sentence())
                    .startsWith("TEST runs ")
                    .contains(" on trunk 2 commits ago; ", "began to conflict");
            assertThat(test(shop, one)).isEqualTo(tested);
        }
    }

    /// Somebody commits to trunk by hand.
    private static void pushed(Shop shop, String file) throws IOException, InterruptedException {
        CommitId commit = branch(shop, "by-hand", file, "by hand\n");
        shop.git().run("switch", "-q", "--detach");
        shop.git().run("update-ref", "refs/heads/main", commit.hex());
    }

    @Test
    @DisplayName("GATE-4: the merge result that was tested is the very commit that lands, by one push with its entry")
    void the_merge_result_that_was_tested_is_the_very_commit_that_lands() throws Exception {
        try (Shop shop = shop(PLAIN)) {
            CommitId before = new CommitId(shop.git().run("rev-parse", "main"));
            CommitId head = branch(shop, "feature", "notes.txt", "one\n");
            ChangeNumber number = open(shop, "feature", head);
            shop.stepUntil("it waits for approvals", () -> why(shop, number).startsWith("approval"));

            approve(shop, number);
            shop.stepUntil(
                    "it has landed", () -> seen(shop, number).state().work().phase() instanceof Phase.Landed);

            Phase.Landed landed =
                    (Phase.Landed) seen(shop, number).state().work().phase();
            assertThat(shop.git().run("rev-parse", "main"))
                    .isEqualTo(landed.commit().hex());
            assertThat(shop.git().run("rev-parse", "main^1")).isEqualTo(before.hex());
            assertThat(shop.git().run("rev-parse", "main^2")).isEqualTo(head.hex());
            assertThat(seen(shop, number)
                            .state()
                            .work()
                            .trials()
                            .getLast()
                            .trial()
                            .tested())
                    .isEqualTo(landed.commit());
            assertThat(shop.ledger().trust().isMerged(landed.commit())).isTrue();
            assertThat(shop.verify().findings()).isEmpty();
        }
    }

    @Test
    @DisplayName("GATE-4: a change that conflicts with trunk waits for its author, and names the files")
    void a_change_that_conflicts_with_trunk_waits_and_names_the_files() throws Exception {
        try (Shop shop = shop(PLAIN)) {
            ChangeNumber one = open(shop, "one", branch(shop, "one", "notes/first.txt", "one\n"));
            ChangeNumber two = open(shop, "two", branch(shop, "two", "notes/first.txt", "two\n"));
            shop.stepUntil("it waits for approvals", () -> why(shop, one).startsWith("approval"));
            approve(shop, one);
            approve(shop, two);

            shop.stepUntil("the second is in the way", () -> why(shop, two).startsWith("conflict"));

            assertThat(why(shop, two)).isEqualTo("conflict: it conflicts with trunk in notes/first.txt");
            assertThat(seen(shop, one).state().work().phase()).isInstanceOf(Phase.Landed.class);
            shop.git().run("switch", "-q", "two");
            shop.git().run("merge", "-q", "-X", "ours", "main", "-m", "Merge main");
            shop.git().run("switch", "-q", "--detach");
            shop.stepUntil(
                    "other commits are seen",
                    () -> seen(shop, two).state().commit().equals(shop.head()));
            shop.stepUntil(
                    "they need approvals of their own", () -> why(shop, two).startsWith("approval"));
            approve(shop, two);
            shop.stepUntil("it has landed", () -> seen(shop, two).state().work().phase() instanceof Phase.Landed);
        }
    }

    @Test
    @DisplayName(
            "GATE-4: what is good alone and broken together is tested together, put out, and can be asked for again")
    void what_is_good_alone_and_broken_together_is_put_out_and_can_be_asked_for_again() throws Exception {
        try (Shop shop = shop(PLAIN)) {
            ChangeNumber one = open(shop, "one", branch(shop, "one", "check.sh", "test ! -e notes/second.txt"));
            ChangeNumber two = open(shop, "two", branch(shop, "two", "notes/second.txt", "two\n"));
            shop.git().run("switch", "-q", "--detach");
            shop.stepUntil(
                    "both are good alone",
                    () -> why(shop, one).startsWith("approval")
                            && why(shop, two).startsWith("approval"));
            approve(shop, one);
            approve(shop, two);

            shop.stepUntil("the second is put out", () -> why(shop, two).startsWith("queue"));

            assertThat(why(shop, two)).contains("the queue put it out: check tests failed twice on");
            assertThat(seen(shop, two).state().work().trials().getLast().results())
                    .hasSize(2);
            say(shop, Shop.AUTHOR, Role.DEVELOPER, two, new ChangeCommand.Merge(false));
            shop.stepUntil(
                    "it was tried again",
                    () -> seen(shop, two)
                                    .state()
                                    .work()
                                    .trials()
                                    .getLast()
                                    .results()
                                    .size()
                            == 4);
        }
    }

    @Test
    @DisplayName("GATE-4: a trunk that somebody has checked out is not moved under their hands")
    void a_trunk_that_somebody_has_checked_out_is_not_moved_under_their_hands() throws Exception {
        try (Shop shop = shop(PLAIN)) {
            ChangeNumber one = open(shop, "one", branch(shop, "one", "notes/second.txt", "one\n"));
            shop.git().run("switch", "-q", "main");
            shop.stepUntil("it waits for approvals", () -> why(shop, one).startsWith("approval"));
            approve(shop, one);

            shop.stepUntil("it waits for the folder", () -> why(shop, one).startsWith("main is checked out in"));

            shop.git().run("switch", "-q", "--detach");
            shop.stepUntil("it has landed", () -> seen(shop, one).state().work().phase() instanceof Phase.Landed);
        }
    }

    @Test
    @DisplayName("CHG-2: an approval holds for a clean rebase, and not for other commits")
    void an_approval_holds_for_a_clean_rebase_and_not_for_other_commits() throws Exception {
        try (Shop shop = shop(PLAIN)) {
            ChangeNumber one = open(shop, "one", branch(shop, "one", "notes/second.txt", "one\n"));
            say(
                    shop,
                    Shop.REVIEWER,
                    Role.REVIEWER,
                    one,
                    new ChangeCommand.Review(Verdict.APPROVED, Optional.empty(), ""));
            shop.git().run("commit", "-q", "--amend", "-m", "The same in other words");
            shop.stepUntil(
                    "the rebase is seen", () -> seen(shop, one).state().commit().equals(shop.head()));

            shop.stepUntil("one more is needed", () -> why(shop, one).startsWith("approval: it needs 1 more approval"));

            Files.writeString(shop.repository().resolve("notes/second.txt"), "two\n");
            shop.git().run("commit", "-qam", "More");
            shop.stepUntil(
                    "more is seen", () -> seen(shop, one).state().commit().equals(shop.head()));
            shop.stepUntil(
                    "two are needed again", () -> why(shop, one).startsWith("approval: it needs 2 more approvals"));
        }
    }

    @Test
    @DisplayName("GATE-4: changes of different modules land without waiting, each proven equal to what was tested")
    void changes_of_different_modules_land_without_waiting_each_proven_equal() throws Exception {
        try (Shop shop = shop(PLAIN + """
                merge:
                  parallel: 2
                  modules:
                    notes: {paths: [notes]}
                    app: {paths: [App.java, check.sh]}
                """)) {
            ChangeNumber one = open(shop, "one", branch(shop, "one", "notes/second.txt", "one\n"));
            ChangeNumber two = open(shop, "two", branch(shop, "two", "check.sh", "grep -q VERSION App.java"));
            shop.git().run("switch", "-q", "--detach");
            shop.stepUntil(
                    "both are good alone",
                    () -> why(shop, one).startsWith("approval")
                            && why(shop, two).startsWith("approval"));
            approve(shop, one);
            approve(shop, two);

            shop.stepUntil(
                    "both have landed",
                    () -> seen(shop, one).state().work().phase() instanceof Phase.Landed
                            && seen(shop, two).state().work().phase() instanceof Phase.Landed);

            assertThat(seen(shop, one).state().work().trials()).hasSize(1);
            assertThat(seen(shop, two).state().work().trials()).hasSize(1);
            assertThat(shop.git().run("show", "main:notes/second.txt")).isEqualTo("one");
            assertThat(shop.git().run("show", "main:check.sh")).isEqualTo("grep -q VERSION App.java");
            assertThat(shop.verify().findings()).isEmpty();
        }
    }

    @Test
    @DisplayName("GATE-4: a speculative queue tests several on top of one another, and each tested commit lands")
    void a_speculative_queue_tests_several_on_top_of_one_another_and_each_tested_commit_lands() throws Exception {
        try (Shop shop = shop(PLAIN + """
                merge: {queue: speculative, parallel: 3}
                """)) {
            List<ChangeNumber> all = new ArrayList<>();
            for (String name : List.of("one", "two", "three")) {
                all.add(open(shop, name, branch(shop, name, "notes/" + name + ".txt", name + "\n")));
            }
            shop.git().run("switch", "-q", "--detach");
            shop.stepUntil(
                    "all are good alone",
                    () -> all.stream().allMatch(one -> why(shop, one).startsWith("approval")));
            all.forEach(one -> approve(shop, one));

            shop.stepUntil(
                    "all have landed",
                    () -> all.stream()
                            .allMatch(one -> seen(shop, one).state().work().phase() instanceof Phase.Landed));

            List<CommitId> landed = all.stream()
                    .map(one -> ((Phase.Landed) seen(shop, one).state().work().phase()).commit())
                    .toList();
            assertThat(shop.git()
                            .run("rev-list", "--first-parent", "-3", "main")
                            .lines())
                    .containsExactlyInAnyOrderElementsOf(
                            landed.stream().map(CommitId::hex).toList());
            assertThat(all)
                    .allSatisfy(one -> assertThat(seen(shop, one).state().work().trials())
                            .anyMatch(trial -> landed.contains(trial.trial().tested())));
            assertThat(shop.verify().findings()).isEmpty();
        }
    }
}

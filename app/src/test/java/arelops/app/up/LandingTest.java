package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.change.ChangeAnswer;
import arelops.core.change.ChangeCommand;
import arelops.core.change.ChangeEvent.Verdict;
import arelops.core.change.ChangeState.Phase;
import arelops.core.change.SignOff;
import arelops.core.change.TestBrief;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.release.Role;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private ChangeShop started(String config) throws IOException, InterruptedException {
        ChangeShop changes = ChangeShop.in(folder, config);
        changes.start();
        return changes;
    }

    private static final ChangeCommand SIGN = new ChangeCommand.Sign(SignOff.Trade.DEVELOPER, Optional.empty());

    private static Optional<CommitId> test(Shop shop, ChangeNumber number) throws IOException, InterruptedException {
        return shop.tag("TEST/pr-" + number.value());
    }

    @Test
    @DisplayName(
            "TST-1, CHG-5: an open change has a TEST environment of its merge result, with its tag, until it lands")
    void an_open_change_has_a_test_environment_of_its_merge_result_until_it_lands() throws Exception {
        try (ChangeShop changes = started(Shop.CONFIG)) {
            Shop shop = changes.shop();
            CommitId head = changes.branch("feature", "notes.txt", "one\n");
            ChangeNumber number = changes.open("feature", head);

            shop.stepUntil("TEST has its tag", () -> test(shop, number).isPresent());
            EnvironmentName environment = new EnvironmentName("pr-1");
            assertThat(shop.ask(environment))
                    .isEqualTo("200 1 " + test(shop, number).orElseThrow());
            assertThat(shop.target(environment).address().byName().getHost()).isEqualTo("pr-1.test.localhost");
            assertThat(shop.git().run("rev-parse", test(shop, number).orElseThrow() + "^2"))
                    .isEqualTo(head.hex());
            int port = shop.address(environment).getPort();
            shop.stepUntil("it waits for people", () -> changes.why(number).startsWith("approval"));
            changes.approve(number);
            shop.stepUntil("it waits for a word", () -> changes.why(number).startsWith("signoff developer"));
            assertThat(changes.say(Shop.AUTHOR, Role.DEVELOPER, number, SIGN))
                    .isInstanceOf(ChangeAnswer.Accepted.class);

            shop.stepUntil(
                    "it has landed", () -> changes.seen(number).state().work().phase() instanceof Phase.Landed);
            shop.stepUntil(
                    "TEST is gone",
                    () -> changes.seen(number).state().test().up().isEmpty());

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
        try (ChangeShop changes = started(Shop.CONFIG)) {
            Shop shop = changes.shop();
            ChangeNumber one = changes.open("one", changes.branch("one", "notes/first.txt", "one\n"));
            shop.git().run("switch", "-q", "--detach");
            shop.stepUntil("it is built", () -> told(shop, one).sentence().startsWith("TEST is being built"));
            shop.stepUntil("TEST has its tag", () -> test(shop, one).isPresent());
            Optional<CommitId> tested = test(shop, one);

            pushed(changes, "notes/other.txt");
            shop.stepUntil("it is told", () -> told(shop, one).behind().equals(OptionalInt.of(1)));
            boolean mergeable = !told(shop, one).conflicts();
            pushed(changes, "notes/first.txt");
            shop.stepUntil("it is told", () -> told(shop, one).conflicts());

            assertThat(mergeable).isTrue();
            assertThat(told(shop, one).sentence())
                    .startsWith("TEST runs ")
                    .contains(" on trunk 2 commits ago; ", "began to conflict");
            assertThat(test(shop, one)).isEqualTo(tested);
        }
    }

    /// Somebody commits to trunk by hand.
    private static void pushed(ChangeShop changes, String file) throws IOException, InterruptedException {
        CommitId commit = changes.commit("by-hand", file, "by hand\n");
        changes.shop().git().run("update-ref", "refs/heads/main", commit.hex());
    }

    @Test
    @DisplayName("GATE-4: the merge result that was tested is the very commit that lands, by one push with its entry")
    void the_merge_result_that_was_tested_is_the_very_commit_that_lands() throws Exception {
        try (ChangeShop changes = started(ChangeShop.PLAIN)) {
            Shop shop = changes.shop();
            CommitId before = new CommitId(shop.git().run("rev-parse", "main"));
            CommitId head = changes.branch("feature", "notes.txt", "one\n");
            ChangeNumber number = changes.open("feature", head);
            shop.stepUntil("it waits for approvals", () -> changes.why(number).startsWith("approval"));

            changes.approve(number);
            shop.stepUntil(
                    "it has landed", () -> changes.seen(number).state().work().phase() instanceof Phase.Landed);

            Phase.Landed landed =
                    (Phase.Landed) changes.seen(number).state().work().phase();
            assertThat(shop.git().run("rev-parse", "main"))
                    .isEqualTo(landed.commit().hex());
            assertThat(shop.git().run("rev-parse", "main^1")).isEqualTo(before.hex());
            assertThat(shop.git().run("rev-parse", "main^2")).isEqualTo(head.hex());
            assertThat(changes.seen(number)
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
        try (ChangeShop changes = started(ChangeShop.PLAIN)) {
            Shop shop = changes.shop();
            ChangeNumber one = changes.open("one", changes.branch("one", "notes/first.txt", "one\n"));
            ChangeNumber two = changes.open("two", changes.branch("two", "notes/first.txt", "two\n"));
            shop.stepUntil("it waits for approvals", () -> changes.why(one).startsWith("approval"));
            changes.approve(one);
            changes.approve(two);

            shop.stepUntil("the second is in the way", () -> changes.why(two).startsWith("conflict"));

            assertThat(changes.why(two)).isEqualTo("conflict: it conflicts with trunk in notes/first.txt");
            assertThat(changes.seen(one).state().work().phase()).isInstanceOf(Phase.Landed.class);
            shop.git().run("switch", "-q", "two");
            shop.git().run("merge", "-q", "-X", "ours", "main", "-m", "Merge main");
            shop.git().run("switch", "-q", "--detach");
            shop.stepUntil(
                    "other commits are seen",
                    () -> changes.seen(two).state().commit().equals(shop.head()));
            shop.stepUntil(
                    "they need approvals of their own", () -> changes.why(two).startsWith("approval"));
            changes.approve(two);
            shop.stepUntil(
                    "it has landed", () -> changes.seen(two).state().work().phase() instanceof Phase.Landed);
        }
    }

    @Test
    @DisplayName(
            "GATE-4: what is good alone and broken together is tested together, put out, and can be asked for again")
    void what_is_good_alone_and_broken_together_is_put_out_and_can_be_asked_for_again() throws Exception {
        try (ChangeShop changes = started(ChangeShop.PLAIN)) {
            Shop shop = changes.shop();
            ChangeNumber one = changes.open("one", changes.branch("one", "check.sh", "test ! -e notes/second.txt"));
            ChangeNumber two = changes.open("two", changes.branch("two", "notes/second.txt", "two\n"));
            shop.git().run("switch", "-q", "--detach");
            shop.stepUntil(
                    "both are good alone",
                    () -> changes.why(one).startsWith("approval")
                            && changes.why(two).startsWith("approval"));
            changes.approve(one);
            changes.approve(two);

            shop.stepUntil("the second is put out", () -> changes.why(two).startsWith("queue"));

            assertThat(changes.why(two)).contains("the queue put it out: check tests failed twice on");
            assertThat(changes.seen(two).state().work().trials().getLast().results())
                    .hasSize(2);
            changes.say(Shop.AUTHOR, Role.DEVELOPER, two, new ChangeCommand.Merge(false));
            shop.stepUntil(
                    "it was tried again",
                    () -> changes.seen(two)
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
        try (ChangeShop changes = started(ChangeShop.PLAIN)) {
            Shop shop = changes.shop();
            ChangeNumber one = changes.open("one", changes.branch("one", "notes/second.txt", "one\n"));
            shop.git().run("switch", "-q", "main");
            shop.stepUntil("it waits for approvals", () -> changes.why(one).startsWith("approval"));
            changes.approve(one);

            shop.stepUntil("it waits for the folder", () -> changes.why(one).startsWith("main is checked out in"));

            shop.git().run("switch", "-q", "--detach");
            shop.stepUntil(
                    "it has landed", () -> changes.seen(one).state().work().phase() instanceof Phase.Landed);
        }
    }

    @Test
    @DisplayName("CHG-2: an approval holds for a clean rebase, and not for other commits")
    void an_approval_holds_for_a_clean_rebase_and_not_for_other_commits() throws Exception {
        try (ChangeShop changes = started(ChangeShop.PLAIN)) {
            Shop shop = changes.shop();
            ChangeNumber one = changes.open("one", changes.branch("one", "notes/second.txt", "one\n"));
            changes.say(
                    Shop.REVIEWER,
                    Role.REVIEWER,
                    one,
                    new ChangeCommand.Review(Verdict.APPROVED, Optional.empty(), ""));
            shop.git().run("commit", "-q", "--amend", "-m", "The same in other words");
            shop.stepUntil(
                    "the rebase is seen",
                    () -> changes.seen(one).state().commit().equals(shop.head()));

            shop.stepUntil(
                    "one more is needed", () -> changes.why(one).startsWith("approval: it needs 1 more approval"));

            Files.writeString(shop.repository().resolve("notes/second.txt"), "two\n");
            shop.git().run("commit", "-qam", "More");
            shop.stepUntil(
                    "more is seen", () -> changes.seen(one).state().commit().equals(shop.head()));
            shop.stepUntil(
                    "two are needed again", () -> changes.why(one).startsWith("approval: it needs 2 more approvals"));
        }
    }

    @Test
    @DisplayName("GATE-4: changes of different modules land without waiting, each proven equal to what was tested")
    void changes_of_different_modules_land_without_waiting_each_proven_equal() throws Exception {
        try (ChangeShop changes = started(ChangeShop.PLAIN + """
                merge:
                  parallel: 2
                  modules:
                    notes: {paths: [notes]}
                    app: {paths: [App.java, check.sh]}
                """)) {
            Shop shop = changes.shop();
            ChangeNumber one = changes.open("one", changes.branch("one", "notes/second.txt", "one\n"));
            ChangeNumber two = changes.open("two", changes.branch("two", "check.sh", "grep -q VERSION App.java"));
            shop.git().run("switch", "-q", "--detach");
            shop.stepUntil(
                    "both are good alone",
                    () -> changes.why(one).startsWith("approval")
                            && changes.why(two).startsWith("approval"));
            changes.approve(one);
            changes.approve(two);

            shop.stepUntil(
                    "both have landed",
                    () -> changes.seen(one).state().work().phase() instanceof Phase.Landed
                            && changes.seen(two).state().work().phase() instanceof Phase.Landed);

            assertThat(changes.seen(one).state().work().trials()).hasSize(1);
            assertThat(changes.seen(two).state().work().trials()).hasSize(1);
            assertThat(shop.git().run("show", "main:notes/second.txt")).isEqualTo("one");
            assertThat(shop.git().run("show", "main:check.sh")).isEqualTo("grep -q VERSION App.java");
            assertThat(shop.verify().findings()).isEmpty();
        }
    }

    @Test
    @DisplayName("GATE-4: a speculative queue tests several on top of one another, and each tested commit lands")
    void a_speculative_queue_tests_several_on_top_of_one_another_and_each_tested_commit_lands() throws Exception {
        try (ChangeShop changes = started(ChangeShop.PLAIN + """
                merge: {queue: speculative, parallel: 3}
                """)) {
            Shop shop = changes.shop();
            List<ChangeNumber> all = new ArrayList<>();
            for (String name : List.of("one", "two", "three")) {
                all.add(changes.open(name, changes.branch(name, "notes/" + name + ".txt", name + "\n")));
            }
            shop.git().run("switch", "-q", "--detach");
            shop.stepUntil(
                    "all are good alone",
                    () -> all.stream().allMatch(one -> changes.why(one).startsWith("approval")));
            all.forEach(one -> changes.approve(one));

            shop.stepUntil(
                    "all have landed",
                    () -> all.stream()
                            .allMatch(one -> changes.seen(one).state().work().phase() instanceof Phase.Landed));

            List<CommitId> landed = all.stream()
                    .map(one -> ((Phase.Landed) changes.seen(one).state().work().phase()).commit())
                    .toList();
            assertThat(shop.git()
                            .run("rev-list", "--first-parent", "-3", "main")
                            .lines())
                    .containsExactlyInAnyOrderElementsOf(
                            landed.stream().map(CommitId::hex).toList());
            assertThat(all)
                    .allSatisfy(one -> assertThat(
                                    changes.seen(one).state().work().trials())
                            .anyMatch(trial -> landed.contains(trial.trial().tested())));
            assertThat(shop.verify().findings()).isEmpty();
        }
    }
}

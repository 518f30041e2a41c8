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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes on their way to trunk: real git, real checks.
class LandingTest {
    @TempDir
    Path folder;

    private Shop shop() throws IOException, InterruptedException {
        Shop shop = Shop.in(folder, InstantSource.system());
        shop.git().run("switch", "-q", "--detach");
        shop.start("one");
        shop.stepUntil("the ledger has begun", () -> shop.board().observed().isPresent()
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

    private static void approve(Shop shop, ChangeNumber number) {
        ChangeCommand approve = new ChangeCommand.Review(Verdict.APPROVED, Optional.empty(), "");
        say(shop, Shop.REVIEWER, Role.REVIEWER, number, approve);
        say(shop, Shop.OTHER, Role.ADMIN, number, approve);
        say(shop, Shop.AUTHOR, Role.DEVELOPER, number, new ChangeCommand.Sign(SignOff.Trade.DEVELOPER, Optional.empty()));
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
    @DisplayName("TST-1: an open change has a TEST environment of its merge result, with its tag, until it is closed")
    void an_open_change_has_a_test_environment_of_its_merge_result_until_it_is_closed() throws Exception {
        try (Shop shop = shop()) {
            CommitId head = branch(shop, "feature", "notes.txt", "one\n");
            ChangeNumber number = open(shop, "feature", head);

            shop.stepUntil("TEST has its tag", () -> test(shop, number).isPresent());
            EnvironmentName environment = new EnvironmentName("pr-1");
            assertThat(shop.ask(environment)).isEqualTo("200 1 " + test(shop, number).orElseThrow());
            assertThat(shop.target(environment).address().byName().getHost()).isEqualTo("pr-1.test.localhost");
            assertThat(shop.git().run("rev-parse", test(shop, number).orElseThrow() + "^2"))
                    .isEqualTo(head.hex());
            int port = shop.address(environment).getPort();

            say(shop, Shop.AUTHOR, Role.DEVELOPER, number, new ChangeCommand.Close());
            shop.stepUntil("TEST is gone", () -> seen(shop, number).state().test().up().isEmpty());

            assertThat(test(shop, number)).isEmpty();
            try (ServerSocket again = new ServerSocket(port)) {
                assertThat(again.isBound()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("GATE-4: the merge result that was tested is the very commit that lands, by one push with its entry")
    void the_merge_result_that_was_tested_is_the_very_commit_that_lands() throws Exception {
        try (Shop shop = shop()) {
            CommitId before = new CommitId(shop.git().run("rev-parse", "main"));
            CommitId head = branch(shop, "feature", "notes.txt", "one\n");
            ChangeNumber number = open(shop, "feature", head);
            shop.stepUntil("it waits for approvals", () -> why(shop, number).startsWith("approval"));

            approve(shop, number);
            shop.stepUntil("it has landed", () -> seen(shop, number).state().work().phase() instanceof Phase.Landed);

            Phase.Landed landed = (Phase.Landed) seen(shop, number).state().work().phase();
            assertThat(shop.git().run("rev-parse", "main")).isEqualTo(landed.commit().hex());
            assertThat(shop.git().run("rev-parse", "main^1")).isEqualTo(before.hex());
            assertThat(shop.git().run("rev-parse", "main^2")).isEqualTo(head.hex());
            assertThat(seen(shop, number).state().work().trials().getLast().trial().tested())
                    .isEqualTo(landed.commit());
            assertThat(shop.ledger().trust().merged()).contains(landed.commit());
            assertThat(shop.verify().findings()).isEmpty();
        }
    }
}

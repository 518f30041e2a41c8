package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import arelops.app.git.BadProxy;
import arelops.app.git.HttpBackend;
import arelops.app.git.NativeGit;
import arelops.app.reconcile.Board;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// REL-2: a git server that is gone, refuses, or whose answers are lost; the line waits with a reason and goes on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitTroubleTest {
    private static final List<String> HOOKS = List.of("pre-receive", "update");

    private final Path bare;
    private final HttpBackend server;
    private final BadProxy proxy;
    private final Shop shop;
    private final GitCommand git;

    GitTroubleTest(@TempDir Path folder) throws Exception {
        shop = Shop.in(folder, InstantSource.system(), Shop.SHORT_LINE);
        bare = Files.createDirectories(folder.resolve("srv/shop.git"));
        git = new GitCommand(bare);
        git.run("init", "-q", "--bare", "-b", "main");
        git.run("config", "http.receivepack", "true");
        git.run("config", "receive.autogc", "false");
        server = HttpBackend.start(folder.resolve("srv"));
        proxy = new BadProxy(server.address());
        shop.workOn(proxy.address(server.address()) + "/shop.git");
    }

    @BeforeAll
    void a_shop_behind_a_git_server() throws Exception {
        pushed(shop.head());
        shop.start("c1");
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, shop.head());
    }

    @AfterAll
    void everything_is_stopped() throws Exception {
        shop.close();
        proxy.close();
        server.close();
    }

    /// Whatever a test did, nothing is left of it: a new commit goes along the line, and ledger and tags agree.
    @AfterEach
    void the_line_goes_on() throws Exception {
        proxy.spoilPushes(BadProxy.Fault.NONE);
        for (String hook : HOOKS) {
            Files.deleteIfExists(bare.resolve("hooks").resolve(hook));
        }
        CommitId next = pushed(shop.commit("after entry " + shop.ledger().seq()));
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, next);
        assertThat(tag("BETA")).contains(next);
        assertThat(tag("PRODUCTION")).contains(next);
        assertThat(shop.verify().findings()).isEmpty();
    }

    private CommitId pushed(CommitId commit) throws IOException, InterruptedException {
        shop.git().run("push", "-q", bare.toString(), "main");
        return commit;
    }

    private Optional<CommitId> tag(String name) throws IOException, InterruptedException {
        return git.run("tag", "-l", name).isEmpty()
                ? Optional.empty()
                : Optional.of(new CommitId(git.run("rev-parse", name)));
    }

    @Test
    @DisplayName("REL-2: while the git server is gone the apps serve, nothing moves, and everybody is told why")
    void the_server_is_gone() throws Exception {
        CommitId runs = shop.head();
        long entries = shop.ledger().seq();
        CommitId next = pushed(shop.commit("next"));

        proxy.spoilPushes(BadProxy.Fault.GONE);
        shop.step(3);

        Board.Trouble trouble = shop.board().trouble().orElseThrow();
        assertThat(trouble.code()).isEqualTo("git.unreachable");
        assertThat(trouble.message()).startsWith("Cannot fetch from http://127.0.0.1:");
        assertThat(trouble.mend()).contains("It is tried again");
        assertThat(shop.ask(EnvironmentName.PRODUCTION)).endsWith(runs.hex());
        assertThat(shop.ledger().seq()).isEqualTo(entries);
        assertThatThrownBy(
                        () -> shop.say(Shop.OTHER, Role.OPERATOR, new Command.Hold(EnvironmentName.PRODUCTION, false)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.UNREACHABLE));

        proxy.spoilPushes(BadProxy.Fault.NONE);
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, next);
        assertThat(shop.board().trouble()).isEmpty();
    }

    @Test
    @DisplayName("REL-2, TAG-2: the server refuses a tag: tag and ledger stay, the sentence says what the server said")
    void the_server_refuses_a_tag() throws Exception {
        for (String hook : HOOKS) {
            CommitId runs = shop.head();
            NativeGit.hook(
                    bare,
                    hook,
                    hook.equals("update")
                            ? "[ $1 = refs/tags/PRODUCTION ] && { echo no robots on production >&2; exit 1; }; exit 0"
                            : "while read old new ref; do [ $ref = refs/tags/PRODUCTION ] && "
                                    + "{ echo no robots on production >&2; exit 1; }; done; exit 0");
            CommitId next = pushed(shop.commit("refused by " + hook));

            shop.stepUntil(
                    "the tag is refused",
                    () -> shop.mishap(EnvironmentName.PRODUCTION).isPresent());
            shop.step(3);

            assertThat(shop.mishap(EnvironmentName.PRODUCTION).orElseThrow())
                    .as(hook)
                    .contains("refs/tags/PRODUCTION")
                    .contains("the git server refuses")
                    .contains("no robots on production");
            assertThat(tag("PRODUCTION")).contains(runs);
            assertThat(tag("BETA")).contains(next);
            assertThat(shop.ledger()
                            .slot(new Slot(Shop.APP, EnvironmentName.PRODUCTION))
                            .tag())
                    .contains(runs);

            Files.delete(bare.resolve("hooks").resolve(hook));
            shop.stepUntilSettled(EnvironmentName.PRODUCTION, next);
            assertThat(shop.mishap(EnvironmentName.PRODUCTION)).isEmpty();
        }
    }

    @Test
    @DisplayName("REL-2: the answer to every push is lost: each is seen to be done, and nothing is done twice")
    void all_answers_are_lost() throws Exception {
        long before = shop.ledger().seq();
        CommitId next = pushed(shop.commit("unheard"));

        proxy.spoilPushes(BadProxy.Fault.ANSWER_LOST);
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, next);
        proxy.spoilPushes(BadProxy.Fault.NONE);

        var since = shop.engine().controller().newest((int) (shop.ledger().seq() - before)).stream()
                .map(Entry::fact)
                .toList();
        assertThat(since).filteredOn(fact -> fact instanceof Fact.Moved).hasSize(2);
        assertThat(since).filteredOn(fact -> fact instanceof Fact.Intent).hasSize(2);
        assertThat(since).filteredOn(fact -> fact instanceof Fact.Settled).hasSize(2);
        assertThat(since).filteredOn(fact -> fact instanceof Fact.Built).hasSize(1);
    }

    @Test
    @DisplayName("REL-2: a command whose push gets no answer is recorded once, and the person is told that it is done")
    void the_answer_to_a_command_is_lost() throws Exception {
        shop.commit("taken out again");
        CommitId next = pushed(shop.head());
        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Hold(EnvironmentName.PRODUCTION, false));
        shop.stepUntilSettled(EnvironmentName.BETA, next);
        long before = shop.ledger().seq();

        proxy.spoilPushes(BadProxy.Fault.ANSWER_LOST);
        Answer resumed = shop.say(Shop.OTHER, Role.OPERATOR, new Command.Resume(EnvironmentName.PRODUCTION));
        Answer rolledBack = shop.say(
                Shop.OTHER, Role.OPERATOR, new Command.Rollback(EnvironmentName.BETA, Optional.empty(), false));
        proxy.spoilPushes(BadProxy.Fault.NONE);

        assertThat(resumed)
                .isInstanceOfSatisfying(
                        Answer.Accepted.class,
                        accepted -> assertThat(accepted.facts()).hasSize(1));
        assertThat(rolledBack)
                .isInstanceOfSatisfying(
                        Answer.Accepted.class,
                        accepted -> assertThat(accepted.facts()).hasSize(1));
        shop.step(1);
        var since = shop.engine().controller().newest((int) (shop.ledger().seq() - before)).stream()
                .map(Entry::fact)
                .toList();
        assertThat(since).filteredOn(fact -> fact instanceof Fact.Resumed).hasSize(1);
        assertThat(since).filteredOn(fact -> fact instanceof Fact.RolledBack).hasSize(1);

        shop.stepUntil("BETA is back", () -> !tag("BETA").equals(Optional.of(next)));
        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Resume(EnvironmentName.BETA));
        long error = shop.ledger().errors().keySet().stream().max(Long::compare).orElseThrow();
        shop.say(Shop.OTHER, Role.OPERATOR, new Command.ClearError(error, new Command.Clearing.Suspect(next)));
    }
}

package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Decision;
import arelops.core.release.Role;
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

/// TAG-7 and CHG-4: trunk rewritten, gone, or with a config that cannot be used; the repository itself gone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrunkTest {
    private final Shop shop;

    TrunkTest(@TempDir Path folder) throws Exception {
        shop = Shop.in(folder, InstantSource.system(), Shop.SHORT_LINE);
    }

    @BeforeAll
    void a_shop_that_is_settled_everywhere() throws Exception {
        shop.start("c1");
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, shop.head());
    }

    @AfterAll
    void everything_is_stopped() {
        shop.close();
    }

    /// Whatever a test did, a new commit goes along the whole line by itself, and ledger and tags agree.
    @AfterEach
    void the_line_goes_on() throws Exception {
        shop.config(Shop.SHORT_LINE);
        CommitId next = shop.commit("after entry " + shop.ledger().seq());
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, next);
        assertThat(shop.tag("BETA")).contains(next);
        assertThat(shop.tag("PRODUCTION")).contains(next);
        assertThat(shop.verify().findings()).isEmpty();
    }

    private Decision.Wait intake() {
        return (Decision.Wait) Optional.ofNullable(shop.board().apps().get(Shop.APP))
                .orElseThrow()
                .intake();
    }

    @Test
    @DisplayName("TAG-7: a trunk that was force-pushed stops BETA; an admin's `trunk accept` and one jump set it going")
    void a_rewritten_trunk() throws Exception {
        CommitId before = shop.commit("thrown away");
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, before);
        shop.git().run("reset", "-q", "--hard", "HEAD~1");
        CommitId rewritten = shop.commit("instead");
        long entries = shop.ledger().seq();

        shop.step(5);

        assertThat(intake().because()).contains("trunk was rewritten: it no longer contains " + before.brief());
        assertThat(intake().until()).isEqualTo(new Decision.Until.Person("an admin: arelops trunk accept -m REASON"));
        assertThat(shop.why(EnvironmentName.BETA)).contains("nothing comes from trunk meanwhile");
        assertThat(shop.ledger().seq())
                .as("nothing is built, promoted or recorded")
                .isEqualTo(entries);
        assertThat(shop.ask(EnvironmentName.PRODUCTION)).endsWith(before.hex());
        assertThat(shop.tag("PRODUCTION")).contains(before);
        assertThat(shop.say(Shop.OTHER, Role.OPERATOR, new Command.AcceptTrunk()))
                .isInstanceOf(Answer.Refused.class);

        assertThat(shop.say(Shop.OTHER, Role.ADMIN, new Command.AcceptTrunk())).isInstanceOf(Answer.Accepted.class);
        for (EnvironmentName environment : List.of(EnvironmentName.BETA, EnvironmentName.PRODUCTION)) {
            shop.stepUntil(
                    "the jump waits for a person",
                    () -> shop.why(environment)
                            .contains("which is not on trunk; a person says whether " + rewritten.brief()
                                    + " may follow it"));
            assertThat(shop.tag(environment.upper())).contains(before);
            shop.say(Shop.OTHER, Role.OPERATOR, new Command.Promote(rewritten, environment, List.of()));
            shop.stepUntilSettled(environment, rewritten);
        }
    }

    @Test
    @DisplayName("TAG-7: a trunk that was deleted is asked for by name; pushed again, the line goes on")
    void a_deleted_trunk() throws Exception {
        CommitId runs = shop.head();
        shop.git().run("checkout", "-q", "--detach");
        shop.git().run("branch", "-D", "main");

        shop.step(3);

        assertThat(intake().because()).contains("the branch main is gone");
        assertThat(intake().until())
                .isEqualTo(new Decision.Until.Person(
                        "push it again: git push origin " + runs.brief() + ":refs/heads/main"));
        assertThat(shop.why(EnvironmentName.BETA)).contains("nothing comes from trunk");
        assertThat(shop.ask(EnvironmentName.PRODUCTION)).endsWith(runs.hex());

        shop.git().run("checkout", "-q", "-b", "main");
    }

    @Test
    @DisplayName(
            "CHG-4: a config that cannot be used stops the line with its place; a rollback works; mended, it goes on")
    void a_broken_config() throws Exception {
        CommitId runs = shop.commit("good");
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, runs);
        shop.config(Shop.SHORT_LINE + "healht: /x\n");
        CommitId broken = shop.commit("with a broken config");

        shop.stepUntil("the line stops", () -> shop.why(EnvironmentName.BETA).contains("nothing comes from trunk"));
        shop.step(5);

        assertThat(intake().because())
                .contains("(" + broken.brief() + "): .arelops.yaml:")
                .contains("healht");
        assertThat(intake().until()).isEqualTo(new Decision.Until.Person("mend the config on trunk"));
        assertThat(shop.tag("BETA")).as("nothing is undone").contains(runs);
        assertThat(shop.tag("PRODUCTION")).contains(runs);
        assertThat(shop.ask(EnvironmentName.BETA)).endsWith(runs.hex());

        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Rollback(EnvironmentName.PRODUCTION, Optional.empty(), true));
        shop.stepUntil("PRODUCTION is back", () -> !shop.tag("PRODUCTION").equals(Optional.of(runs)));
        assertThat(shop.ask(EnvironmentName.PRODUCTION))
                .endsWith(shop.tag("PRODUCTION").orElseThrow().hex());
        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Resume(EnvironmentName.PRODUCTION));
    }

    @Test
    @DisplayName("REL-2: a repository folder that is gone is named as that, not as a rewritten ledger")
    void the_repository_is_gone() throws Exception {
        Path git = shop.repository().resolve(".git");
        Path away = shop.repository().resolve("git-away");
        CommitId runs = shop.head();
        Files.move(git, away);

        shop.step(2);

        assertThat(shop.board().trouble().orElseThrow().code()).isEqualTo("git.gone");
        assertThat(shop.ask(EnvironmentName.PRODUCTION)).endsWith(runs.hex());

        Files.move(away, git);
        shop.step(1);
        assertThat(shop.board().trouble()).isEmpty();
    }
}

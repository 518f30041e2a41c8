package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Route;
import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Decision;
import arelops.core.release.Role;
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

/// TAG-4: what people do to tags and targets by hand, and how the line goes on after it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandsTest {
    private static final List<EnvironmentName> LINE =
            List.of(EnvironmentName.BETA, EnvironmentName.PASSIVE, EnvironmentName.PRODUCTION);
    private static final String RESTORES = """
            approvals: 0
            build: %s
            run: %s
            health: /health
            window: 1s
            environments:
              beta: {soak: {length: 1s, samples: 1}}
              passive: {canary: off, soak: {length: 1s, samples: 1}}
              production: {canary: off, soak: {length: 1s, samples: 1}}
            """.formatted(Shop.BUILD, Shop.RUN);
    private static final String HOLDS = RESTORES.replace("samples: 1}}", "samples: 1}, drift: hold}");

    private final Shop shop;

    HandsTest(@TempDir Path folder) throws Exception {
        shop = Shop.in(folder, InstantSource.system(), RESTORES);
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
        CommitId next = shop.commit("after entry " + shop.ledger().seq());
        shop.letIn(next);
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, next);
        for (EnvironmentName environment : LINE) {
            assertThat(shop.tag(environment.upper())).contains(next);
            assertThat(shop.git().run("cat-file", "-t", environment.upper())).isEqualTo("commit");
        }
        assertThat(shop.verify().findings()).isEmpty();
    }

    @Test
    @DisplayName("TAG-4: a tag moved, or deleted, by hand is recorded and put back; nothing is deployed by it")
    void a_tag_is_put_back() throws Exception {
        CommitId runs = shop.tag("BETA").orElseThrow();
        CommitId elsewhere = new CommitId(shop.git().run("commit-tree", "-m", "elsewhere", runs.hex() + "^{tree}"));
        for (EnvironmentName environment : LINE) {
            shop.git().run("tag", "-f", environment.upper(), elsewhere.hex());

            long before = shop.ledger().seq();
            shop.step(1);
            assertThat(shop.ledger()
                            .slot(new Slot(Shop.APP, environment))
                            .guard()
                            .tagDrift())
                    .isTrue();
            shop.stepUntil(
                    "the tag is back", () -> shop.tag(environment.upper()).equals(Optional.of(runs)));
            shop.step(2);
            assertThat(shop.ledger().seq()).as("drift and repair are recorded").isEqualTo(before + 2);

            shop.git().run("tag", "-d", environment.upper());
            shop.stepUntil(
                    "the tag is back", () -> shop.tag(environment.upper()).equals(Optional.of(runs)));
            assertThat(shop.ask(environment)).endsWith(runs.hex());
        }
    }

    @Test
    @DisplayName("TAG-4, TAG-2: an annotated tag made by hand, elsewhere or on the same commit, is no obstacle")
    void an_annotated_tag_is_put_back() throws Exception {
        CommitId runs = shop.tag("BETA").orElseThrow();
        CommitId elsewhere = new CommitId(shop.git().run("commit-tree", "-m", "elsewhere", runs.hex() + "^{tree}"));
        for (EnvironmentName environment : LINE) {
            shop.git().run("tag", "-f", "-a", "-m", "by hand", environment.upper(), elsewhere.hex());
            shop.stepUntil(
                    "the tag is back", () -> shop.tag(environment.upper()).equals(Optional.of(runs)));
        }

        for (EnvironmentName environment : LINE) {
            shop.git().run("tag", "-f", "-a", "-m", "by hand", environment.upper(), runs.hex());
        }
    }

    @Test
    @DisplayName("TAG-4: a tag that names a file, not a commit, is put back")
    void a_tag_on_a_file_is_put_back() throws Exception {
        CommitId runs = shop.tag("BETA").orElseThrow();
        shop.git().run("tag", "-f", "BETA", runs.hex() + ":App.java");
        shop.stepUntil(
                "the tag is back", () -> shop.git().run("rev-parse", "BETA").equals(runs.hex()));
    }

    @Test
    @DisplayName("TAG-4: with `drift: hold` the environment is held, says how to mend it, and repair and resume do")
    void a_drifted_tag_holds() throws Exception {
        shop.config(HOLDS);
        CommitId runs = shop.commit("hold");
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, runs);
        CommitId elsewhere = new CommitId(shop.git().run("commit-tree", "-m", "elsewhere", runs.hex() + "^{tree}"));
        for (EnvironmentName environment : LINE) {
            shop.git().run("tag", "-f", environment.upper(), elsewhere.hex());
            shop.step(4);
            assertThat(shop.tag(environment.upper())).contains(elsewhere);
            assertThat(shop.why(environment)).contains("moved by somebody");
            assertThat(shop.ledger()
                            .slot(new Slot(Shop.APP, environment))
                            .guard()
                            .hold()
                            .orElseThrow()
                            .because())
                    .contains("arelops repair " + environment);

            assertThat(shop.say(Shop.OTHER, Role.OPERATOR, new Command.Repair(environment)))
                    .isInstanceOf(Answer.Accepted.class);
            shop.stepUntil(
                    "the tag is back", () -> shop.tag(environment.upper()).equals(Optional.of(runs)));
            assertThat(shop.say(Shop.OTHER, Role.OPERATOR, new Command.Resume(environment)))
                    .isInstanceOf(Answer.Accepted.class);

            shop.git().run("tag", "-d", environment.upper());
            shop.step(4);
            shop.git().run("tag", environment.upper(), runs.hex());
            shop.step(4);
            assertThat(shop.ledger()
                            .slot(new Slot(Shop.APP, environment))
                            .guard()
                            .tagDrift())
                    .as("the same person put it back")
                    .isFalse();
            shop.say(Shop.OTHER, Role.OPERATOR, new Command.Resume(environment));
        }
        shop.config(RESTORES);
    }

    @Test
    @DisplayName(
            "TAG-4, S11: traffic sent elsewhere by hand: BETA is put back, the others are held until a person chooses")
    void the_traffic_is_sent_elsewhere() throws Exception {
        CommitId before = shop.tag("PRODUCTION").orElseThrow();
        CommitId runs = shop.commit("beside an older one");
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, runs);
        for (EnvironmentName environment : LINE) {
            sendTo(environment, before);
        }

        shop.step(1);
        shop.stepUntil("BETA is put back", () -> shop.ask(EnvironmentName.BETA).endsWith(runs.hex()));
        shop.step(3);
        assertThat(slot(EnvironmentName.BETA).guard().targetDrift()).isFalse();
        for (EnvironmentName environment : List.of(EnvironmentName.PASSIVE, EnvironmentName.PRODUCTION)) {
            assertThat(slot(environment).guard().targetDrift()).isTrue();
            assertThat(slot(environment).guard().hold().orElseThrow().because())
                    .contains("it runs " + before.brief() + ", the ledger says " + runs.brief())
                    .contains("arelops adopt or arelops repair " + environment);
            assertThat(shop.until(environment))
                    .isEqualTo(new Decision.Until.Person(
                            "arelops repair " + environment + " or arelops adopt " + environment));
            assertThat(shop.tag(environment.upper()))
                    .as("only a person moves it")
                    .contains(runs);
            assertThat(shop.ask(environment)).endsWith(before.hex());
        }

        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Repair(EnvironmentName.PASSIVE));
        shop.stepUntil(
                "PASSIVE is put back", () -> shop.ask(EnvironmentName.PASSIVE).endsWith(runs.hex()));
        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Adopt(EnvironmentName.PRODUCTION, before));
        shop.stepUntil("the tag follows", () -> shop.tag("PRODUCTION").equals(Optional.of(before)));
        shop.step(3);
        assertThat(slot(EnvironmentName.PRODUCTION).guard().hold())
                .as("until resume")
                .isPresent();
        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Resume(EnvironmentName.PASSIVE));
        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Resume(EnvironmentName.PRODUCTION));
    }

    private SlotState slot(EnvironmentName environment) {
        return shop.ledger().slot(new Slot(Shop.APP, environment));
    }

    /// What somebody with the node's secret can do: the same token, another route.
    private void sendTo(EnvironmentName environment, CommitId commit) {
        Observation seen = shop.target(environment);
        DeploymentId older = seen.deployments().stream()
                .filter(one -> one.spec().build().commit().equals(commit))
                .map(one -> one.id())
                .findFirst()
                .orElseThrow();
        assertThat(shop.engine()
                        .controller()
                        .ports()
                        .target()
                        .route(
                                new Slot(Shop.APP, environment),
                                seen.highest(),
                                Route.Serving.all(older),
                                seen.watching()))
                .isInstanceOf(arelops.app.deploy.Answer.Done.class);
    }
}

package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Standing;
import arelops.core.evidence.Entry;
import arelops.core.evidence.ErrorRecord;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job on real parts: a git repository, a build, processes behind the router, tags moved
/// with evidence.
class EngineTest {
    private static final String ACCEPTANCE = """
            import java.net.URI;

            public class Accept {
                public static void main(String[] args) throws Exception {
                    String said = new String(URI.create(args[0]).toURL().openStream().readAllBytes());
                    System.exit(said.startsWith("good ") ? 0 : 1);
                }
            }
            """;

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void a_shop_with_an_engine() throws IOException, InterruptedException {
        shop = Shop.in(folder, InstantSource.system());
        shop.start("c1");
    }

    @AfterEach
    void everything_is_stopped() {
        shop.close();
    }

    @Test
    @DisplayName("TAG-1, LINE-1, LINE-3, CHG-6, PRO-3: a commit travels from trunk to PRODUCTION, and back by a switch")
    void a_commit_travels_to_production_and_back() throws Exception {
        CommitId first = shop.head();
        shop.stepUntil("genesis is settled in PRODUCTION", () -> shop.settled(EnvironmentName.PRODUCTION, first));
        assertThat(shop.tag("PRODUCTION")).contains(first);
        assertThat(shop.tag("BETA")).contains(first);
        assertThat(shop.ask(EnvironmentName.PRODUCTION)).isEqualTo("200 1 " + first.hex());
        assertThat(shop.git().run("tag", "-l", "release/*")).isNotEmpty();

        CommitId second = shop.commit("2");
        shop.step(20);
        assertThat(shop.tag("BETA")).as("a pushed commit waits for approval").contains(first);
        assertThat(shop.say(Shop.AUTHOR, Role.ADMIN, new Command.Approve(second, Optional.empty())))
                .as("nobody approves their own work")
                .isInstanceOf(Answer.Refused.class);
        shop.approve(second);
        shop.stepUntil("the second is settled in PRODUCTION", () -> shop.settled(EnvironmentName.PRODUCTION, second));
        assertThat(shop.tag("PRODUCTION")).contains(second);
        assertThat(shop.ask(EnvironmentName.PRODUCTION)).isEqualTo("200 2 " + second.hex());

        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Rollback(EnvironmentName.PRODUCTION, Optional.empty(), false));
        shop.stepUntil("PRODUCTION is back", () -> shop.tag("PRODUCTION").equals(Optional.of(first)));
        assertThat(shop.ask(EnvironmentName.PRODUCTION)).isEqualTo("200 1 " + first.hex());
        assertThat(shop.tag("PASSIVE")).contains(second);
    }

    @Test
    @DisplayName(
            "LINE-5, CHG-4: a change of `window:` reaches the node in the middle of a soak, which keeps what it saw")
    void other_windows_hold_in_a_running_soak() throws Exception {
        shop.config(Shop.SHORT_LINE.replace("beta: {soak: {length: 1s, samples: 1}}", "beta: {soak: 1000s}"));
        shop.commit("soaks long");
        shop.start("c1");
        shop.stepUntil("it soaks", () -> shop.windows(EnvironmentName.BETA) > 2);

        shop.config(Shop.SHORT_LINE
                .replace("window: 1s", "window: 2s")
                .replace("beta: {soak: {length: 1s, samples: 1}}", "beta: {soak: 1000s}"));
        shop.letIn(shop.commit("other windows"));

        shop.stepUntil(
                "the node measures by them",
                () -> shop.target(EnvironmentName.BETA).watching().window().equals(Duration.ofSeconds(2)));
        assertThat(shop.windows(EnvironmentName.BETA)).isGreaterThan(2);
        assertThat(shop.why(EnvironmentName.BETA)).contains("soaks in BETA");
    }

    @Test
    @DisplayName(
            "BET-1, BET-2, BET-3, BET-4, EVD-2, PAS-1: BETA takes what comes, asks it twice, and turns back from bad")
    void beta_takes_what_comes_asks_it_twice_and_turns_back_from_bad() throws Exception {
        Files.writeString(shop.repository().resolve("Accept.java"), ACCEPTANCE);
        Files.writeString(
                shop.repository().resolve(".arelops.yaml"),
                Shop.CONFIG.replace("test -n \"$URL\"", "java -XX:TieredStopAtLevel=1 Accept.java \"$URL\""));
        CommitId good = shop.commit("good");
        shop.start("c1");
        shop.stepUntil("genesis is settled in PRODUCTION", () -> shop.settled(EnvironmentName.PRODUCTION, good));

        List<String> asked = results(EnvironmentName.BETA);
        assertThat(asked).containsExactly("accept-before PASSED", "accept-after PASSED");
        JsonNode promotion = promotion(EnvironmentName.PRODUCTION);
        assertThat(promotion.path("commit").asText()).isEqualTo(good.hex());
        assertThat(promotion.path("artifact").asText()).startsWith("sha256:");
        assertThat(promotion.path("tree").asText()).isEqualTo(shop.git().run("rev-parse", good.hex() + "^{tree}"));
        assertThat(promotion.path("policy").asText()).startsWith("sha256:");
        assertThat(promotion.path("relaxed").toString()).contains("checks.lint: No check named lint");
        assertThat(promotion.path("isolation").asText()).isIn("bubblewrap", "user", "none");
        assertThat(standing(EnvironmentName.PASSIVE)).isEqualTo(Standing.STANDBY);
        assertThat(standing(EnvironmentName.PRODUCTION)).isEqualTo(Standing.ACTIVE);

        CommitId bad = shop.commit("bad");
        shop.step(1);
        shop.approve(bad);
        shop.stepUntil(
                "the bad one is rejected", () -> !shop.ledger().openErrors().isEmpty());
        shop.step(10);

        ErrorRecord error = shop.ledger().openErrors().getFirst();
        assertThat(error.suspects()).containsExactly(bad);
        assertThat(shop.tag("BETA")).contains(good);
        assertThat(shop.ask(EnvironmentName.BETA)).isEqualTo("200 good " + good.hex());
        assertThat(shop.tag("PASSIVE")).contains(good);
    }

    private Standing standing(EnvironmentName environment) {
        return shop.engine()
                .controller()
                .board()
                .observed()
                .orElseThrow()
                .target(new Slot(Shop.APP, environment))
                .orElseThrow()
                .deployments()
                .getFirst()
                .spec()
                .launch()
                .standing();
    }

    /// What the acceptance test said of the first release, as the ledger keeps it.
    private List<String> results(EnvironmentName environment) {
        return shop.engine().controller().newest(1000).reversed().stream()
                .map(Entry::fact)
                .filter(fact -> fact instanceof Fact.Verified verified
                        && verified.slot().environment().equals(environment))
                .map(fact -> (Fact.Verified) fact)
                .map(verified -> verified.check() + " " + verified.outcome())
                .toList();
    }

    /// The document beside the newest move of an environment, read with plain git.
    private JsonNode promotion(EnvironmentName environment) throws Exception {
        String entry = shop.git()
                .run(
                        "log",
                        "-1",
                        "--format=%H",
                        "--all-match",
                        "--grep=^Kind: moved",
                        "--grep=^" + environment.upper() + " ",
                        "refs/arelops/ledger");
        return new ObjectMapper().readTree(shop.git().run("show", entry + ":evidence/promotion.json"));
    }
}

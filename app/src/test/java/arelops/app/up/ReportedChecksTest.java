package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.gate.Gate;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.release.Decision;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// GATE-1 and GATE-2 on real parts: commits that are pushed, whose check declares a report.
class ReportedChecksTest {
    /// The command always succeeds; its report is what the commit says, if it says anything.
    private static final String CONFIG = Shop.SHORT_LINE + """
            checks:
              tests:
                run: mkdir -p target; test ! -f wanted || cp wanted target/tests.xml
                report: {junit: target/*.xml}
            """;

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void a_shop_whose_first_commit_is_built() throws IOException, InterruptedException {
        shop = Shop.in(folder, InstantSource.system(), CONFIG);
        shop.start("c1");
        CommitId first = shop.head();
        shop.stepUntil(
                "genesis is built",
                () -> shop.board().observed().isPresent()
                        && shop.ledger().builds(Shop.APP).of(first).isPresent());
    }

    @AfterEach
    void everything_is_stopped() {
        shop.close();
    }

    private Decision intake() {
        return Objects.requireNonNull(shop.board().apps().get(Shop.APP)).intake();
    }

    private CommitId push(String version, String report) throws IOException, InterruptedException {
        Path wanted = shop.repository().resolve("wanted");
        if (report.isEmpty()) {
            Files.deleteIfExists(wanted);
        } else {
            Files.writeString(wanted, report);
        }
        return shop.commit(version);
    }

    private static String tests(String... results) {
        StringBuilder xml = new StringBuilder("<testsuite>");
        for (String result : results) {
            String name = result.substring(result.indexOf(' ') + 1);
            xml.append("<testcase classname='shop.CartTest' name='" + name + "'>")
                    .append(result.startsWith("bad") ? "<failure/>" : "")
                    .append("</testcase>");
        }
        return xml.append("</testsuite>").toString();
    }

    private boolean isBuilt(CommitId commit) {
        return shop.ledger().builds(Shop.APP).of(commit).isPresent();
    }

    /// The document beside the newest entry of a check, read with plain git, and as that entry seals it.
    private JsonNode evidence() throws IOException, InterruptedException {
        String entry = shop.git().run("log", "-1", "--format=%H", "--grep=check tests on", "refs/arelops/ledger");
        String document = shop.git().run("show", entry + ":evidence/report.json");
        assertThat(shop.git().run("show", entry + ":entry.json"))
                .contains("report.json", Digest.of(document).toString());
        return new ObjectMapper().readTree(document);
    }

    @Test
    @DisplayName("GATE-1, GATE-2, GATE-8, EVD-2: a failure and a missing report keep a commit out though the command"
            + " succeeds; a green one is released")
    void reports_decide() throws Exception {
        CommitId red = push("red", tests("good adds", "bad sums"));
        shop.stepUntil("the check has failed", () -> intake().because().startsWith("check tests fails"));

        assertThat(intake().because())
                .isEqualTo("check tests fails on " + red.brief() + ": 2 tests, 1 failed: shop.CartTest.sums");
        assertThat(intake().gates())
                .singleElement()
                .satisfies(gate -> assertThat(gate.reading()).isEqualTo(new Gate.Reading("1 failed of 2", "0 failed")));
        assertThat(shop.ledger().trust().results(red, "tests"))
                .extracting(SlotState.Result::outcome)
                .containsExactly(Fact.Outcome.FAILED, Fact.Outcome.FAILED);
        JsonNode document = evidence();
        assertThat(document.path("outcome").asText()).isEqualTo("failed");
        assertThat(document.path("command").asText()).isEqualTo("succeeded");
        assertThat(document.path("report").path("tests").path("names").path(0).asText())
                .isEqualTo("shop.CartTest.sums");

        CommitId worse = push("worse", tests("bad adds", "bad sums"));
        shop.stepUntil(
                "it has failed, too", () -> intake().because().startsWith("check tests fails on " + worse.brief()));
        assertThat(intake().because())
                .endsWith("2 tests, 2 failed, 1 of them new: shop.CartTest.adds; 1 on trunk, too: shop.CartTest.sums");

        CommitId without = push("without", "");
        shop.stepUntil("it is no data", () -> intake().because().contains("no data never passes"));
        assertThat(intake().because())
                .isEqualTo("check tests of " + without.brief()
                        + ", tried twice: no data: no file matches target/*.xml; no data never passes");
        assertThat(intake().gates())
                .singleElement()
                .satisfies(gate -> assertThat(gate.state()).isEqualTo(Gate.State.UNKNOWN));
        assertThat(evidence().path("report").path("noData").asText()).isEqualTo("no file matches target/*.xml");

        CommitId green = push("green", tests("good adds", "good sums"));
        shop.stepUntil("it is settled in BETA", () -> shop.settled(EnvironmentName.BETA, green));

        assertThat(isBuilt(red) || isBuilt(worse) || isBuilt(without)).isFalse();
        assertThat(shop.said("check")).isEqualTo("check tests on " + green.brief() + ": 2 tests passed");
        assertThat(shop.verify().findings()).isEmpty();
    }

    @Test
    @DisplayName(
            "GATE-2, GATE-6: what a failing check printed last is cut between signs, so that the ledger can keep it")
    void last_words_are_cut_between_signs() throws Exception {
        shop.config(Shop.SHORT_LINE + "checks:\n  tests: printf '\uD83D\uDE00%.0s' $(seq 500); echo x; exit 1\n");
        CommitId loud = shop.commit("loud");
        shop.letIn(loud);

        shop.stepUntil(
                "the check has failed",
                () -> !shop.ledger().trust().results(loud, "tests").isEmpty());

        assertThat(shop.said("check")).contains("exit code 1; it said last: …").endsWith("\uD83D\uDE00x");
    }
}

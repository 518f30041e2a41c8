package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Entry;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PRO-1 on real parts: processes as arms behind the router, real requests, the judge, and tags in git.
class CanaryInTheLineTest {
    private static final String CONFIG =
            Shop.SHORT_LINE.replace("canary: off", "canary: {steps: [30%, 50%], each: 4s, samples: 50, unsure: extend}")
                    + "watch: {errors: {max: 20%, worse: 100%}, p99: {max: 5s, worse: 900%}}\n";

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void a_shop_with_a_first_release() throws IOException, InterruptedException {
        shop = Shop.in(folder, InstantSource.system(), CONFIG);
        shop.start("c1");
        CommitId first = shop.head();
        shop.stepUntil("the first is settled", () -> shop.settled(EnvironmentName.PRODUCTION, first));
    }

    @AfterEach
    void everything_is_stopped() {
        shop.close();
    }

    private URI production() {
        return shop.target(EnvironmentName.PRODUCTION).address().byPort();
    }

    private List<String> kinds() {
        return shop.engine().controller().newest(100).reversed().stream()
                .filter(entry ->
                        entry.kind().startsWith("canary") || entry.kind().equals("rejected"))
                .map(Entry::kind)
                .toList();
    }

    @Test
    @DisplayName("PRO-1, TAG-1, EVD-2: a good release serves its shares, passes, and takes all; no request fails")
    void a_good_release_passes() throws Exception {
        CommitId first = shop.head();
        try (SteadyLoad load = new SteadyLoad(production());
                SteadyLoad more = new SteadyLoad(production())) {
            CommitId second = shop.commit("2");
            shop.stepUntil("it has its tag", () -> shop.tag("PRODUCTION-canary").isPresent());
            assertThat(shop.tag("PRODUCTION-canary")).contains(second);
            assertThat(shop.tag("PRODUCTION")).contains(first);
            shop.stepUntil(
                    "users are on it",
                    () -> shop.why(EnvironmentName.PRODUCTION).contains("is tried on 30 % of the traffic"));

            shop.stepUntil(
                    "it soaks beside stable",
                    () -> shop.why(EnvironmentName.PRODUCTION).contains("10 % of the traffic stay on stable"));
            shop.stepUntil("it is settled", () -> shop.settled(EnvironmentName.PRODUCTION, second));

            assertThat(kinds()).startsWith("canary", "canary-judged").doesNotContain("rejected");
            assertThat(shop.tag("PRODUCTION-canary")).isEmpty();
            assertThat(shop.tag("PRODUCTION")).contains(second);
            load.await("2", 20);
            assertThat(load.failures()).isEmpty();
            assertThat(more.failures()).isEmpty();
        }
    }

    @Test
    @DisplayName("PRO-1, CAN-3, BET-4: a release that fails one request of three is rejected, and its tag never moves")
    void a_bad_release_is_rejected() throws Exception {
        CommitId first = shop.head();
        try (SteadyLoad load = new SteadyLoad(production())) {
            CommitId bad = shop.commitFailing("2");
            shop.stepUntil("it is rejected", () -> !shop.ledger().openErrors().isEmpty());

            assertThat(shop.said("rejected")).contains("its canary on", "errors are", "the limit is");
            assertThat(shop.ledger().openErrors().getFirst().suspects()).containsExactly(bad);
            assertThat(shop.tag("PRODUCTION")).contains(first);
            assertThat(shop.tag("PRODUCTION-canary")).isEmpty();
            int failed = load.failures().size();
            load.await("1", 50);
            assertThat(load.failures()).as("all of the traffic is back").hasSize(failed);
            shop.stepUntil(
                    "its arms are stopped",
                    () -> shop.target(EnvironmentName.PRODUCTION).deployments().size() == 1);
        }
    }
}

package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Entry;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PRO-4 on real parts: what stays on stable while a release soaks tells whose fault it is.
class SoakBesideStableTest {
    /// A tenth of what so many ask in so long a window is never too little to compare with.
    private static final int USERS = 10;

    private static final String CONFIG = Shop.SHORT_LINE
                    .replace("canary: off", "canary: {steps: [30%, 50%], each: 4s, samples: 50, unsure: extend}")
                    .replace("window: 1s", "window: 2s")
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

    @Test
    @DisplayName("PRO-4, LINE-5: one that goes bad in its soak is told from the environment by the share on stable")
    void one_that_goes_bad_in_its_soak() throws Exception {
        CommitId first = shop.head();
        Path spoilt = folder.resolve("spoilt");
        shop.config(CONFIG.replace("extend}, soak: {length: 1s", "extend}, soak: {length: 10m"));
        try (SteadyLoad load = new SteadyLoad(production(), USERS)) {
            CommitId second = shop.commitFailingWhile("2", spoilt);
            shop.stepUntil(
                    "it soaks beside stable",
                    () -> shop.why(EnvironmentName.PRODUCTION).contains("10 % of the traffic stay on stable"));
            assertThat(shop.tag("PRODUCTION")).contains(second);
            assertThat(load.failures()).isEmpty();

            Files.createFile(spoilt);
            shop.stepUntil("it is rejected", () -> !shop.ledger().openErrors().isEmpty());

            assertThat(shop.said("rejected"))
                    .contains("beside 10 % that stayed on stable", "stable kept it in the same windows");
            assertThat(shop.engine().controller().newest(100))
                    .extracting(Entry::kind)
                    .doesNotContain("controlled");
            shop.stepUntil("stable is back", () -> shop.tag("PRODUCTION").equals(Optional.of(first)));
            shop.stepUntil(
                    "its arms are stopped",
                    () -> shop.target(EnvironmentName.PRODUCTION).deployments().size() == 1);
        }
    }
}

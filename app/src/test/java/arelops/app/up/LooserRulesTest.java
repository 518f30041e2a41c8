package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.release.Command;
import arelops.core.release.Decision;
import arelops.core.release.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// CHG-4 on a real repository: a pushed commit that makes rules looser.
class LooserRulesTest {
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

    private Decision intake() {
        return Objects.requireNonNull(shop.engine().controller().board().apps().get(Shop.APP))
                .intake();
    }

    private boolean inForce(CommitId commit) {
        return shop.ledger()
                .trust()
                .policy()
                .filter(rules -> rules.commit().equals(commit))
                .isPresent();
    }

    @Test
    @DisplayName("CHG-4: looser rules wait for an admin, and their entry says what became looser")
    void looser_rules_wait_for_an_admin() throws Exception {
        CommitId first = shop.head();
        shop.stepUntil("genesis is settled in BETA", () -> shop.settled(EnvironmentName.BETA, first));
        assertThat(inForce(first)).isTrue();
        Files.writeString(
                shop.repository().resolve(".arelops.yaml"),
                Shop.CONFIG.replace("window: 1s", "window: 1s\napprovals: 1"));
        CommitId second = shop.commit("2");
        shop.step(1);
        shop.say(Shop.REVIEWER, Role.REVIEWER, new Command.Approve(second, Optional.empty()));
        shop.say(Shop.OTHER, Role.REVIEWER, new Command.Approve(second, Optional.empty()));
        shop.step(3);

        assertThat(intake().because()).contains("it makes rules looser: approvals is 1, was 2.");
        assertThat(intake().gates()).extracting(gate -> gate.id()).containsExactly("approval", "policy change");
        assertThat(inForce(first)).isTrue();

        shop.say(Shop.OTHER, Role.ADMIN, new Command.Approve(second, Optional.empty()));
        shop.stepUntil("the looser rules are in force", () -> inForce(second));
        assertThat(shop.engine().controller().newest(50))
                .filteredOn(entry -> entry.fact() instanceof Fact.PolicyChanged changed
                        && changed.commit().equals(second))
                .singleElement()
                .extracting(Entry::fact)
                .satisfies(fact ->
                        assertThat(((Fact.PolicyChanged) fact).looser()).containsExactly("approvals is 1, was 2."));
    }
}

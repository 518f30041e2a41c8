package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.evidence.Failover;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Users who come to PASSIVE while it is sent recorded traffic, on a real node.
class GuestsTest {
    private static final EnvironmentName PASSIVE = EnvironmentName.PASSIVE;
    private static final String CONFIG = Shop.CONFIG.replace(
            "passive: {canary: off,", "passive: {canary: off, load: {steps: [1x], each: 60s, recording: shop},");

    @TempDir
    Path world;

    private static void say(Shop shop, Command command) {
        assertThat(shop.say(Shop.OTHER, Role.OPERATOR, command)).isInstanceOf(Answer.Accepted.class);
    }

    private static Set<String> sent(Shop shop) {
        return shop.engine().controller().ports().loads().underWay();
    }

    private static Optional<Failover> failover(Shop shop) {
        return shop.ledger()
                .slot(new Slot(Shop.APP, EnvironmentName.PRODUCTION))
                .failover();
    }

    @Test
    @DisplayName(
            "PAS-3: a failover ends a load test that is under way in PASSIVE; it begins anew when the users are back")
    void a_load_test_meets_users() throws Exception {
        try (Shop shop = Shop.in(world, InstantSource.system(), CONFIG)) {
            CommitId first = shop.head();
            shop.start("c1");
            shop.stepUntil("the first is settled in PRODUCTION", () -> shop.settled(EnvironmentName.PRODUCTION, first));
            RecordedVisits.record(shop, 600, Duration.ofMillis(100), _ -> "/");
            CommitId second = shop.commit("2");
            shop.letIn(second);
            shop.approve(second);
            shop.stepUntil("the second is sent its load", () -> !sent(shop).isEmpty());
            String load = sent(shop).iterator().next();

            say(shop, new Command.FailOver(Optional.empty(), Fact.FailedOver.Occasion.NEED));
            shop.stepUntil(
                    "users are in PASSIVE",
                    () -> failover(shop).flatMap(Failover::took).isPresent());

            assertThat(sent(shop)).isEmpty();
            assertThat(shop.why(PASSIVE)).contains("nothing is sent beside them");
            shop.step(3);
            assertThat(sent(shop)).isEmpty();
            assertThat(shop.ask(EnvironmentName.PRODUCTION)).isEqualTo("200 1 " + first.hex());

            say(shop, new Command.FailBack(true));
            shop.stepUntil("it is sent anew", () -> sent(shop).contains(load));
            assertThat(failover(shop)).isEmpty();
        }
    }
}

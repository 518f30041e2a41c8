package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.release.Command;
import arelops.core.release.Role;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node that is killed at calls of the target, all along a journey to PRODUCTION and back.
class NodeCrashTest {
    private static final boolean LONG = Boolean.getBoolean("arelops.long");

    @TempDir
    Path world;

    @Test
    @DisplayName(
            "REL-1: the controller starts a dead node again, which finds the apps; nothing is skipped or done twice")
    void the_node_dies_at_its_calls_all_along_a_journey() throws Exception {
        try (Shop shop = Shop.in(world, InstantSource.system());
                Story story = new Story(shop.repository(), world.resolve("memory"))) {
            NodeDeath death = new NodeDeath(shop.installation().node(), call -> LONG || call % 3 == 1);
            Calls calls = new Calls(world.resolve("calls"), death);
            shop.start("c1", real -> new CountingAdapters(real, calls));
            Sightings sightings = new Sightings(shop.installation());
            CommitId first = shop.head();

            shop.stepUntil("genesis is settled in PRODUCTION", () -> {
                sightings.look();
                return shop.settled(EnvironmentName.PRODUCTION, first);
            });
            CommitId second = shop.commit("2");
            shop.stepUntil(
                    "the second is known", () -> shop.ledger().trunk().tip().equals(Optional.of(second)));
            shop.approve(second);
            shop.stepUntil("the second is settled in PRODUCTION", () -> {
                sightings.look();
                return shop.settled(EnvironmentName.PRODUCTION, second);
            });
            shop.say(
                    Shop.OTHER,
                    Role.OPERATOR,
                    new Command.Rollback(EnvironmentName.PRODUCTION, Optional.empty(), false));
            shop.stepUntil("PRODUCTION is back", story::rests);
            new Truth(shop, world).holds();

            assertThat(death.deaths()).isGreaterThan(3);
            Journey.there(first, second).andBack().isToldBy(story);
            assertThat(sightings.startedTwice()).isEmpty();
        }
    }
}

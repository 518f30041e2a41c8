package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Controllers that are killed at calls of effectful ports, all along a journey to PRODUCTION and back.
class CrashTest {
    /// At which of its calls each controller dies, over and over: an odd one before it, an even one after.
    private static final List<Integer> SPREAD = List.of(4, 9, 6, 13, 8, 5, 10, 7, 12, 11);

    @TempDir
    Path world;

    @Test
    @DisplayName("REL-1, S9: controllers that die at one call after the other lose nothing, skip nothing, do nothing"
            + " twice, and no user notices")
    void controllers_die_at_their_calls_all_along_a_journey() throws Exception {
        try (Shop shop = Shop.in(world, InstantSource.system());
                Story story = new Story(shop.repository(), world.resolve("memory"))) {
            Sightings sightings = new Sightings(shop.installation());
            Doomed controllers = new Doomed(shop.installation(), spread().iterator());
            CommitId first = shop.head();

            controllers.until(
                    "genesis is settled in PRODUCTION",
                    seen(sightings, () -> story.settled(EnvironmentName.PRODUCTION, first)),
                    List::of);
            CommitId second = shop.commit("2");
            try (SteadyLoad users = new SteadyLoad(address(sightings))) {
                controllers.until(
                        "the second is settled in PRODUCTION",
                        seen(sightings, () -> story.settled(EnvironmentName.PRODUCTION, second)),
                        () -> approvals(story, second));
                controllers.until(
                        "PRODUCTION is back",
                        seen(sightings, () -> story.rolledBack() && story.rests()),
                        () -> story.rolledBack() ? List.of() : List.of("rollback " + Shop.OTHER.text()));
                shop.start("last");
                new Truth(shop, world).holds();
                users.await("1", 50);
                assertThat(users.failures()).isEmpty();
            }

            assertThat(controllers.lives()).isGreaterThan(8);
            Journey.there(first, second).andBack().isToldBy(story);
            assertThat(sightings.startedTwice()).isEmpty();
        }
    }

    private static Stream<Doom> spread() {
        return Stream.generate(SPREAD::stream)
                .flatMap(spread -> spread)
                .map(call -> call % 2 == 0 ? Doom.after(call) : Doom.before(call));
    }

    private static BooleanSupplier seen(Sightings sightings, BooleanSupplier goal) {
        return () -> {
            sightings.look();
            return goal.getAsBoolean();
        };
    }

    private static java.net.URI address(Sightings sightings) {
        return sightings
                .observe(EnvironmentName.PRODUCTION)
                .orElseThrow()
                .address()
                .byPort();
    }

    private static List<String> approvals(Story story, CommitId commit) {
        return Stream.of(Shop.REVIEWER, Shop.OTHER)
                .filter(person -> !story.approved(commit, person))
                .map(person -> "approve " + person.text() + " " + commit.hex())
                .toList();
    }
}

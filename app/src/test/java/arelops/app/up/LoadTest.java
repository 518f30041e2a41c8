package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Role;
import arelops.testkit.Patience;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Users of PRODUCTION, while it is promoted into, rolled back, and its controller is killed.
class LoadTest {
    @TempDir
    Path world;

    @Test
    @DisplayName("PRO-3, REL-1: no request is lost in a promotion, in a rollback, and when the controller is killed in"
            + " the middle")
    void no_request_is_lost() throws Exception {
        try (Shop shop = Shop.in(world, InstantSource.system(), Shop.SHORT_LINE);
                Story story = new Story(shop.repository(), world.resolve("memory"))) {
            shop.start("c1");
            CommitId first = shop.head();
            shop.stepUntilSettled(EnvironmentName.PRODUCTION, first);
            try (SteadyLoad users = new SteadyLoad(shop.address(EnvironmentName.PRODUCTION))) {
                users.await("1", 50);

                CommitId second = shop.commit("2");
                shop.stepUntilSettled(EnvironmentName.PRODUCTION, second);
                users.await("2", 50);
                assertThat(users.failures()).as("lost in a promotion").isEmpty();

                assertThat(shop.say(
                                Shop.OTHER,
                                Role.OPERATOR,
                                new Command.Rollback(EnvironmentName.PRODUCTION, Optional.empty(), true)))
                        .isInstanceOf(Answer.Accepted.class);
                shop.stepUntil(
                        "PRODUCTION is back", () -> shop.tag("PRODUCTION").equals(Optional.of(first)) && story.rests());
                users.await("1", 50);
                assertThat(users.failures()).as("lost in a rollback").isEmpty();
                shop.say(Shop.OTHER, Role.OPERATOR, new Command.Resume(EnvironmentName.PRODUCTION));

                shop.stopEngine();
                CommitId third = shop.commit("3");
                try (EngineProcess killed =
                        EngineProcess.start(shop.installation(), Optional.empty(), "c2", Doom.NONE)) {
                    Patience.until(
                            "the third is on its way into PRODUCTION",
                            () -> story.tells(fact -> fact instanceof Fact.Intent intent
                                    && intent.slot().environment().equals(EnvironmentName.PRODUCTION)
                                    && intent.to()
                                            .filter(to -> to.commit().equals(third))
                                            .isPresent()));
                    killed.signal("KILL");
                }
                users.await("1", 50);
                shop.start("c3");
                shop.stepUntilSettled(EnvironmentName.PRODUCTION, third);
                users.await("3", 50);
                assertThat(users.failures())
                        .as("lost when the controller was killed")
                        .isEmpty();
                assertThat(users.answered()).isGreaterThan(500);
            }
            new Truth(shop, world).holds();
        }
    }
}

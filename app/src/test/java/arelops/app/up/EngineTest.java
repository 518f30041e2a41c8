package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job on real parts: a git repository, a build, processes behind the router, tags moved with evidence.
class EngineTest {
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
}

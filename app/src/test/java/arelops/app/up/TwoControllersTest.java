package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.testkit.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two controllers with data folders of their own, on one git remote and one node.
class TwoControllersTest {
    /// After this time a controller takes over what another one left.
    private static final Duration LONGER_THAN_A_MOVE = Duration.ofHours(3);

    @TempDir
    Path world;

    private Shop shop;
    private String remote;
    private Story story;
    private Installation other;

    @BeforeEach
    void one_remote_and_one_node_for_two() throws IOException, InterruptedException {
        shop = Shop.in(world, InstantSource.system(), Shop.SHORT_LINE);
        Path bare = world.resolve("remote.git");
        remote = bare.toString();
        shop.git().run("clone", "-q", "--bare", ".", remote);
        shop.workOn(remote);
        story = new Story(bare, world.resolve("memory"));
        other = new Installation(
                shop.repository(), world.resolve("other").resolve("data"), world.resolve("other/work"));
        Files.createDirectories(shop.installation().node());
        Files.createDirectories(other.data());
        Files.createSymbolicLink(other.node(), shop.installation().node());
    }

    @AfterEach
    void everything_is_stopped() {
        story.close();
        shop.close();
    }

    private EngineProcess controller(Installation installation, String name, Doom doom) {
        return EngineProcess.start(installation, Optional.of(remote), name, doom);
    }

    private CommitId pushed(String version) throws IOException, InterruptedException {
        CommitId commit = shop.commit(version);
        shop.git().run("push", "-q", remote, "main");
        return commit;
    }

    private void await(CommitId commit) {
        Patience.until(
                commit.brief() + " is settled in PRODUCTION, after " + story.movers(),
                () -> story.settled(EnvironmentName.PRODUCTION, commit));
    }

    private void theTruthHolds() throws IOException, InterruptedException {
        shop.start("last");
        shop.step(1);
        shop.git().run("fetch", "-q", "-f", remote, "refs/tags/*:refs/tags/*");
        new Truth(shop, world).holds();
    }

    @Test
    @DisplayName("REL-2: two controllers that look at the same time bring two commits to PRODUCTION, each step once")
    void two_controllers_at_work() throws Exception {
        CommitId first = shop.head();
        CommitId second;
        try (EngineProcess one = controller(shop.installation(), "one", Doom.NONE);
                EngineProcess two = controller(other, "two", Doom.NONE)) {
            await(first);
            second = pushed("2");
            await(second);
            assertThat(one.isAlive() && two.isAlive()).isTrue();
        }

        theTruthHolds();
        Journey.there(first, second).isToldBy(story);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP:1:DeployTarget.route", "STOP:5:GitRepository.push"})
    @DisplayName("REL-2: a controller that stood still while another took over is fenced when it goes on")
    void a_controller_that_stood_still_is_fenced(String doom) throws Exception {
        CommitId first = shop.head();
        CommitId second;
        try (EngineProcess one = controller(shop.installation(), "one", Doom.parse(doom))) {
            Patience.until("the first one stands still", one::isStopped);
            int calls = one.calls().size();
            try (EngineProcess two =
                    EngineProcess.start(other, Optional.of(remote), "two", Doom.NONE, LONGER_THAN_A_MOVE)) {
                await(first);

                one.goOn();

                Patience.until("the first one has gone on", () -> one.calls().size() > calls + 1);
                assertThat(one.calls().get(calls + 1))
                        .as("the answer to the call before which it stood still")
                        .contains(" = ")
                        .doesNotContain("Done[");
                second = pushed("2");
                await(second);
                assertThat(two.isAlive()).isTrue();
            }
        }

        theTruthHolds();
        Journey.there(first, second).isToldBy(story);
    }
}

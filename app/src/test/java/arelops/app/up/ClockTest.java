package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Reply;
import arelops.app.deploy.Windows;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.node.Node;
import arelops.app.node.NodeSettings;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.release.Command;
import arelops.core.release.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The clock of the machine is set back an hour, or forward a day, under controller and node alike.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockTest {
    private static final Slot BETA = new Slot(Shop.APP, EnvironmentName.BETA);
    private static final int WINDOWS = 3;
    private static final String CONFIG =
            Shop.SHORT_LINE.replaceFirst("length: 1s, samples: 1", "length: " + WINDOWS + "s, samples: 1");

    private final AtomicReference<Duration> off = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(off.get());
    private final Shop shop;
    private final Node node;

    ClockTest(@TempDir Path folder) throws Exception {
        shop = Shop.in(folder, clock, CONFIG);
        node = Node.start(NodeSettings.in(shop.installation().node()), clock);
    }

    @BeforeAll
    void a_shop_that_is_settled_everywhere() throws Exception {
        shop.start("c1");
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, shop.head());
    }

    @AfterAll
    void everything_is_stopped() {
        // The node is in this very process, so it is closed here and not brought to an end from outside.
        shop.stopEngine();
        new NodeTarget(shop.installation().node(), clock).down(true);
        node.close();
    }

    /// Whatever the clock shows now, a new commit goes along the whole line by itself, and nothing fails.
    @AfterEach
    void the_line_goes_on() throws Exception {
        CommitId next = shop.commit("after entry " + shop.ledger().seq());
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, next);
        assertThat(shop.verify().findings()).isEmpty();
        assertThat(facts()).noneMatch(fact -> fact instanceof Fact.Failed || fact instanceof Fact.Rejected);
    }

    private List<Fact> facts() {
        return shop.engine().controller().newest(1000).stream().map(Entry::fact).toList();
    }

    private void move(Duration by) {
        off.updateAndGet(old -> old.plus(by));
    }

    @Test
    @DisplayName("LINE-5: a clock set back an hour, or forward a day, in a soak: it still needs all its windows")
    void a_jump_in_a_soak() throws Exception {
        for (Duration jump : List.of(Duration.ofHours(-1), Duration.ofDays(1))) {
            CommitId next = shop.commit("jump by " + jump);
            shop.stepUntil("it soaks", () -> shop.why(EnvironmentName.BETA).contains(next.brief() + " soaks"));

            move(jump);
            shop.step(1);
            assertThat(shop.settled(EnvironmentName.BETA, next)).isFalse();
            shop.stepUntilSettled(EnvironmentName.BETA, next);

            Fact.Settled settled = facts().stream()
                    .filter(fact ->
                            fact instanceof Fact.Settled one && one.slot().equals(BETA))
                    .map(Fact.Settled.class::cast)
                    .findFirst()
                    .orElseThrow();
            assertThat(settled.release().commit()).isEqualTo(next);
            assertThat(settled.windows()).isGreaterThanOrEqualTo(WINDOWS);
            shop.stepUntilSettled(EnvironmentName.PRODUCTION, next);
        }
    }

    @Test
    @DisplayName("LINE-5: what was measured before the clock was set back is no part of a later soak")
    void a_jump_back_before_a_deployment() throws Exception {
        shop.stepUntil("BETA was watched for longer than a soak may last", () -> windowsMeasured() > 5 * WINDOWS);

        move(Duration.ofHours(-1));

        CommitId next = shop.commit("an hour earlier");
        shop.stepUntilSettled(EnvironmentName.BETA, next);
        assertThat(shop.said("settled")).doesNotContain("no data");
    }

    private Set<String> deployments() {
        return shop.target(EnvironmentName.PRODUCTION).deployments().stream()
                .map(one -> one.id().text())
                .collect(Collectors.toSet());
    }

    private int windowsMeasured() {
        return switch (shop.engine().controller().ports().target().windows(BETA, 0)) {
            case Reply.Known<Windows> known -> known.value().windows().size();
            case Reply.Unknown<Windows> _ -> 0;
        };
    }

    @Test
    @DisplayName("PRO-2, PRO-3: a hold outlives a day's jump, and so does the release to roll back to")
    void a_day_later() throws Exception {
        CommitId before = shop.tag("PRODUCTION").orElseThrow();
        CommitId runs = shop.commit("to be taken back");
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, runs);
        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Hold(EnvironmentName.BETA, false));

        move(Duration.ofDays(1));
        shop.step(20);

        assertThat(shop.ledger().slot(BETA).guard().hold()).isPresent();
        Set<String> up = deployments();
        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Rollback(EnvironmentName.PRODUCTION, Optional.empty(), true));
        shop.stepUntil("PRODUCTION is back", () -> shop.tag("PRODUCTION").equals(Optional.of(before)));
        assertThat(shop.ask(EnvironmentName.PRODUCTION)).endsWith(before.hex());
        assertThat(up).as("a switch to what was warm: nothing was started").containsAll(deployments());
        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Resume(EnvironmentName.BETA));
        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Resume(EnvironmentName.PRODUCTION));
    }
}

package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.wire.NodeFile;
import arelops.app.reconcile.Board;
import arelops.app.traffic.LineMark;
import arelops.app.traffic.Recording;
import arelops.app.traffic.Recordings;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.record.RecordingSeen;
import arelops.testkit.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The line records PRODUCTION's users by itself: a real repository, a real node, and what is on the disk afterwards.
class RecordingInTheLineTest {
    private static final String RECORDED = Shop.SHORT_LINE + """
            traffic:
              record: production
              sample: 100%
              each: EACH
              skip: [GET /charges]
            """;

    @TempDir
    private Path folder;

    private Shop shop;

    @BeforeEach
    void a_shop_that_serves() throws Exception {
        shop = Shop.in(folder, InstantSource.system(), RECORDED.replace("EACH", "4s"));
        shop.start("c1");
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, shop.head());
    }

    @AfterEach
    void everything_is_stopped() {
        shop.close();
    }

    private Recordings recordings() {
        return new Recordings(shop.installation().node().resolve("traffic"));
    }

    private Optional<RecordingSeen.Running> running() {
        return Optional.ofNullable(shop.board().apps().get(Shop.APP))
                .flatMap(Board.AppBoard::recorded)
                .flatMap(one -> one.seen() instanceof RecordingSeen.Known known ? known.running() : Optional.empty());
    }

    private RecordingSeen.Running untilRunning() {
        shop.stepUntil("it is recorded", () -> running().isPresent());
        return running().orElseThrow();
    }

    /// The one that runs by rules other than those of this one.
    private RecordingSeen.Running untilOtherThan(RecordingSeen.Running before) {
        shop.stepUntil(
                "one runs by the new rules",
                () -> running()
                        .filter(one -> !one.rules().equals(before.rules()))
                        .isPresent());
        return running().orElseThrow();
    }

    private void rules(String config) throws Exception {
        shop.config(config);
        CommitId commit = shop.commit("rules of entry " + shop.ledger().seq());
        shop.letIn(commit);
        shop.stepUntil(
                "other rules are in force",
                () -> shop.ledger()
                        .trust()
                        .policy()
                        .filter(rules -> rules.commit().equals(commit))
                        .isPresent());
    }

    @Test
    @DisplayName("TRF-1: the line records by itself, one after the other, and a load test finds the newest whole one")
    void one_after_the_other() throws Exception {
        String first = untilRunning().id();
        AtomicReference<Optional<Recording>> found = new AtomicReference<>(Optional.empty());
        shop.stepUntil("one is whole, with what was asked meanwhile", () -> {
            shop.ask(EnvironmentName.PRODUCTION);
            found.set(recordings()
                    .newest("production")
                    .filter(one -> one.note().orElseThrow().kept().exchanges() > 0));
            return found.get().isPresent();
        });
        shop.stepUntil("the next one runs", () -> {
            assertThat(running()).as("what is shown between the two").isPresent();
            return running().filter(one -> !one.id().equals(first)).isPresent();
        });

        Recording whole = found.get().orElseThrow();
        assertThat(whole.id()).startsWith("production-");
        assertThat(whole.note().orElseThrow().scan().missed()).isEmpty();
        List<LineMark> marks =
                recordings().all().stream().flatMap(one -> one.mark().stream()).toList();
        assertThat(marks).hasSize(recordings().all().size());
        for (int i = 1; i < marks.size(); i++) {
            assertThat(Duration.between(marks.get(i - 1).began(), marks.get(i).began()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(4));
        }
    }

    @Test
    @DisplayName("TRF-1: one whose node is killed in the middle is offered to nobody, and another one begins")
    void a_killed_node() throws Exception {
        RecordingSeen.Running brief = untilRunning();
        rules(RECORDED.replace("EACH", "1h"));
        RecordingSeen.Running first = untilOtherThan(brief);
        shop.start("c2");
        assertThat(untilRunning().id())
                .as("another controller begins none beside it")
                .isEqualTo(first.id());
        shop.ask(EnvironmentName.PRODUCTION);
        rules(RECORDED.replace("EACH", "20s"));
        String killed = untilOtherThan(first).id();
        ProcessHandle node = ProcessHandle.of(
                        NodeFile.read(shop.installation().node()).orElseThrow().pid())
                .orElseThrow();
        node.destroyForcibly();
        Patience.until("the node is dead", () -> !node.isAlive());

        shop.stepUntil(
                "another one runs",
                () -> running().filter(one -> !one.id().equals(killed)).isPresent());

        Recording unended = recordings().named(killed);
        assertThat(unended.note()).isEmpty();
        assertThat(unended.isWhole()).isFalse();
        assertThat(recordings().newest("production").map(Recording::id)).isNotEqualTo(Optional.of(killed));
        assertThat(recordings().named(first.id()).isWhole())
                .as("what ended by other rules is kept")
                .isTrue();
    }

    @Test
    @DisplayName("TRF-1: where the rules ask for no recording any more the running one ends, and what is kept stays")
    void the_rules_go() throws Exception {
        RecordingSeen.Running brief = untilRunning();
        rules(RECORDED.replace("EACH", "1h"));
        String last = untilOtherThan(brief).id();
        shop.ask(EnvironmentName.PRODUCTION);

        rules(Shop.SHORT_LINE);
        shop.stepUntil("it is sealed", () -> recordings().named(last).note().isPresent());
        shop.step(3);

        assertThat(recordings().named(last).isWhole()).isTrue();
        assertThat(recordings().all()).allSatisfy(one -> assertThat(one.note()).isPresent());
        assertThat(Objects.requireNonNull(shop.board().apps().get(Shop.APP)).recorded())
                .isEmpty();
    }
}

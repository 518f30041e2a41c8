package arelops.app.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.MonitorServer;
import arelops.core.policy.Observation;
import arelops.core.policy.Policy;
import arelops.core.release.AlertAnswer;
import arelops.core.release.AlertsSeen;
import arelops.testkit.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// How alerts are asked for, beside the looks.
class AlertReaderTest {
    private static final Slot SLOT = new Slot(new AppName("shop"), EnvironmentName.BETA);
    private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");
    private static final Policy POLICY = Policy.standard(new AppName("shop"))
            .withObservation(new Observation(
                    Duration.ofMinutes(1),
                    Map.of(),
                    Map.of(
                            "alerts",
                            new AlertWatch(
                                    "alerts",
                                    new MonitorServer("http://127.0.0.1:9093", Optional.empty()),
                                    Map.of(),
                                    Optional.empty(),
                                    AlertWatch.Silenced.WAIT,
                                    Optional.empty()))));
    private static final AlertAnswer QUIET = new AlertAnswer.Told(List.of());

    private static List<AlertsSeen.Stretch> look(AlertReader reader, int second) {
        return reader.of(SLOT, POLICY, START.plusSeconds(second))
                .getOrDefault("alerts", AlertsSeen.NOTHING)
                .stretches();
    }

    @Test
    @DisplayName("REL-2: no look waits for a source of alerts; what it said counts for when it was asked")
    void no_look_waits() {
        CountDownLatch hangs = new CountDownLatch(1);
        List<Instant> asked = new CopyOnWriteArrayList<>();
        AlertReader reader = new AlertReader((_, _, now) -> {
            asked.add(now);
            try {
                hangs.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return QUIET;
        });

        assertThat(look(reader, 0)).isEmpty();
        assertThat(look(reader, 10)).as("it hangs").isEmpty();
        Patience.until("it is asked", () -> asked.size() == 1);
        hangs.countDown();
        Patience.until("it is heard", () -> !look(reader, 11).isEmpty());

        assertThat(look(reader, 11).getFirst().from()).isEqualTo(START);
        Patience.until(
                "it is heard again", () -> look(reader, 12).getLast().to().isAfter(START));
        assertThat(look(reader, 12)).containsExactly(new AlertsSeen.Stretch(START, START.plusSeconds(11), QUIET));
    }

    @Test
    @DisplayName("LINE-5: a source is asked every two seconds, and one that gives no answer every five")
    void how_often_a_source_is_asked() {
        List<Instant> asked = new CopyOnWriteArrayList<>();
        AlertReader reader = new AlertReader((_, _, now) -> {
            asked.add(now);
            return now.isBefore(START.plusSeconds(2)) ? QUIET : new AlertAnswer.Unknown("nothing answers there");
        });

        for (int second = 0; second < 9; second++) {
            int now = second;
            int due = now < 2 ? 1 : now < 7 ? 2 : 3;
            Patience.until("it is asked as often as is due", () -> {
                var _ = look(reader, now);
                return asked.size() == due && look(reader, now).size() == Math.min(due, 2);
            });
        }
        assertThat(asked).containsExactly(START, START.plusSeconds(2), START.plusSeconds(7));
    }
}

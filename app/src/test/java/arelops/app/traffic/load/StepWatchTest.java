package arelops.app.traffic.load;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Way;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.app.traffic.replay.Target;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.load.Beside;
import arelops.core.load.Ladder;
import arelops.core.load.LoadLimits;
import arelops.core.policy.Amount;
import arelops.core.policy.Percent;
import arelops.core.policy.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The limits of `watch` beside a step, by the windows of the router.
class StepWatchTest {
    private static final Slot SLOT = new Slot(new AppName("shop"), EnvironmentName.BETA);
    private static final DeploymentId SERVES = new DeploymentId("r1-t1");
    private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<Window> windows = new ArrayList<>();
    private boolean answers = true;

    private void window(long errors) {
        long seq = windows.size();
        windows.add(new Window(
                seq,
                NOW.plusSeconds(seq),
                SECOND,
                true,
                "",
                List.of(new Window.Cell(SERVES, Way.STABLE, Origin.USER, 100, errors, new TreeMap<>()))));
    }

    private Beside step(Runnable meanwhile) throws InterruptedException {
        Watch errors = new Watch(
                "errors",
                Optional.of(new Amount.Share(Percent.of(1))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        LoadOrder order = new LoadOrder(
                "production",
                SECOND,
                new Ladder(List.of(1), new LoadLimits(Percent.of(1), Optional.empty(), Percent.of(95)), false),
                new LoadOrder.Asked(List.of(new Target("127.0.0.1", 1)), List.of(SERVES), Optional.empty()),
                Optional.empty(),
                new LoadOrder.Watched(Optional.of(SLOT), List.of(), List.of(errors), SECOND));
        Bystanders field =
                new Bystanders(Bystanders.NOBODY.used(), (_, after) -> counted(after), Bystanders.NOBODY.alerts());
        StepWatch watch = new StepWatch(order, field, InstantSource.fixed(NOW), _ -> {});
        StepWatch.Step step = watch.begin(order.release());
        meanwhile.run();
        return step.end();
    }

    /// One at a time.
    private Reply<Windows> counted(long after) {
        return answers
                ? new Reply.Known<>(new Windows(
                        windows.stream()
                                .filter(window -> window.seq() > after)
                                .limit(1)
                                .toList(),
                        after + 2 < windows.size(),
                        ""))
                : new Reply.Unknown<>("the node is down");
    }

    @Test
    @DisplayName("TRF-4: a limit of watch that two windows of the step cross stands beside it; earlier windows do not")
    void thresholds() throws InterruptedException {
        window(50);
        window(50);

        Beside quiet = step(() -> {
            window(0);
            window(50);
            window(0);
        });
        Beside fired = step(() -> {
            window(50);
            window(50);
        });

        assertThat(quiet.thresholds()).contains(List.of());
        assertThat(fired.thresholds()).contains(List.of("errors"));
    }

    @Test
    void windows_that_cannot_be_read_are_not_known() throws InterruptedException {
        assertThat(step(() -> answers = false).thresholds()).isEmpty();
    }
}

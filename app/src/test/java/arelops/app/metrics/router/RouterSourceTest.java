package arelops.app.metrics.router;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Way;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.app.metrics.ArmReading;
import arelops.app.metrics.MetricSource;
import arelops.app.metrics.MetricSourceContract;
import arelops.core.canary.ArmWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Windows as the node tells them, a page with two at a time.
class RouterSourceTest extends MetricSourceContract {
    private static final DeploymentId STABLE = new DeploymentId("r1-t1");
    private static final DeploymentId CANDIDATE = new DeploymentId("r2-t5");

    private static List<Window> told() {
        List<Window> told = new ArrayList<>();
        for (int i = 0; i < COUNTED.size(); i++) {
            List<Window.Cell> cells = new ArrayList<>();
            COUNTED.get(i).baseline().ifPresent(counts -> cells.add(cell(STABLE, Way.BASELINE, Origin.USER, counts)));
            COUNTED.get(i).canary().ifPresent(counts -> cells.add(cell(CANDIDATE, Way.CANARY, Origin.USER, counts)));
            boolean complete = !cells.isEmpty();
            told.add(new Window(
                    i + 7, STRETCH.start(i), STRETCH.window(), complete, complete ? "" : "the node was away", cells));
        }
        return told;
    }

    private static Window.Cell cell(DeploymentId deployment, Way way, Origin origin, ArmWindow counts) {
        return new Window.Cell(deployment, way, origin, counts.requests(), counts.errors(), new TreeMap<>());
    }

    @Override
    protected MetricSource counted() {
        return new RouterSource(
                after -> {
                    List<Window> rest = told().stream()
                            .filter(window -> window.seq() > after)
                            .toList();
                    return new Reply.Known<>(
                            new Windows(rest.subList(0, Math.min(2, rest.size())), rest.size() > 2, ""));
                },
                STABLE,
                CANDIDATE);
    }

    @Override
    protected MetricSource silent() {
        return new RouterSource(_ -> new Reply.Unknown<>("No node runs."), STABLE, CANDIDATE);
    }

    @Test
    @DisplayName("CAN-1: only users' requests by the shared address count, and no window that is not whole")
    void only_users_requests_by_the_shared_address_count() {
        Window window = new Window(
                1,
                STRETCH.from(),
                Duration.ofMinutes(1),
                true,
                "",
                List.of(
                        new Window.Cell(CANDIDATE, Way.CANARY, Origin.USER, 5, 1, new TreeMap<>(Map.of(3, 4L, 9, 1L))),
                        new Window.Cell(CANDIDATE, Way.STABLE, Origin.USER, 2, 0, new TreeMap<>(Map.of(3, 2L))),
                        new Window.Cell(CANDIDATE, Way.OWN_ADDRESS, Origin.USER, 100, 100, new TreeMap<>()),
                        new Window.Cell(CANDIDATE, Way.CANARY, Origin.PROBE, 100, 100, new TreeMap<>()),
                        new Window.Cell(STABLE, Way.BASELINE, Origin.USER, 100, 100, new TreeMap<>())));

        Optional<ArmWindow> counts = RouterSource.reading(window, CANDIDATE).window();

        assertThat(counts).hasValueSatisfying(arm -> {
            assertThat(arm.requests()).isEqualTo(7);
            assertThat(arm.errors()).isEqualTo(1);
            assertThat(arm.latency().buckets()).isEqualTo(Map.of(3, 6L, 9, 1L));
        });
        assertThat(RouterSource.reading(
                        new Window(1, window.start(), window.length(), false, "cut short", window.cells()), CANDIDATE))
                .isEqualTo(new ArmReading.Nothing("cut short"));
    }
}

package arelops.app.metrics.router;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Way;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.app.metrics.ArmReading;
import arelops.app.metrics.MetricSource;
import arelops.app.metrics.Readings;
import arelops.app.metrics.Stretch;
import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.LatencyScale;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The windows that a slot's own router counted: users' requests to two deployments behind the
/// shared address.
public final class RouterSource implements MetricSource {
    private static final int MOST_PAGES = 10_000;

    private final Pages pages;
    private final DeploymentId baseline;
    private final DeploymentId canary;

    /// How a slot's windows are asked for, as [arelops.app.deploy.DeployTarget#windows] does.
    public interface Pages {
        /// Ended windows with a sequence number above `seq`.
        Reply<Windows> after(long seq);
    }

    public RouterSource(Pages pages, DeploymentId baseline, DeploymentId canary) {
        this.pages = pages;
        this.baseline = baseline;
        this.canary = canary;
    }

    /// Only windows that begin and last as those of the stretch are taken; no window is cut or
    /// put together.
    @Override
    public Readings read(Stretch stretch) {
        Map<Instant, Window> counted = new HashMap<>();
        long after = -1;
        for (int page = 0; page < MOST_PAGES; page++) {
            switch (pages.after(after)) {
                case Reply.Unknown<Windows>(String because) -> {
                    return new Readings.Failed(because);
                }
                case Reply.Known<Windows>(Windows some) -> {
                    some.windows().stream()
                            .filter(window -> window.length().equals(stretch.window()))
                            .forEach(window -> counted.put(window.start(), window));
                    if (!some.more() || some.windows().isEmpty()) {
                        return taken(stretch, counted);
                    }
                    after = some.windows().getLast().seq();
                }
            }
        }
        return new Readings.Failed("The node has no end of windows.");
    }

    private Readings taken(Stretch stretch, Map<Instant, Window> counted) {
        return new Readings.Taken(
                Optional.of(LatencyScale.milliseconds()),
                arm(stretch, counted, window -> reading(window, baseline)),
                arm(stretch, counted, window -> reading(window, canary)),
                List.of());
    }

    private static List<ArmReading> arm(
            Stretch stretch, Map<Instant, Window> counted, Function<Window, ArmReading> reading) {
        List<ArmReading> arm = new ArrayList<>();
        for (int i = 0; i < stretch.count(); i++) {
            Instant start = stretch.start(i);
            arm.add(Optional.ofNullable(counted.get(start))
                    .map(reading)
                    .orElseGet(() -> new ArmReading.Nothing("the router has no window that begins at " + start)));
        }
        return arm;
    }

    /// What one deployment did in a window of the router.
    public static ArmReading reading(Window window, DeploymentId deployment) {
        if (!window.complete()) {
            return new ArmReading.Nothing(window.because());
        }
        long requests = 0;
        long errors = 0;
        SortedMap<Integer, Long> latency = new TreeMap<>();
        for (Window.Cell cell : window.cells()) {
            if (cell.deployment().equals(deployment) && cell.origin() == Origin.USER && cell.way() != Way.OWN_ADDRESS) {
                requests += cell.requests();
                errors += cell.errors();
                cell.latency().forEach((bucket, count) -> latency.merge(bucket, count, Long::sum));
            }
        }
        return new ArmReading.Counted(ArmWindow.of(requests, errors, LatencyCounts.of(latency)));
    }
}

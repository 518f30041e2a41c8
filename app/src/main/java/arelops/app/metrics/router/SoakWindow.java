package arelops.app.metrics.router;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.LatencyBuckets;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Way;
import arelops.app.deploy.Window;
import arelops.core.release.Seen;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// A window of the router as a soak's thresholds are compared with it.
public final class SoakWindow {
    private SoakWindow() {}

    /// What came to a deployment by the shared address, of whatever origin.
    public static Seen.Window of(Window window, DeploymentId deployment) {
        return of(window, cells(window, deployment, Way.STABLE));
    }

    /// The cells of a deployment by one way.
    public static List<Window.Cell> cells(Window window, DeploymentId deployment, Way way) {
        return window.cells().stream()
                .filter(cell -> cell.deployment().equals(deployment) && cell.way() == way)
                .toList();
    }

    /// Some cells of a window together.
    public static Seen.Window of(Window window, List<Window.Cell> cells) {
        long requests = cells.stream().mapToLong(Window.Cell::requests).sum();
        long errors = cells.stream().mapToLong(Window.Cell::errors).sum();
        boolean probesOnly = cells.stream().allMatch(cell -> cell.origin() == Origin.PROBE);
        return new Seen.Window(
                window.start(), window.length(), window.complete(), requests, errors, p99(cells), probesOnly);
    }

    /// The upper bound of the bucket below which 99 of 100 requests lie, in milliseconds.
    private static OptionalDouble p99(List<Window.Cell> cells) {
        TreeMap<Integer, Long> sum = new TreeMap<>();
        cells.forEach(cell -> cell.latency().forEach((bucket, count) -> sum.merge(bucket, count, Long::sum)));
        long total = sum.values().stream().mapToLong(Long::longValue).sum();
        long rank = (long) Math.ceil(0.99 * total);
        long seen = 0;
        for (var bucket : sum.entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank) {
                return OptionalDouble.of(LatencyBuckets.lowerMillis(bucket.getKey()) * LatencyBuckets.GROWTH);
            }
        }
        return OptionalDouble.empty();
    }
}

package arelops.app.reconcile;

import arelops.app.deploy.DeployTarget;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.LatencyBuckets;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Way;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.core.id.Slot;
import arelops.core.release.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Reads the windows of a slot, each once, and keeps those that the release on trial needs.
final class WindowReader {
    private static final int KEPT = 5_000;

    private final DeployTarget target;
    private final Map<Slot, List<Window>> read = new HashMap<>();

    WindowReader(DeployTarget target) {
        this.target = target;
    }

    /// The windows since a deployment serves: from its first request at the shared address, or from `since`, on.
    ///
    /// They are in the order in which they were measured. After the clock was set back, older ones bear later
    /// times: what lies before a window from before `since`, or is of a time yet to come, is no part of it.
    List<Seen.Window> of(Slot slot, DeploymentId deployment, Instant since, Instant now) {
        List<Window> all = read.computeIfAbsent(slot, _ -> new ArrayList<>());
        readNew(slot, all);
        int first = all.size();
        boolean after = true;
        for (int i = all.size() - 1; i >= 0; i--) {
            Window window = all.get(i);
            after &= !window.start().isBefore(since) && !window.start().isAfter(now);
            if (after || concerns(window, deployment)) {
                first = i;
            }
        }
        return all.subList(first, all.size()).stream()
                .map(window -> translate(window, deployment))
                .toList();
    }

    private void readNew(Slot slot, List<Window> all) {
        boolean more = true;
        while (more) {
            long after = all.isEmpty() ? 0 : all.getLast().seq();
            switch (target.windows(slot, after)) {
                case Reply.Unknown<Windows> _ -> more = false;
                case Reply.Known<Windows> known -> {
                    all.addAll(known.value().windows());
                    more = known.value().more() && !known.value().windows().isEmpty();
                }
            }
        }
        if (all.size() > KEPT) {
            all.subList(0, all.size() - KEPT).clear();
        }
    }

    private static boolean concerns(Window window, DeploymentId deployment) {
        return cells(window, deployment).stream().anyMatch(cell -> cell.requests() > 0);
    }

    private static List<Window.Cell> cells(Window window, DeploymentId deployment) {
        return window.cells().stream()
                .filter(cell -> cell.deployment().equals(deployment) && cell.way() == Way.STABLE)
                .toList();
    }

    private static Seen.Window translate(Window window, DeploymentId deployment) {
        List<Window.Cell> cells = cells(window, deployment);
        long requests = cells.stream().mapToLong(Window.Cell::requests).sum();
        long errors = cells.stream().mapToLong(Window.Cell::errors).sum();
        boolean probesOnly = cells.stream().allMatch(cell -> cell.origin() == Origin.PROBE);
        return new Seen.Window(window.start(), window.complete(), requests, errors, p99(cells), probesOnly);
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

package arelops.app.reconcile;

import arelops.app.deploy.DeployTarget;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Way;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.app.metrics.router.SoakWindow;
import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyCounts;
import arelops.core.id.Slot;
import arelops.core.release.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the windows of a slot, each once, and keeps those that the release on trial needs.
final class WindowReader {
    /// Enough for four times the longest soak that a config may ask for.
    private static final int KEPT = 30_000;

    private final DeployTarget target;
    private final Map<Slot, List<Window>> read = new HashMap<>();

    WindowReader(DeployTarget target) {
        this.target = target;
    }

    /// The windows since a deployment serves: from its first request at the shared address, or
    /// from `since`, on.
    ///
    /// They are in the order in which they were measured. After the clock was set back, older
    /// ones bear later
    /// times: what lies before a window from before `since`, or is of a time yet to come, does
    /// not count.
    List<Seen.Window> of(Slot slot, DeploymentId deployment, Instant since, Instant now) {
        return serving(slot, deployment, since, now).stream()
                .map(window -> SoakWindow.of(window, judged(window, deployment, Way.STABLE)))
                .toList();
    }

    private List<Window> serving(Slot slot, DeploymentId deployment, Instant since, Instant now) {
        List<Window> all = all(slot);
        int first = firstSince(all, since, now);
        for (int i = first - 1; i >= 0; i--) {
            if (concerns(all.get(i), deployment)) {
                first = i;
            }
        }
        return all.subList(first, all.size());
    }

    /// The windows since a deployment serves, the same as [#of], beside what stable did in them.
    List<Seen.Pair> beside(Slot slot, DeploymentId serving, DeploymentId stable, Instant since, Instant now) {
        return pairs(serving(slot, serving, since, now), serving, new Other(Optional.of(stable), Way.BASELINE));
    }

    /// Whom a deployment that serves is compared with, and by which way requests come there.
    record Other(Optional<DeploymentId> deployment, Way way) {}

    /// The windows that began since then, of a deployment that serves and of another beside it: a
    /// pair for each origin.
    List<Seen.Pair> pairs(Slot slot, DeploymentId trial, Other other, Instant since, Instant now) {
        List<Window> all = all(slot);
        return pairs(all.subList(firstSince(all, since, now), all.size()), trial, other);
    }

    private static List<Seen.Pair> pairs(List<Window> windows, DeploymentId trial, Other other) {
        List<Seen.Pair> pairs = new ArrayList<>();
        for (Window window : windows) {
            List<Window.Cell> tried = judged(window, trial, Way.STABLE);
            List<Window.Cell> beside = other.deployment()
                    .map(one -> judged(window, one, other.way()))
                    .orElse(List.of());
            for (Origin origin : Origin.values()) {
                Seen.Window left = SoakWindow.of(window, of(origin, tried));
                Seen.Window right = SoakWindow.of(window, of(origin, beside));
                pairs.add(new Seen.Pair(left, Optional.of(right).filter(one -> one.requests() > 0)));
            }
        }
        return pairs;
    }

    /// Who is compared with whom.
    ///
    /// @param way by which requests come to the baseline
    record Arms(DeploymentId canary, DeploymentId baseline, Way way) {
        /// Nobody is compared with stable.
        static Arms none(DeploymentId stable) {
            return new Arms(stable, stable, Way.STABLE);
        }
    }

    /// The windows that began since then, of a canary and its baseline: one of all who ask, and
    /// one of probes alone.
    List<Seen.ArmsWindow> arms(Slot slot, Arms arms, Instant since, Instant now) {
        List<Seen.ArmsWindow> out = new ArrayList<>();
        List<Window> all = all(slot);
        for (Window window : all.subList(firstSince(all, since, now), all.size())) {
            for (Origin origin : List.of(Origin.USER, Origin.MIRROR, Origin.REPLAY, Origin.PROBE)) {
                out.add(new Seen.ArmsWindow(
                        window.start(),
                        window.length(),
                        window.complete(),
                        origin == Origin.PROBE,
                        arelops.core.canary.Window.of(
                                arm(of(origin, judged(window, arms.baseline(), arms.way()))),
                                arm(of(origin, judged(window, arms.canary(), Way.CANARY))))));
            }
        }
        return out;
    }

    private static ArmWindow arm(List<Window.Cell> cells) {
        TreeMap<Integer, Long> latency = new TreeMap<>();
        cells.forEach(cell -> cell.latency().forEach((bucket, count) -> latency.merge(bucket, count, Long::sum)));
        return ArmWindow.of(
                cells.stream().mapToLong(Window.Cell::requests).sum(),
                cells.stream().mapToLong(Window.Cell::errors).sum(),
                LatencyCounts.of(latency));
    }

    /// Where the newest windows begin that all lie between `since` and now: after the clock was
    /// set back, older ones
    /// bear later times.
    private static int firstSince(List<Window> all, Instant since, Instant now) {
        int first = all.size();
        while (first > 0
                && !all.get(first - 1).start().isBefore(since)
                && !all.get(first - 1).start().isAfter(now)) {
            first--;
        }
        return first;
    }

    private static List<Window.Cell> of(Origin origin, List<Window.Cell> cells) {
        return cells.stream().filter(cell -> cell.origin() == origin).toList();
    }

    private List<Window> all(Slot slot) {
        List<Window> all = read.computeIfAbsent(slot, _ -> new ArrayList<>());
        readNew(slot, all);
        return all;
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

    /// What a release is judged by: not the requests that met injected faults.
    private static List<Window.Cell> judged(Window window, DeploymentId deployment, Way way) {
        return SoakWindow.cells(window, deployment, way).stream()
                .filter(cell -> cell.origin() != Origin.TRIED)
                .toList();
    }

    private static boolean concerns(Window window, DeploymentId deployment) {
        return judged(window, deployment, Way.STABLE).stream().anyMatch(cell -> cell.requests() > 0);
    }
}

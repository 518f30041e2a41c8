package arelops.core.canary;

import java.util.List;
import java.util.stream.Stream;

/// The baseline's latencies of late, from which the thresholds of the next window are taken.
///
/// An arm that warms up, or a night that ends, changes what is slow for this service. A threshold out
/// of all windows would stay where the first ones put it, and later on no request would come above it.
/// So the windows are counted in stretches, and only the last ones and the one that is under way are
/// remembered.
///
/// @param former the stretches before, the oldest first
/// @param current the stretch under way
record LatencyHistory(List<LatencyCounts> former, LatencyCounts current) {
    /// So many stretches are remembered,
    private static final int STRETCHES = 4;
    /// each of so many requests at least: of four, eight are above p99.
    private static final long REQUESTS = 200;

    LatencyHistory {
        former = List.copyOf(former);
    }

    /// @param prior what stable's requests took before the first window
    static LatencyHistory after(LatencyCounts prior) {
        return new LatencyHistory(List.of(prior), LatencyCounts.none());
    }

    LatencyHistory plus(LatencyCounts window) {
        LatencyCounts now = current.plus(window);
        if (now.total() < REQUESTS) {
            return new LatencyHistory(former, now);
        }
        List<LatencyCounts> all = Stream.concat(former.stream(), Stream.of(now)).toList();
        return new LatencyHistory(all.subList(Math.max(0, all.size() - STRETCHES), all.size()), LatencyCounts.none());
    }

    LatencyCounts counts() {
        return former.stream().reduce(current, LatencyCounts::plus);
    }
}

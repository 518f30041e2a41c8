package arelops.core.canary;

/// The baseline's latencies of late, from which the thresholds of the next window are taken.
///
/// An arm that warms up, or a night that ends, changes what is slow for this service. A threshold out
/// of all windows would stay where the first ones put it, and later on no request would come above it.
/// So the windows are counted in stretches, and the last one that is complete and the one that is under
/// way are remembered.
///
/// @param former the stretch before
/// @param current the stretch under way
/// @param windows so many windows are in the one under way
record LatencyHistory(LatencyCounts former, LatencyCounts current, int windows) {
    /// A stretch has at least so many windows,
    private static final int WINDOWS = 5;
    /// and so many requests that ten of them are above p99.
    private static final long REQUESTS = 1000;

    /// @param prior what stable's requests took before the first window
    static LatencyHistory after(LatencyCounts prior) {
        return new LatencyHistory(prior, LatencyCounts.none(), 0);
    }

    LatencyHistory plus(LatencyCounts window) {
        LatencyCounts now = current.plus(window);
        return windows + 1 >= WINDOWS && now.total() >= REQUESTS
                ? new LatencyHistory(now, LatencyCounts.none(), 0)
                : new LatencyHistory(former, now, windows + 1);
    }

    LatencyCounts counts() {
        return former.plus(current);
    }
}

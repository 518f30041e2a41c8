package arelops.core.canary;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one arm did in one window.
///
/// @param requests that ended in the window
/// @param errors among them
/// @param latency of the requests whose latency was measured; without any where none was
/// @param metrics the extra metrics by name: the increase of a counter, the level of a gauge
public record ArmWindow(long requests, long errors, LatencyCounts latency, SortedMap<String, Double> metrics) {
    /// Enough for any window, and small enough for every sum to be exact.
    public static final long MOST = 1_000_000_000_000L;

    public ArmWindow {
        if (requests < 0 || requests > MOST) {
            throw new IllegalArgumentException("requests are from 0 to " + MOST + ", not " + requests);
        }
        if (errors < 0 || errors > requests) {
            throw new IllegalArgumentException("errors are from 0 to the " + requests + " requests, not " + errors);
        }
        if (latency.total() > requests) {
            throw new IllegalArgumentException(
                    "latencies of " + latency.total() + " requests, and there were " + requests);
        }
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }

    public static ArmWindow of(long requests, long errors, LatencyCounts latency) {
        return new ArmWindow(requests, errors, latency, new TreeMap<>());
    }
}

package arelops.app.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What was counted in a slot in one stretch of time.
///
/// Sequence numbers have no holes. Only a `complete` window may be compared with others; `because` says why one is
/// not.
public record Window(long seq, Instant start, Duration length, boolean complete, String because, List<Cell> cells) {
    public Window {
        cells = List.copyOf(cells);
    }

    /// One deployment's requests of one origin by one way. `errors` are answers of 500 and above and failed
    /// connections; `latency` counts requests by bucket ([LatencyBuckets]), empty buckets left out.
    public record Cell(
            DeploymentId deployment,
            Way way,
            Origin origin,
            long requests,
            long errors,
            SortedMap<Integer, Long> latency) {
        public Cell {
            latency = Collections.unmodifiableSortedMap(new TreeMap<>(latency));
        }
    }
}

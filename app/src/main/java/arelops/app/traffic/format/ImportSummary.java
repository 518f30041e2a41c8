package arelops.app.traffic.format;

import java.time.Instant;
import java.util.Map;

/// What an import came to.
///
/// @param exchanges how many were handed on
/// @param troubles how often each kind occurred; kinds that did not are not in it
/// @param began when the first one's request was made: offsets count from here; the epoch if there is
/// none
public record ImportSummary(long exchanges, Map<ImportTrouble, Long> troubles, Instant began) {
    /// Copies the counts.
    public ImportSummary {
        troubles = Map.copyOf(troubles);
    }

    /// How often a trouble occurred.
    public long count(ImportTrouble trouble) {
        return troubles.getOrDefault(trouble, 0L);
    }
}

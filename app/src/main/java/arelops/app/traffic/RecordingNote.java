package arelops.app.traffic;

import arelops.core.traffic.anonymise.HideRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What is said of a recording when it is over.
///
/// @param source where the requests came from, in words
/// @param began when the first request was made
/// @param length from there to the last one
/// @param kept what is stored
/// @param refused what the leak scan refused, and so is stored nowhere
/// @param scan what the leak scans of all segments found together
/// @param left what could not be taken, by reason
/// @param hidden how often each rule, detector or default hid something
/// @param pathIds rules that would hide what looks like an id in a path and is stored as it came, with the number of
///     requests
/// @param rules by which it was anonymised, beside the standard ones
/// @param keepUntil when recording and key are deleted
public record RecordingNote(
        String source,
        Instant began,
        Duration length,
        Amount kept,
        Amount refused,
        Scan scan,
        Map<String, Long> left,
        Map<String, Long> hidden,
        Map<String, Long> pathIds,
        HideRules rules,
        Instant keepUntil) {
    /// So many segments with so many exchanges.
    ///
    /// @param raw bytes before compression
    /// @param stored bytes on the disk
    public record Amount(int segments, long exchanges, long raw, long stored) {
        /// Nothing.
        public static final Amount NONE = new Amount(0, 0, 0, 0);

        Amount plus(long more, long moreRaw, long moreStored) {
            return new Amount(segments + 1, exchanges + more, raw + moreRaw, stored + moreStored);
        }
    }

    /// What leak scans found.
    ///
    /// @param bytes how many were looked at, unpacked and decoded ones too
    /// @param values how many originals were looked for
    /// @param missed how often an original of each rule, or of a planted person, was found; never the value
    /// @param planted how many values of planted persons were looked for
    public record Scan(long bytes, long values, Map<String, Long> missed, int planted) {
        /// Before the first segment.
        public static final Scan NONE = new Scan(0, 0, Map.of(), 0);

        /// Copies the map.
        public Scan {
            missed = Map.copyOf(missed);
        }
    }

    /// What is counted once in a recording that ended at its size.
    public static final String FULL = "ended before its time: it has the size that it may have";

    /// Whether it ended at its size.
    public boolean isFull() {
        return left.containsKey(FULL);
    }

    /// Copies the maps.
    public RecordingNote {
        left = Map.copyOf(left);
        hidden = Map.copyOf(hidden);
        pathIds = Map.copyOf(pathIds);
    }
}

package arelops.core.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The monitoring is tried with recorded traffic and injected faults: each must fire what is expected of it.
///
/// @param faults as they are written, like `errors=20%`; where there are none, those that the thresholds tell of
/// @param within so soon an alarm must fire; three windows where it is not said
/// @param expect the alerts that a kind of fault must fire beside the thresholds that fit it
/// @param recording the beginning of the name of the recordings of which the newest is sent
public record AlarmPolicy(
        List<String> faults, Optional<Duration> within, SortedMap<String, List<String>> expect, String recording) {
    /// The kinds of faults.
    public static final List<String> KINDS = List.of("errors", "latency", "drop");

    /// All as usual.
    public static final AlarmPolicy USUAL =
            new AlarmPolicy(List.of(), Optional.empty(), new TreeMap<>(), LoadPolicy.DEFAULT_RECORDING);

    /// Two windows that cross a threshold, and the one in which the fault began.
    private static final int WINDOWS = 3;

    /// Copies.
    public AlarmPolicy {
        faults = List.copyOf(faults);
        expect = Collections.unmodifiableSortedMap(new TreeMap<>(expect));
    }

    /// So soon an alarm must fire.
    ///
    /// @param window the length of the router's windows
    public Duration within(Duration window) {
        return within.orElse(window.multipliedBy(WINDOWS));
    }
}

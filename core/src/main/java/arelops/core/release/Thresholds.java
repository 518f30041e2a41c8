package arelops.core.release;

import arelops.core.policy.Amount;
import arelops.core.policy.Watch;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The limits of `watch` as alarms: each fires by the rule that ends a soak, in two complete windows running.
public final class Thresholds {
    private Thresholds() {}

    /// That one fired.
    ///
    /// @param at the end of the second window
    public record Firing(Instant at, String what) {}

    /// Whether a soak compares it with what the router counts: a share of errors, a time of p99.
    public static boolean isMeasured(Watch watch) {
        return watch.max()
                .filter(max -> switch (max) {
                    case Amount.Share _ -> watch.name().equals("errors");
                    case Amount.Time _ -> watch.name().equals("p99");
                    case Amount.Count _, Amount.Severity _ -> false;
                })
                .isPresent();
    }

    /// When it first fired in these windows, oldest first.
    public static Optional<Firing> fired(List<Seen.Window> windows, Watch watch) {
        for (int last = 1; last < windows.size(); last++) {
            Seen.Window newest = windows.get(last);
            Optional<SoakReading.Crossing> crossing =
                    SoakReading.crossing(windows.subList(0, last + 1), List.of(watch));
            if (crossing.isPresent()) {
                return Optional.of(new Firing(
                        newest.start().plus(newest.length()), crossing.get().what()));
            }
        }
        return Optional.empty();
    }

    /// What a window crosses, as a sentence.
    public static Optional<String> crossed(Seen.Window window, Collection<Watch> watches) {
        return SoakReading.crossings(window, watches).values().stream().findFirst();
    }
}

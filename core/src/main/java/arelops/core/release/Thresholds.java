package arelops.core.release;

import arelops.core.policy.Amount;
import arelops.core.policy.Watch;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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

    /// How near the complete windows came to a limit, as a sentence; empty where none had a request.
    public static String nearest(List<Seen.Window> windows, Watch watch) {
        List<Seen.Window> asked = windows.stream()
                .filter(window -> window.complete() && window.requests() > 0)
                .toList();
        if (asked.isEmpty() || watch.max().isEmpty()) {
            return "";
        }
        return switch (watch.max().get()) {
            case Amount.Share share ->
                String.format(
                        Locale.ROOT,
                        "errors were at most %.2f %%, the limit is %s",
                        asked.stream()
                                .mapToDouble(window -> 100.0 * window.errors() / window.requests())
                                .max()
                                .orElse(0),
                        share);
            case Amount.Time time ->
                String.format(
                        Locale.ROOT,
                        "p99 was at most %.0f ms, the limit is %s",
                        asked.stream()
                                .mapToDouble(window -> window.p99Millis().orElse(0))
                                .max()
                                .orElse(0),
                        time);
            case Amount.Count _, Amount.Severity _ -> "";
        };
    }

    /// What a window crosses, as a sentence.
    public static Optional<String> crossed(Seen.Window window, Collection<Watch> watches) {
        return SoakReading.crossings(window, watches).values().stream().findFirst();
    }
}

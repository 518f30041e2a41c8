package arelops.core.release;

import arelops.core.gate.Soak;
import arelops.core.policy.Amount;
import arelops.core.policy.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How far a soak has come, from the windows that were observed.
///
/// @param observed windows that count: complete, with requests, within every threshold
/// @param probed those of them in which nobody asked but ARelOps itself
/// @param samples requests in the windows that count
/// @param progress how much time counts, and how much must
/// @param crossing what speaks against the two newest complete windows, if so
/// @param unheard why it is not known whether an alert fires in the newest complete window, if so
record SoakReading(
        int observed,
        int probed,
        long samples,
        Progress progress,
        Optional<Crossing> crossing,
        Optional<String> unheard) {
    /// A soak may take this many times its length.
    private static final int PATIENCE = 4;

    /// Two windows running that something speaks against.
    ///
    /// @param what a threshold crossed, an alert that fires
    /// @param since when the first of them began
    record Crossing(String what, Instant since) {}

    Optional<String> crossed() {
        return crossing.map(Crossing::what);
    }

    /// Time, not windows: where the rules change the length of a window in the middle of a soak, what was observed
    /// before counts as long as it was.
    ///
    /// @param counted the time of the windows that count
    /// @param watched that of all windows since the deployment served; a gap counts as one window, however long
    record Progress(Duration counted, Duration watched, Duration length, Duration window) {
        /// The soak in whole windows.
        private int windows(Duration time) {
            return (int) ((time.toMillis() + window.toMillis() - 1) / window.toMillis());
        }

        private int left() {
            return windows(length.minus(counted));
        }

        private boolean isLongEnough() {
            return counted.compareTo(length) >= 0;
        }

        private boolean isOverdue() {
            return watched.compareTo(window.multipliedBy(PATIENCE * (long) Math.max(1, windows(length)))) >= 0;
        }
    }

    static SoakReading of(List<Seen.Window> windows, Soak soak, Duration window, Collection<Watch> watches) {
        return of(windows, soak, window, watches, Alarms.NONE);
    }

    static SoakReading of(
            List<Seen.Window> windows, Soak soak, Duration window, Collection<Watch> watches, Alarms alarms) {
        List<Judged> complete = judged(windows, watches, alarms);
        List<Seen.Window> good = complete.stream()
                .filter(one ->
                        one.against() instanceof Against.Nothing && one.window().requests() > 0)
                .map(Judged::window)
                .toList();
        return new SoakReading(
                good.size(),
                (int) good.stream().filter(Seen.Window::probesOnly).count(),
                good.stream().mapToLong(Seen.Window::requests).sum(),
                new Progress(
                        sum(good.stream().map(Seen.Window::length)),
                        sum(windows.stream().map(one -> atMost(one, window))),
                        soak.length(),
                        window),
                lastTwo(complete),
                complete.isEmpty()
                        ? Optional.empty()
                        : unheard(complete.getLast().against()));
    }

    /// The same of the two newest complete windows, by thresholds alone.
    static Optional<Crossing> crossing(List<Seen.Window> windows, Collection<Watch> watches) {
        return lastTwo(judged(windows, watches, Alarms.NONE));
    }

    private static List<Judged> judged(List<Seen.Window> windows, Collection<Watch> watches, Alarms alarms) {
        return windows.stream()
                .filter(Seen.Window::complete)
                .map(one -> new Judged(one, against(one, watches, alarms)))
                .toList();
    }

    /// A window with what speaks against it.
    private record Judged(Seen.Window window, Against against) {}

    /// What speaks against a window.
    private sealed interface Against {
        record Nothing() implements Against {}

        /// It cannot be told whether an alert fires.
        record Unheard(String because) implements Against {}

        record Something(String what) implements Against {}
    }

    private static Against against(Seen.Window window, Collection<Watch> watches, Alarms alarms) {
        Optional<String> threshold = crossing(window, watches);
        if (threshold.isPresent()) {
            return new Against.Something(threshold.get());
        }
        return switch (alarms.in(window)) {
            case Alarms.Heard.Quiet() -> new Against.Nothing();
            case Alarms.Heard.Firing(Alert alert, Alarms.On _) -> new Against.Something(alert.words() + " fires");
            case Alarms.Heard.Unknown(String because) -> new Against.Unheard(because);
        };
    }

    private static Optional<String> unheard(Against against) {
        return against instanceof Against.Unheard(String because) ? Optional.of(because) : Optional.empty();
    }

    private static Duration atMost(Seen.Window one, Duration window) {
        return one.complete() || one.length().compareTo(window) < 0 ? one.length() : window;
    }

    private static Duration sum(Stream<Duration> times) {
        return times.reduce(Duration.ZERO, Duration::plus);
    }

    /// A window of which it is not known whether an alert fires is as one that was not measured.
    private static Optional<Crossing> lastTwo(List<Judged> complete) {
        List<Judged> known = complete.stream()
                .filter(one -> !(one.against() instanceof Against.Unheard))
                .toList();
        int size = known.size();
        return size >= 2
                        && known.get(size - 2).against() instanceof Against.Something
                        && known.get(size - 1).against() instanceof Against.Something(String what)
                ? Optional.of(new Crossing(what, known.get(size - 2).window().start()))
                : Optional.empty();
    }

    private static Optional<String> crossing(Seen.Window window, Collection<Watch> watches) {
        return crossings(window, watches).values().stream().findFirst();
    }

    /// The thresholds that a window crosses: by the measure's name, a sentence.
    static Map<String, String> crossings(Seen.Window window, Collection<Watch> watches) {
        Map<String, String> crossed = new LinkedHashMap<>();
        watches.forEach(watch -> crossing(window, watch).ifPresent(sentence -> crossed.put(watch.name(), sentence)));
        return crossed;
    }

    private static Optional<String> crossing(Seen.Window window, Watch watch) {
        if (window.requests() == 0 || watch.max().isEmpty()) {
            return Optional.empty();
        }
        Amount max = watch.max().get();
        return switch (max) {
            case Amount.Share share
            when watch.name().equals("errors") -> {
                double errors = 100.0 * window.errors() / window.requests();
                yield errors > 100 * share.percent().fraction()
                        ? Optional.of(
                                "errors at " + Math.round(errors * 100) / 100.0 + " %, the limit is " + share.percent())
                        : Optional.empty();
            }
            case Amount.Time time
            when watch.name().equals("p99") && window.p99Millis().isPresent() -> {
                double p99 = window.p99Millis().getAsDouble();
                yield p99 > time.duration().toMillis()
                        ? Optional.of("p99 at " + Math.round(p99) + " ms, the limit is "
                                + time.duration().toMillis() + " ms")
                        : Optional.empty();
            }
            case Amount.Share _, Amount.Time _, Amount.Count _, Amount.Severity _ -> Optional.empty();
        };
    }

    boolean isDone(Soak soak) {
        return progress.isLongEnough() && samples >= soak.samples();
    }

    boolean isOverdue() {
        return progress.isOverdue();
    }

    boolean isBeforeHalf() {
        return progress.counted().multipliedBy(2).compareTo(progress.length()) < 0;
    }

    /// How many windows must count, if all to come are as long as the rules say.
    int needed() {
        return progress.isLongEnough()
                ? Math.min(observed, progress.windows(progress.length()))
                : observed + progress.left();
    }

    /// What was observed, for screens.
    String measured() {
        String by = observed == 0 || probed == 0
                ? ""
                : probed == observed ? ", all by probes" : ", " + probed + " of the windows by probes alone";
        String silent =
                unheard.map(because -> ", the last does not count: " + because).orElse("");
        return observed + " of " + needed() + " windows, " + samples + " requests" + by + silent;
    }
}

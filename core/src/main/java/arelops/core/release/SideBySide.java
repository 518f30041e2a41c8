package arelops.core.release;

import arelops.core.policy.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What windows of a release and of stable, side by side, say of a crossed threshold.
///
/// @param finding that of two windows running; [Finding#UNSURE] until two agree
/// @param because the newest window's readings, as a sentence
record SideBySide(Finding finding, String because) {
    /// Whom a window speaks against; of several origins the first of these counts.
    enum Finding {
        /// Both cross the same threshold.
        STABLE_TOO,
        /// The release crosses a threshold that stable keeps, or that there is no stable to compare with.
        RELEASE,
        /// There is nothing to compare, or two windows running do not agree.
        UNSURE,
        /// The release crosses none.
        NO_LONGER
    }

    private static final SideBySide NOTHING = new SideBySide(Finding.UNSURE, "no window of both yet");

    static SideBySide of(List<Seen.Pair> pairs, Collection<Watch> watches, StableShare share) {
        return of(pairs, watches, share, Alarms.NONE);
    }

    /// Reads pairs, oldest first: the first two complete windows running that agree decide, so that it does not matter
    /// when somebody looks.
    ///
    /// @param share of stable
    static SideBySide of(List<Seen.Pair> pairs, Collection<Watch> watches, StableShare share, Alarms alarms) {
        Map<Instant, List<Seen.Pair>> windows = new TreeMap<>();
        pairs.stream()
                .filter(pair -> pair.trial().complete())
                .forEach(pair -> windows.computeIfAbsent(pair.trial().start(), _ -> new ArrayList<>())
                        .add(pair));
        SideBySide last = NOTHING;
        for (List<Seen.Pair> window : windows.values()) {
            SideBySide measured = ofWindow(window, watches, share);
            SideBySide one = withAlerts(measured, window, share, alarms);
            if (one.finding != Finding.UNSURE && one.finding == last.finding) {
                return one;
            }
            last = one;
        }
        return new SideBySide(Finding.UNSURE, last.because);
    }

    /// What was measured and what alerts say: stable's crossing clears the release, a crossing of the release alone
    /// blames it; an alert does so only where it names the release, and stable had a part of the requests, or where
    /// there is no stable. Quiet alone says nothing: without a request there is nothing to compare.
    private static SideBySide withAlerts(
            SideBySide measured, List<Seen.Pair> origins, StableShare share, Alarms alarms) {
        Optional<SideBySide> heard = switch (alarms.in(origins.getFirst().trial())) {
            case Alarms.Heard.Quiet() -> Optional.empty();
            case Alarms.Heard.Unknown(String because) ->
                Optional.of(new SideBySide(Finding.UNSURE, "it is not known whether an alert fires: " + because));
            case Alarms.Heard.Firing firing ->
                Optional.of(
                        share.compares()
                                ? compared(firing, origins.stream().anyMatch(share::isComparable))
                                : alone(firing, origins, alarms));
        };
        return heard.filter(one -> one.finding.compareTo(measured.finding) < 0 || measured.equals(NOTHING))
                .orElse(measured);
    }

    private static SideBySide compared(Alarms.Heard.Firing firing, boolean isComparable) {
        String fires = firing.alert().words() + " fires";
        return switch (firing.on()) {
            case BOTH -> new SideBySide(Finding.STABLE_TOO, fires + "; it fires for stable as well");
            case ENVIRONMENT -> new SideBySide(Finding.UNSURE, fires + "; it does not tell of which release");
            case RELEASE ->
                isComparable
                        ? new SideBySide(Finding.RELEASE, fires + "; it names this release, and stable runs beside it")
                        : new SideBySide(Finding.UNSURE, fires + "; stable had too few of the same requests");
        };
    }

    /// There is no stable: an alert that began while the release served blames it.
    private static SideBySide alone(Alarms.Heard.Firing firing, List<Seen.Pair> origins, Alarms alarms) {
        String fires = firing.alert().words() + " fires";
        if (firing.alert().since().isBefore(alarms.since())) {
            return new SideBySide(Finding.UNSURE, fires + "; it began before the release served");
        }
        return origins.stream().anyMatch(pair -> pair.trial().requests() > 0)
                ? new SideBySide(Finding.RELEASE, fires)
                : new SideBySide(Finding.UNSURE, fires + "; nobody asked for anything");
    }

    /// Origins are never mixed: each is compared with itself. Where stable crosses the same threshold
    /// in one of them, the release is not blamed for another.
    private static SideBySide ofWindow(List<Seen.Pair> origins, Collection<Watch> watches, StableShare share) {
        List<SideBySide> found =
                origins.stream().map(pair -> ofOrigin(pair, watches, share)).toList();
        return found.stream()
                .filter(one -> !one.equals(NOTHING))
                .min(Comparator.comparing(SideBySide::finding))
                .orElse(NOTHING);
    }

    private static SideBySide ofOrigin(Seen.Pair pair, Collection<Watch> watches, StableShare share) {
        if (pair.trial().requests() == 0) {
            return NOTHING;
        }
        Map<String, String> crossed = SoakReading.crossings(pair.trial(), watches);
        if (crossed.isEmpty()) {
            return share.isComparable(pair) || !share.compares()
                    ? new SideBySide(Finding.NO_LONGER, "it crosses no threshold any more")
                    : NOTHING;
        }
        String first = crossed.values().iterator().next();
        if (!share.compares()) {
            return new SideBySide(Finding.RELEASE, first);
        }
        if (!share.isComparable(pair)) {
            return new SideBySide(Finding.UNSURE, first + "; stable had too few of the same requests to compare with");
        }
        Map<String, String> stable = SoakReading.crossings(pair.stable().orElseThrow(), watches);
        List<Map.Entry<String, String>> alone = crossed.entrySet().stream()
                .filter(one -> !stable.containsKey(one.getKey()))
                .toList();
        if (alone.isEmpty()) {
            return new SideBySide(Finding.STABLE_TOO, first + "; stable: " + stable.values());
        }
        return alone.stream()
                .filter(one -> share.tells(one.getKey(), pair))
                .findFirst()
                .map(one -> new SideBySide(Finding.RELEASE, one.getValue() + "; stable kept it in the same windows"))
                .orElseGet(() -> new SideBySide(
                        Finding.UNSURE, alone.getFirst().getValue() + "; stable kept it, in too few requests to tell"));
    }
}

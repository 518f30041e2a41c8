package arelops.core.release;

import arelops.core.policy.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What windows say of the users who are back, beside those whom the standby still serves.
///
/// @param observed the time of the windows that count: complete, with requests, and nothing speaks against them
/// @param samples the requests in these
/// @param worse what is worse for those who are back, in two windows running
record BackReading(Duration observed, long samples, Optional<String> worse) {
    /// So many points more of errors than the standby has are worse, whatever the limits are.
    private static final double MARGIN = 0.05;
    /// Of fewer requests no share is told.
    private static final int LEAST = 10;

    /// Reads pairs, oldest first. Several origins of one window are pairs of their own: each is compared with itself.
    static BackReading of(List<Seen.Pair> pairs, Collection<Watch> watches) {
        Map<Instant, List<Seen.Pair>> windows = new TreeMap<>();
        pairs.stream()
                .filter(pair -> pair.trial().complete() && pair.trial().requests() > 0)
                .forEach(pair -> windows.computeIfAbsent(pair.trial().start(), _ -> new ArrayList<>())
                        .add(pair));
        Duration observed = Duration.ZERO;
        long samples = 0;
        Optional<String> last = Optional.empty();
        Optional<String> worse = Optional.empty();
        for (List<Seen.Pair> window : windows.values()) {
            Optional<String> now = window.stream()
                    .flatMap(pair -> worse(pair, watches).stream())
                    .findFirst();
            boolean crosses = window.stream()
                    .anyMatch(pair ->
                            !SoakReading.crossings(pair.trial(), watches).isEmpty());
            if (now.isEmpty() && !crosses) {
                observed = observed.plus(window.getFirst().trial().length());
                samples += window.stream()
                        .mapToLong(pair -> pair.trial().requests())
                        .sum();
            }
            worse = last.isPresent() && now.isPresent() ? now : worse;
            last = now;
        }
        return new BackReading(observed, samples, worse);
    }

    /// A threshold that those cross who are back, and the others do not; or clearly more errors.
    private static Optional<String> worse(Seen.Pair pair, Collection<Watch> watches) {
        Map<String, String> there = pair.stable()
                .map(stable -> SoakReading.crossings(stable, watches))
                .orElse(Map.of());
        return SoakReading.crossings(pair.trial(), watches).entrySet().stream()
                .filter(crossed -> !there.containsKey(crossed.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> pair.stable().flatMap(stable -> moreErrors(pair.trial(), stable)));
    }

    private static Optional<String> moreErrors(Seen.Window here, Seen.Window there) {
        boolean enough = here.requests() >= LEAST && there.requests() >= LEAST;
        return enough && share(here) > share(there) + MARGIN
                ? Optional.of("errors at " + percent(here) + " %, and " + percent(there) + " % where the others are")
                : Optional.empty();
    }

    private static double share(Seen.Window window) {
        return (double) window.errors() / window.requests();
    }

    private static long percent(Seen.Window window) {
        return Math.round(100 * share(window));
    }
}

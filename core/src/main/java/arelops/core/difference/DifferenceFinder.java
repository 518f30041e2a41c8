package arelops.core.difference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Counts where a release answers differently than stable, and where stable differs from itself, in
/// bounded memory. For one thread.
///
/// The order in which requests are compared changes nothing as long as there is room.
public final class DifferenceFinder {
    /// Of all that is reported, so much may be chance.
    public static final double FALSE_SHARE = 0.01;

    private static final String OTHER_ROUTES = "(other routes)";
    private static final int MOST_OF_A_PAIR = 2_048;
    private static final int LONGEST_PLACE = 280;

    private record Spot(String route, String place, Aspect aspect) {}

    private record Way(String place, Aspect aspect) {}

    private record Texts(Supplier<String> stable, Supplier<String> candidate) {}

    private final Room room;
    private final Ignored ignored;
    private final long seed;
    private final AnswerReading candidate = new AnswerReading();
    private final AnswerReading stable = new AnswerReading();
    private final AnswerReading again = new AnswerReading();
    private final Map<String, Long> routes = new HashMap<>();
    private final Map<Spot, PlaceTally> tallies = new HashMap<>();
    private long pairs;
    private long otherRoute;
    private long withoutRoom;

    /// @param seed of which examples are kept
    public DifferenceFinder(Room room, Ignored ignored, long seed) {
        this.room = room;
        this.ignored = ignored;
        this.seed = seed;
    }

    /// Compares the release's answer with stable's, and stable's with its second one.
    public void compare(Asked asked, Answer ofCandidate, Answer ofStable, Answer ofAgain) {
        pairs++;
        String route = roomy(Route.of(asked.method(), asked.target()));
        routes.merge(route, 1L, Long::sum);
        candidate.of(ofCandidate);
        stable.of(ofStable);
        again.of(ofAgain);
        Map<Way, Texts> raw = new LinkedHashMap<>();
        Set<Way> noise = new HashSet<>();
        AnswerComparison.compare(stable, candidate, ignored, (aspect, place, one, two) -> {
            if (raw.size() < MOST_OF_A_PAIR && counts(place)) {
                raw.putIfAbsent(way(place, aspect), new Texts(one, two));
            } else if (raw.size() >= MOST_OF_A_PAIR) {
                withoutRoom++;
            }
        });
        AnswerComparison.compare(stable, again, ignored, (aspect, place, _, _) -> {
            if (noise.size() < MOST_OF_A_PAIR && counts(place)) {
                noise.add(way(place, aspect));
            } else if (noise.size() >= MOST_OF_A_PAIR) {
                withoutRoom++;
            }
        });
        raw.forEach((way, texts) -> tally(asked, new Spot(route, way.place(), way.aspect()), texts, noise.remove(way)));
        noise.forEach(way -> tally(new Spot(route, way.place(), way.aspect())));
    }

    /// What is found so far.
    public DifferenceReport report() {
        List<Map.Entry<Spot, PlaceTally>> all = new ArrayList<>(tallies.entrySet());
        all.removeIf(one -> one.getValue().oneSided() < DifferenceReport.FEWEST);
        double[] chances = all.stream()
                .mapToDouble(one -> one.getValue().chance(one.getKey().aspect()))
                .toArray();
        boolean[] discoveries = FalseDiscovery.discoveries(chances, FALSE_SHARE);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < chances.length; i++) {
            if (discoveries[i]) {
                Spot spot = all.get(i).getKey();
                PlaceTally tally = all.get(i).getValue();
                findings.add(new Finding(
                        spot.route(),
                        spot.place(),
                        spot.aspect(),
                        tally.counts(routes.getOrDefault(spot.route(), 0L)),
                        chances[i],
                        tally.examples()));
            }
        }
        findings.sort(Comparator.comparingLong((Finding one) -> -one.counts().alone())
                .thenComparing(Finding::route)
                .thenComparing(Finding::place)
                .thenComparing(Finding::aspect));
        return new DifferenceReport(
                new DifferenceReport.Compared(pairs, routes.size(), tallies.size(), otherRoute, withoutRoom), findings);
    }

    private String roomy(String route) {
        if (routes.containsKey(route) || routes.size() < room.routes()) {
            return route;
        }
        otherRoute++;
        return OTHER_ROUTES;
    }

    private boolean counts(CharSequence place) {
        return !ignored.covers(place.toString());
    }

    private static Way way(CharSequence place, Aspect aspect) {
        return new Way(
                place.subSequence(0, Math.min(place.length(), LONGEST_PLACE)).toString(), aspect);
    }

    private void tally(Asked asked, Spot spot, Texts texts, boolean noise) {
        PlaceTally tally = place(spot);
        tally.count(true, noise);
        if (!noise) {
            tally.example(
                    JsonScan.mix(seed + JsonScan.mix(asked.number())),
                    () -> new Example(
                            asked.number(),
                            Example.cut(asked.method() + " " + asked.target()),
                            texts.stable().get(),
                            texts.candidate().get()));
        }
    }

    private void tally(Spot spot) {
        place(spot).count(false, true);
    }

    /// Where there is no room, one that is forgotten.
    private PlaceTally place(Spot spot) {
        if (!tallies.containsKey(spot) && tallies.size() >= room.places()) {
            withoutRoom++;
            return new PlaceTally();
        }
        return tallies.computeIfAbsent(spot, _ -> new PlaceTally());
    }
}

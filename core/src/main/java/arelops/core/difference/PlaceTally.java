package arelops.core.difference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/// How often a place differed in a way.
final class PlaceTally {
    private static final int MOST_EXAMPLES = 5;

    /// An example with its lot.
    private record Drawn(long lot, Example example) {}

    private final List<Drawn> drawn = new ArrayList<>(0);
    private long both;
    private long alone;
    private long noiseAlone;

    /// At one request the release, or stable from itself, or both differed.
    void count(boolean raw, boolean noise) {
        if (raw && noise) {
            both++;
        } else if (raw) {
            alone++;
        } else {
            noiseAlone++;
        }
    }

    /// Keeps those with the lowest lots, so that the same ones are kept in whichever order they come.
    void example(long lot, Supplier<Example> example) {
        if (drawn.size() == MOST_EXAMPLES && lot >= drawn.getLast().lot()) {
            return;
        }
        drawn.add(new Drawn(lot, example.get()));
        drawn.sort(Comparator.comparingLong(Drawn::lot));
        if (drawn.size() > MOST_EXAMPLES) {
            drawn.removeLast();
        }
    }

    /// At how many requests only one of both differed: no others tell them apart. It depends on neither
    /// of the two, so places with too few of them can be left out before the test.
    long oneSided() {
        return alone + noiseAlone;
    }

    /// The chance of it, if the release is like stable. What is new each time differs more often where
    /// answers take longer, so it says something only where stable never differs.
    double chance(Aspect aspect) {
        return aspect == Aspect.MOVING && both + noiseAlone > 0 ? 1 : FalseDiscovery.chance(alone, noiseAlone);
    }

    Finding.Counts counts(long pairs) {
        return new Finding.Counts(pairs, alone + both, noiseAlone + both, alone);
    }

    List<Example> examples() {
        return drawn.stream()
                .map(Drawn::example)
                .sorted(Comparator.comparingLong(Example::number))
                .toList();
    }
}

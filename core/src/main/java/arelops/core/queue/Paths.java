package arelops.core.queue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// The ways in which those before a change may land or leave, the likely ones alone.
///
/// There are at most `1 / least` of them, however many changes wait: each has at least that chance, and together
/// they have at most 1.
final class Paths {
    /// One way: these land, the others do not.
    record Path(BitSet lands, double chance) {}

    private final Odds odds;
    private final double least;
    private final int deepest;

    Paths(Odds odds, double least, int deepest) {
        this.odds = odds;
        this.least = least;
        this.deepest = deepest;
    }

    /// The likeliest first.
    List<Path> of(BitSet before) {
        List<Path> found = new ArrayList<>();
        extend(before.stream().toArray(), 0, new BitSet(), 1, found);
        found.sort(Comparator.comparingDouble(Path::chance).reversed());
        return found;
    }

    private void extend(int[] rows, int at, BitSet lands, double chance, List<Path> found) {
        if (chance < least || lands.cardinality() > deepest) {
            return;
        }
        if (at == rows.length) {
            found.add(new Path((BitSet) lands.clone(), chance));
            return;
        }
        double likely = odds.lands(rows[at]);
        lands.set(rows[at]);
        extend(rows, at + 1, lands, chance * likely, found);
        lands.clear(rows[at]);
        extend(rows, at + 1, lands, chance * (1 - likely), found);
    }
}

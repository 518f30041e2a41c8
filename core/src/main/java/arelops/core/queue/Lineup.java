package arelops.core.queue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The queue in its order, trunk's landings, and who depends on whom.
final class Lineup {
    private final List<Queued> rows;
    private final List<Reach> reaches;
    private final List<BitSet> before;
    private final Map<ChangeHead, Integer> rowOf = new HashMap<>();
    private final List<Landing> landings;
    private final List<Reach> landed;
    private final Map<ChangeHead, Integer> landingOf = new HashMap<>();

    Lineup(QueueSnapshot snapshot) {
        Reach.Numbers numbers = new Reach.Numbers();
        this.rows = snapshot.queue().stream()
                .sorted(Comparator.comparing(Queued::place))
                .toList();
        this.reaches = rows.stream().map(row -> numbers.of(row.touched())).toList();
        this.before = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            rowOf.put(rows.get(row).change(), row);
            BitSet earlier = new BitSet();
            for (int other = 0; other < row; other++) {
                earlier.set(other, reaches.get(row).meets(reaches.get(other)));
            }
            before.add(earlier);
        }
        this.landings = snapshot.trunk().landings();
        this.landed = landings.stream().map(one -> numbers.of(one.touched())).toList();
        for (int at = 0; at < landings.size(); at++) {
            if (landings.get(at) instanceof Landing.OfQueue one) {
                landingOf.put(one.change(), at);
            }
        }
    }

    int size() {
        return rows.size();
    }

    Queued row(int row) {
        return rows.get(row);
    }

    ChangeHead change(int row) {
        return rows.get(row).change();
    }

    /// The rows before this one that it depends on.
    BitSet before(int row) {
        return before.get(row);
    }

    /// Whether one row depends on another, whichever is first.
    boolean depends(int one, int other) {
        return before.get(Math.max(one, other)).get(Math.min(one, other));
    }

    /// How many behind this row depend on it.
    int behind(int row) {
        return (int) before.stream().filter(earlier -> earlier.get(row)).count();
    }

    Optional<Integer> find(ChangeHead change) {
        return Optional.ofNullable(rowOf.get(change));
    }

    List<Landing> landings() {
        return landings;
    }

    /// Where the change is in `landings`, if it landed at all.
    Optional<Integer> findLanding(ChangeHead change) {
        return Optional.ofNullable(landingOf.get(change));
    }

    /// Whether a row depends on a landing.
    boolean meets(int row, int landing) {
        return reaches.get(row).meets(landed.get(landing));
    }

    /// Whether one landing depends on another.
    boolean landingsMeet(int one, int other) {
        return landed.get(one).meets(landed.get(other));
    }

    List<ChangeHead> changes(BitSet set) {
        return set.stream().mapToObj(this::change).toList();
    }
}

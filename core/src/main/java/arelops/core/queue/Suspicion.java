package arelops.core.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How likely each change in the queue is fine by itself, by all that its tests and those of others say.
///
/// A merge result that passed clears all that are merged into it, but its own change of what landed since, and it
/// depends on, no more than so many clashes would be likely. One that failed makes those suspect that it does
/// not clear, the more the fewer they are.
final class Suspicion {
    /// Nothing is certain before it has landed.
    static final double SURE = 0.99;

    /// That two changes that depend on one another are fine by themselves, and not together.
    static final double CLASH = 0.05;

    private static final double FLAKE = 0.02;

    private final Lineup lineup;
    private final double[] broken;

    Suspicion(Lineup lineup, Results results) {
        this.lineup = lineup;
        this.broken = new double[lineup.size()];
        for (int row = 0; row < lineup.size(); row++) {
            broken[row] = Math.clamp(1 - lineup.row(row).estimate().chance(), 1 - SURE, SURE);
        }
        List<BitSet> failed = new ArrayList<>();
        double[] stale = new double[lineup.size()];
        Arrays.fill(stale, SURE);
        for (int row = 0; row < lineup.size(); row++) {
            for (Fit fit : results.of(row)) {
                if (fit.trial().passed()) {
                    merged(row, fit).stream().forEach(member -> broken[member] = 1 - SURE);
                    stale[row] = Math.min(stale[row], stale(fit));
                } else if (fit.failed() && (fit.possible() || fit.ground().isPresent())) {
                    failed.add(merged(row, fit));
                }
            }
        }
        for (int row = 0; row < lineup.size(); row++) {
            if (stale[row] < SURE) {
                broken[row] = Math.max(broken[row], stale[row]);
            }
        }
        failed.sort(
                Comparator.comparingInt(BitSet::cardinality).thenComparing(set -> Arrays.toString(set.toLongArray())));
        failed.forEach(this::blame);
    }

    /// The chance that what landed since the trial, that its change depends on, breaks it.
    private double stale(Fit fit) {
        int ground = fit.possible()
                ? lineup.landings().size()
                : fit.ground().orElse(lineup.landings().size());
        long since = IntStream.range(ground, lineup.landings().size())
                .filter(at -> lineup.meets(fit.row(), at))
                .count();
        return 1 - Math.pow(1 - CLASH, since);
    }

    /// The chance that the row's change passes by itself.
    double fine(int row) {
        return 1 - broken[row];
    }

    /// The chance that a failed trial passes when it is repeated: seldom, unless all in it is known to be fine.
    double flaky(Fit fit) {
        double together = Math.pow(1 - CLASH, fit.trial().candidate().on().size());
        return fine(fit.row()) * FLAKE * together / (1 - (1 - FLAKE) * together);
    }

    private BitSet merged(int row, Fit fit) {
        BitSet merged = new BitSet();
        merged.set(row);
        fit.trial().candidate().on().forEach(member -> lineup.find(member).ifPresent(merged::set));
        return merged;
    }

    private void blame(BitSet merged) {
        double passes = (1 - FLAKE) * Math.pow(1 - CLASH, merged.cardinality() - 1.0);
        double fails = 1 - passes * merged.stream().mapToDouble(this::fine).reduce(1, (one, other) -> one * other);
        merged.stream().forEach(row -> broken[row] = Math.min(SURE, broken[row] / fails));
    }
}

package arelops.core.queue;

import java.util.BitSet;

/// How likely each change in the queue is to land, by what is known of it and of those before it.
///
/// Only an order of work: what is tested first, and what is not worth a test yet.
final class Odds {
    /// Ways that are less likely than this are not told apart.
    private static final double LEAST = 0.05;

    private final Lineup lineup;
    private final Results results;
    private final Suspicion suspicion;
    private final double[] lands;

    Odds(Lineup lineup, Results results) {
        this.lineup = lineup;
        this.results = results;
        this.suspicion = new Suspicion(lineup, results);
        this.lands = new double[lineup.size()];
        Paths paths = new Paths(this, LEAST, lineup.size());
        for (int row = 0; row < lineup.size(); row++) {
            double sum = 0;
            double rest = 1;
            for (Paths.Path path : paths.of(lineup.before(row))) {
                sum += path.chance() * passes(row, path.lands());
                rest -= path.chance();
            }
            sum += rest * suspicion.fine(row);
            lands[row] = Math.clamp(sum, 1 - Suspicion.SURE, Suspicion.SURE);
        }
    }

    /// The chance that a row lands.
    double lands(int row) {
        return lands[row];
    }

    /// The chance that exactly what the trial assumes comes true.
    double used(Fit fit) {
        if (!fit.possible()) {
            return 0;
        }
        double product = 1;
        BitSet before = lineup.before(fit.row());
        for (int row = before.nextSetBit(0); row >= 0; row = before.nextSetBit(row + 1)) {
            product *= fit.awaits().get(row) ? lands[row] : 1 - lands[row];
        }
        return product;
    }

    /// The chance that the row passes on top of these, if they land.
    private double passes(int row, BitSet on) {
        double chance = suspicion.fine(row) * Math.pow(1 - Suspicion.CLASH, on.cardinality());
        for (Fit fit : results.known(row)) {
            if (fit.trial().passed() && contains(fit.awaits(), on)) {
                return Suspicion.SURE;
            }
            if (fit.failed() && contains(on, fit.awaits())) {
                chance = Math.min(chance, results.exhausted(fit) ? 1 - Suspicion.SURE : suspicion.flaky(fit));
            }
        }
        return chance;
    }

    private static boolean contains(BitSet more, BitSet less) {
        BitSet rest = (BitSet) less.clone();
        rest.andNot(more);
        return rest.isEmpty();
    }
}

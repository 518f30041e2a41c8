package arelops.core.queue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// How likely each change in the queue is to land, by what is known of it and of those before it.
///
/// Only an order of work: what is tested first, and what is not worth a test yet.
final class Odds {
    /// A merge result that failed once, and then passes: seldom, since most failures are no flakes.
    static final double AFTER_FAILURE = 0.15;

    /// Nothing is certain before it has landed.
    private static final double SURE = 0.99;

    private final List<Double> lands = new ArrayList<>();

    Odds(Lineup lineup, Results results) {
        for (int row = 0; row < lineup.size(); row++) {
            double chance = lineup.row(row).estimate().chance();
            double sum = chance;
            for (Fit fit : results.known(row)) {
                sum += used(fit) * (passes(fit, chance, results.exhausted(fit)) - chance);
            }
            lands.add(Math.clamp(sum, 1 - SURE, SURE));
        }
    }

    /// The chance that a row lands.
    double lands(int row) {
        return lands.get(row);
    }

    /// The chance that exactly what the trial assumes comes true.
    double used(Fit fit) {
        return used(fit.awaits(), fit.excludes());
    }

    double used(BitSet awaits, BitSet excludes) {
        double product = 1;
        for (int row = awaits.nextSetBit(0); row >= 0; row = awaits.nextSetBit(row + 1)) {
            product *= lands.get(row);
        }
        for (int row = excludes.nextSetBit(0); row >= 0; row = excludes.nextSetBit(row + 1)) {
            product *= 1 - lands.get(row);
        }
        return product;
    }

    private static double passes(Fit fit, double chance, boolean exhausted) {
        if (fit.trial().passed()) {
            return SURE;
        }
        return exhausted ? 1 - SURE : fit.failures() > 0 ? AFTER_FAILURE : chance;
    }
}

package arelops.bench.queue;

import java.util.ArrayList;
import java.util.List;

/// What one run of one policy came to; times in minutes.
final class Outcome {
    private final List<Double> turnarounds = new ArrayList<>();
    private int changes;
    private int builds;
    private int wrong;
    private int unjust;

    /// A test that is cancelled later counts as well.
    void started() {
        builds++;
    }

    void landed(double turnaround) {
        turnarounds.add(turnaround);
        changes++;
    }

    void ejected(boolean just) {
        changes++;
        unjust += just ? 0 : 1;
    }

    void wrong() {
        wrong++;
    }

    int changes() {
        return changes;
    }

    int landedChanges() {
        return turnarounds.size();
    }

    int wrongLandings() {
        return wrong;
    }

    /// Changes that were thrown out without a fault of their own.
    int unjustEjections() {
        return unjust;
    }

    double buildsPerLanded() {
        return (double) builds / turnarounds.size();
    }

    /// Several runs as one.
    static Outcome all(List<Outcome> outcomes) {
        Outcome all = new Outcome();
        for (Outcome one : outcomes) {
            all.turnarounds.addAll(one.turnarounds);
            all.changes += one.changes;
            all.builds += one.builds;
            all.wrong += one.wrong;
            all.unjust += one.unjust;
        }
        return all;
    }

    /// The turnaround that this share of the landed changes keeps below.
    double landedWithin(double share) {
        return quantile(turnarounds, share);
    }

    static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.clamp((int) Math.ceil(share * sorted.size()) - 1, 0, sorted.size() - 1));
    }
}

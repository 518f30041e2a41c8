package arelops.bench.queue;

import java.util.ArrayList;
import java.util.List;

/// What one run of one policy came to; times in minutes.
final class Outcome {
    private final List<Double> turnarounds = new ArrayList<>();
    private final List<Double> answers = new ArrayList<>();
    private int builds;
    private double minutes;
    private double end;
    private int wrong;
    private int unjust;

    void started(double takes) {
        builds++;
        minutes += takes;
    }

    /// A test that was ended before its time.
    void spared(double rest) {
        minutes -= rest;
    }

    void landed(double when, double turnaround) {
        turnarounds.add(turnaround);
        answers.add(turnaround);
        end = Math.max(end, when);
    }

    void ejected(double when, double turnaround, boolean just) {
        answers.add(turnaround);
        end = Math.max(end, when);
        unjust += just ? 0 : 1;
    }

    void wrong() {
        wrong++;
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

    double buildsPerChange() {
        return (double) builds / answers.size();
    }

    double minutesPerLanded() {
        return minutes / turnarounds.size();
    }

    double landedPerHour() {
        return turnarounds.size() / (end / 60);
    }

    /// The turnaround that this share of the landed changes keeps below.
    double landedWithin(double share) {
        return quantile(turnarounds, share);
    }

    /// The same of all changes, from when they were queued until they landed or left.
    double answeredWithin(double share) {
        return quantile(answers, share);
    }

    static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.clamp((int) Math.ceil(share * sorted.size()) - 1, 0, sorted.size() - 1));
    }
}

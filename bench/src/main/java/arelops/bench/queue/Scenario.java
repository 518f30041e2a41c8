package arelops.bench.queue;

import java.util.Locale;

/// What a simulated team is like.
///
/// @param rate changes an hour
/// @param hours for how long changes come
/// @param atOnce how many tests run at the same time
/// @param fails the chance that a change is broken by itself
/// @param clashes the chance that two changes that touch the same module break one another
/// @param flakes the chance that a run fails that should pass
record Scenario(int rate, double hours, int atOnce, double fails, double clashes, double flakes) {
    /// Builds: lognormal around 27 minutes.
    static final double MEDIAN = 27;

    static final double SIGMA = 0.45;
    static final double SHORTEST = 5;
    static final double LONGEST = 120;

    /// The chance that two changes touch a module in common.
    static final double POTENTIAL = 0.05;

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d changes/h for %.0f h, %d tests at once, %.0f %% broken, %.1f %% of what meets clashes, %.1f %% flakes",
                rate,
                hours,
                atOnce,
                fails * 100,
                clashes * 100,
                flakes * 100);
    }
}

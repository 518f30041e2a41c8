package arelops.bench.queue;

import java.util.Locale;

/// What a simulated team is like.
///
/// @param entry what a change has behind it when it is queued
/// @param rate changes an hour that are queued
/// @param hours for how long changes come
/// @param atOnce how many tests run at the same time
/// @param fails the chance that a change is broken by itself
/// @param clashes the chance that two changes that touch the same module break one another
/// @param flakes the chance that a run fails that should pass
record Scenario(Entry entry, int rate, double hours, int atOnce, double fails, double clashes, double flakes) {
    /// Builds: lognormal around 27 minutes.
    static final double MEDIAN = 27;

    static final double SIGMA = 0.45;
    static final double SHORTEST = 5;
    static final double LONGEST = 120;

    /// The chance that two changes touch a module in common.
    static final double POTENTIAL = 0.05;

    /// How a change comes into the queue.
    enum Entry {
        /// Nothing is known of it.
        UNCHECKED("no own check first"),
        /// Its merge result onto the trunk of when it was pushed was checked, and it is queued at once when it passed;
        /// else never.
        CHECKED("its own check passed"),
        /// As that, and then somebody had to approve it.
        APPROVED("its own check passed, then approved");

        /// The mean of how long it takes until it is approved, in minutes.
        static final double APPROVAL = 60;

        private final String text;

        Entry(String text) {
            this.text = text;
        }

        boolean checked() {
            return this != UNCHECKED;
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %d changes/h for %.0f h, %d tests at once, %.0f %% broken, %.1f %% of what meets clashes, %.1f %% flakes",
                entry.text,
                rate,
                hours,
                atOnce,
                fails * 100,
                clashes * 100,
                flakes * 100);
    }
}

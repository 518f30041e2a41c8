package arelops.app.node;

import java.time.Duration;

/// When an instance that failed is started again, and how long it must be healthy until its failures are forgotten.
public record Pace(Duration first, Duration longest, Duration steady) {
    public static final Pace USUAL = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(60));

    public Pace {
        if (!first.isPositive() || longest.compareTo(first) < 0 || !steady.isPositive()) {
            throw new IllegalArgumentException("not a pace: " + first + ", " + longest + ", " + steady);
        }
    }

    /// The pause after so many attempts in a row that came to nothing: the first one doubled each time, up to the
    /// longest.
    Duration pause(int attempts) {
        Duration pause = first;
        for (int i = 1; i < attempts && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}

package arelops.core.gate;

import java.time.Duration;

/// How long a release must be watched before it is settled: at least `length` of observed windows and `samples`
/// requests of any origin.
public record Soak(Duration length, int samples) {
    /// The requests that a soak must have seen unless the config says otherwise.
    public static final int DEFAULT_SAMPLES = 100;

    public Soak {
        if (length.isNegative() || samples < 0) {
            throw new IllegalArgumentException("a soak is not negative: " + length + ", " + samples + " samples");
        }
    }

    public static Soak of(Duration length) {
        return new Soak(length, DEFAULT_SAMPLES);
    }
}

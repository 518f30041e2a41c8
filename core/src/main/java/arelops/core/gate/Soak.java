package arelops.core.gate;

import java.time.Duration;

/// How long a release must be watched before it is settled: at least `length` of observed windows and `samples`
/// requests of any origin.
///
/// @param restarts how often its instances together may end or lose their health in it, and be well again
public record Soak(Duration length, int samples, int restarts) {
    /// The requests that a soak must have seen unless the config says otherwise.
    public static final int DEFAULT_SAMPLES = 100;

    /// A failure is repeated once (GATE-8): the release may fail, and stay alive when it is started again.
    public static final int DEFAULT_RESTARTS = 1;

    /// As many failures of an instance as are told apart.
    public static final int MOST_RESTARTS = 50;

    public Soak {
        if (length.isNegative() || samples < 0 || restarts < 0) {
            throw new IllegalArgumentException(
                    "a soak is not negative: " + length + ", " + samples + " samples, " + restarts + " restarts");
        }
    }

    /// The least time that it takes, as only whole windows count.
    public Duration inWhole(Duration window) {
        return window.multipliedBy(length.plus(window).minusNanos(1).dividedBy(window));
    }

    public static Soak of(Duration length) {
        return new Soak(length, DEFAULT_SAMPLES, DEFAULT_RESTARTS);
    }
}

package arelops.app.metrics;

import java.time.Duration;
import java.time.Instant;

/// Windows of one length, one after the other. A window holds what came after its start, and at
/// its end at the latest.
///
/// @param from the start of the first
/// @param window how long each is
/// @param count how many there are
public record Stretch(Instant from, Duration window, int count) {
    public static final int MOST = 10_000;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);

    public Stretch {
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a window is from 100 ms to 1 day long, not " + window);
        }
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("from 1 to " + MOST + " windows are read, not " + count);
        }
    }

    /// The whole windows between two instants.
    public static Stretch between(Instant from, Instant to, Duration window) {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the end " + to + " is not after the start " + from);
        }
        long count = window.isPositive() ? Duration.between(from, to).dividedBy(window) : 0;
        return new Stretch(from, window, (int) Math.min(count, Integer.MAX_VALUE));
    }

    public Instant start(int index) {
        return from.plus(window.multipliedBy(index));
    }

    public Instant end(int index) {
        return start(index + 1);
    }

    public Instant to() {
        return start(count);
    }

    /// The window that an instant belongs to; negative before the first one.
    public int index(Instant at) {
        return (int) Math.floorDiv(Duration.between(from, at).toMillis() - 1, window.toMillis());
    }

    /// So many of the windows, beginning with this one.
    public Stretch part(int first, int most) {
        return new Stretch(start(first), window, Math.min(most, count - first));
    }
}

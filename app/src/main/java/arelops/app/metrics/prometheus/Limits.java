package arelops.app.metrics.prometheus;

import java.time.Duration;

/// What a server may take.
///
/// @param query the longest time of one answer
/// @param all the longest time of all answers to one reading
/// @param bytes the greatest size of one answer
public record Limits(Duration query, Duration all, long bytes) {
    public static Limits standard() {
        return new Limits(Duration.ofSeconds(20), Duration.ofMinutes(5), 32 << 20);
    }

    /// Of one number, which a window of a canary waits for.
    public static Limits ofNumbers() {
        return new Limits(Duration.ofSeconds(5), Duration.ofSeconds(5), 1 << 20);
    }
}

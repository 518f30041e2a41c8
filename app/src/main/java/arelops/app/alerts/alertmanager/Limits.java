package arelops.app.alerts.alertmanager;

import java.time.Duration;

/// What a server may take.
///
/// @param answer the longest time of one answer
/// @param bytes the greatest size of one answer
/// @param stale how old the last word of the heartbeat may be
public record Limits(Duration answer, long bytes, Duration stale) {
    /// What is answered later than this says little of now. A rule engine repeats an alert that fires each
    /// minute, as a rule.
    public static Limits standard() {
        return new Limits(Duration.ofMillis(1500), 4 << 20, Duration.ofMinutes(5));
    }
}

package arelops.core.policy;

import java.time.Duration;

/// What is done when something breaks that is not the release's fault, and how long starting may take.
///
/// `retries` failures in a row hold the environment; the wait between them starts at `backOff` and doubles.
///
/// @param failover how its users are sent to the standby and come back; of use in PRODUCTION alone
public record Recovery(
        DriftPolicy drift, int retries, Duration backOff, Duration healthDeadline, FailoverPolicy failover) {
    public static final Recovery STANDARD =
            new Recovery(DriftPolicy.RESTORE, 3, Duration.ofSeconds(30), Duration.ofMinutes(2));

    /// With the standard's failover.
    public Recovery(DriftPolicy drift, int retries, Duration backOff, Duration healthDeadline) {
        this(drift, retries, backOff, healthDeadline, FailoverPolicy.STANDARD);
    }

    /// The wait after this many failures in a row: doubled each time, at most an hour.
    public Duration waitAfter(int failures) {
        Duration wait = backOff;
        for (int i = 1; i < failures && wait.compareTo(Duration.ofHours(1)) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(Duration.ofHours(1)) < 0 || failures <= 1 ? wait : Duration.ofHours(1);
    }
}

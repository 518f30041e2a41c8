package arelops.core.load;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// What one step came to.
///
/// @param pace how many requests were wanted and sent, and in which time
/// @param failed how many had no good answer
/// @param quantiles of the time from when a request should have been sent to its answer
/// @param late the 99th of 100 times that a request was sent after its time
/// @param invalid why nothing can be said, where the sender itself did not keep to the schedule
/// @param beside what was seen meanwhile
public record Measured(
        Pace pace, long failed, Quantiles quantiles, Duration late, Optional<String> invalid, Beside beside) {
    /// Where nobody looked beside it.
    public Measured(Pace pace, long failed, Quantiles quantiles, Duration late, Optional<String> invalid) {
        this(pace, failed, quantiles, late, invalid, Beside.NOTHING);
    }

    private static final double SECOND = 1e9;
    private static final double HUNDRED = 100;

    /// How many requests in which time.
    ///
    /// @param scheduled that should be sent
    /// @param planned from the first to the last of them by the schedule
    /// @param sent that were
    /// @param took from the first to the last of them
    public record Pace(long scheduled, Duration planned, long sent, Duration took) {}

    /// The times that so many of a thousand requests stay under.
    public record Quantiles(Duration p50, Duration p90, Duration p99, Duration p999) {
        /// Where nothing was answered.
        public static final Quantiles NONE = new Quantiles(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /// The same, with what was seen meanwhile.
    public Measured with(Beside seen) {
        return new Measured(pace, failed, quantiles, late, invalid, seen);
    }

    /// Requests a second by the schedule.
    public double wanted() {
        return rate(pace.scheduled, pace.planned);
    }

    /// Requests a second that were sent.
    public double reached() {
        return rate(pace.sent, pace.took);
    }

    /// By how much the sends took longer than planned.
    Duration overrun() {
        return pace.took.minus(pace.planned);
    }

    /// Between so many there is one gap less.
    private static double rate(long count, Duration time) {
        return count < 2 || !time.isPositive() ? 0 : (double) (count - 1) * SECOND / (double) time.toNanos();
    }

    /// The share of what was sent that had no good answer.
    public double failedShare() {
        return pace.sent == 0 ? 0 : (double) failed / (double) pace.sent;
    }

    String errorWords() {
        return String.format(Locale.ROOT, "%.2f %%", failedShare() * HUNDRED);
    }

    /// In a few words.
    public String words() {
        return String.format(
                Locale.ROOT,
                "%.0f requests/s, p99 %d ms, %s errors",
                reached(),
                quantiles.p99.toMillis(),
                errorWords());
    }
}

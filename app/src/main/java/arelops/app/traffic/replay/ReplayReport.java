package arelops.app.traffic.replay;

import java.util.Locale;

/// What a replay came to.
///
/// @param limits that the sender had to keep
public record ReplayReport(Sending sending, Answers answers, Span span, Timing timing, Sender sender, Limits limits) {
    private static final double SECOND = 1e9;
    private static final double MILLI = 1e6;

    /// Of a replay that has not begun.
    public static ReplayReport empty(Limits limits) {
        return new Tally().report(limits);
    }

    /// Whether it says anything about the app.
    public Verdict verdict() {
        return limits.judge(this);
    }

    /// Requests a second by the schedule.
    public double wantedRate() {
        return rate(sending.scheduled(), span.lastDue() - span.firstDue());
    }

    /// Requests a second that were sent.
    public double reachedRate() {
        return rate(sending.sent(), span.lastSent() - span.firstSent());
    }

    /// Whether the app took the rate down: sessions waited for its answers, so that the schedule
    /// took longer. What was measured holds for the reached rate, not for the wanted one.
    public boolean slowed() {
        return span.behind() > limits.stretch()
                && span.lag() > limits.lateness().toNanos();
    }

    /// Of both, by the limits of this one; of workers that began at the same time.
    public ReplayReport merge(ReplayReport other) {
        return new ReplayReport(
                sending.merge(other.sending),
                answers.merge(other.answers),
                span.merge(other.span),
                timing.merge(other.timing),
                sender.merge(other.sender),
                limits);
    }

    /// In one line.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d sent (%.0f/s of %.0f/s, stretch %.4f), %d answered, %d failed, %d fenced;"
                        + " intended p99 %.1f ms, lateness p99 %.1f ms; %s",
                sending.sent(),
                reachedRate(),
                wantedRate(),
                span.stretch(),
                answers.answered(),
                answers.allFailed(),
                sending.allFenced(),
                timing.intended().at(99) / MILLI,
                timing.lateness().at(99) / MILLI,
                verdict());
    }

    /// Between so many there is one gap less.
    private static double rate(long count, long nanos) {
        return count < 2 || nanos <= 0 ? 0 : (count - 1) * SECOND / nanos;
    }
}

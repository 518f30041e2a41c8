package arelops.app.traffic.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How far a sender may be off before nothing can be said about the app.
///
/// @param lateness the greatest p99 of what was sent after its time
/// @param stretch the greatest ratio of the time that the sends took to the time that they should take
/// @param blocked the greatest share that found no connection free
/// @param stopped the longest time that a loop may stand still
public record Limits(Duration lateness, double stretch, double blocked, Duration stopped) {
    private static final double MILLI = 1e6;

    /// 10 ms, 1 %, 0.1 %, 200 ms.
    public static Limits standard() {
        return new Limits(Duration.ofMillis(10), 1.01, 0.001, Duration.ofMillis(200));
    }

    /// What a run is worth.
    Verdict judge(ReplayReport report) {
        List<String> reasons = new ArrayList<>(report.sender().lost());
        long late = report.timing().lateness().at(99);
        if (late > lateness.toNanos()) {
            reasons.add("1 %% of the requests were sent %s ms late or later; the limit is %s"
                    .formatted(millis(late), millis(lateness.toNanos())));
        }
        Span span = report.span();
        if (span.stretch() > stretch && span.overrun() > lateness.toNanos()) {
            reasons.add(String.format(Locale.ROOT, "the sends took %.3f times as long as they should", span.stretch()));
        }
        Sending sending = report.sending();
        long noConnection = report.timing().blocked().count();
        if (noConnection > blocked * sending.scheduled()) {
            reasons.add("%d of %d requests found no connection free".formatted(noConnection, sending.scheduled()));
        }
        if (report.sender().longestStop() > stopped.toNanos()) {
            reasons.add("a loop stood still for %s ms"
                    .formatted(millis(report.sender().longestStop())));
        }
        addGaps(report, reasons);
        return reasons.isEmpty() ? new Verdict.Valid() : new Verdict.Invalid(reasons);
    }

    private static void addGaps(ReplayReport report, List<String> reasons) {
        long own = report.answers().failed(Failure.OWN_LIMIT);
        if (own > 0) {
            reasons.add(own + " requests got no port or file handle on the sender's machine");
        }
        if (report.sending().unsent() > 0) {
            reasons.add(report.sending().unsent() + " requests were not sent before the end");
        }
        if (report.sending().cancelled() > 0) {
            reasons.add("it was stopped with " + report.sending().cancelled() + " answers missing");
        }
        if (report.sending().sent() == 0) {
            reasons.add("nothing was sent");
        }
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / MILLI);
    }
}

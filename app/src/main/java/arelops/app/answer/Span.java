package arelops.app.answer;

import java.time.Duration;

/// How long something lasts, as people say it: `34 min`, `3 h 10 min`, `4 d`.
public final class Span {
    private static final long HOURS_WITH_MINUTES = 10;
    private static final long DAYS_FROM = 72;

    private Span() {}

    /// In the two units that matter.
    public static String of(Duration duration) {
        Duration whole = duration.isNegative() ? Duration.ZERO : duration;
        if (whole.toSeconds() < 60) {
            return whole.toSeconds() + " s";
        }
        if (whole.toMinutes() < 60) {
            return whole.toMinutes() + " min";
        }
        long hours = whole.toHours();
        if (hours < HOURS_WITH_MINUTES) {
            int minutes = whole.toMinutesPart();
            return hours + " h" + (minutes == 0 ? "" : " " + minutes + " min");
        }
        return hours < DAYS_FROM ? hours + " h" : whole.toDays() + " d";
    }
}

package arelops.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as people say them: `26 h`, `34 min`, `3 h 10 min`, `14:12`.
final class HumanTime {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
    private static final long HOURS_WITH_MINUTES = 10;
    private static final long DAYS_FROM = 72;

    private HumanTime() {}

    /// How long something lasts, in the two units that matter.
    static String of(Duration duration) {
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

    static String since(View view, Instant then) {
        return of(Duration.between(then, view.now()));
    }

    /// How long until then; `now` for what is over.
    static String until(View view, Instant then) {
        Duration left = Duration.between(view.now(), then);
        return left.isNegative() || left.isZero() ? "now" : of(left);
    }

    /// The clock time; with the day where it is not today.
    static String clock(View view, Instant then) {
        LocalDate today = LocalDate.ofInstant(view.now(), view.zone());
        boolean isToday = LocalDate.ofInstant(then, view.zone()).equals(today);
        return (isToday ? CLOCK : DAY).format(then.atZone(view.zone()));
    }

    static String seconds(View view, Instant then) {
        return SECONDS.format(then.atZone(view.zone()));
    }
}

package arelops.app.cli;

import arelops.app.answer.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as people say them: `34 min` ago, in `3 h 10 min`, at `14:12`.
final class HumanTime {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private HumanTime() {}

    static String since(View view, Instant then) {
        return Span.of(Duration.between(then, view.now()));
    }

    /// How long until then; `now` for what is over.
    static String until(View view, Instant then) {
        Duration left = Duration.between(view.now(), then);
        return left.isNegative() || left.isZero() ? "now" : Span.of(left);
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

package arelops.core.gate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// A time in which nothing new is promoted into an environment, from `startsAt` up to but without `endsAt`.
///
/// `text` is what the config says, for screens.
public record Freeze(String text, Instant startsAt, Instant endsAt) {
    private static final String FORMS =
            "Write 2026-12-24, 2026-12-20..2027-01-04 or 2026-12-24T18:00:00Z..2026-12-27T06:00:00Z.";

    public Freeze {
        if (!startsAt.isBefore(endsAt)) {
            throw new IllegalArgumentException("a freeze ends after it starts: " + text);
        }
    }

    /// Reads one day, a range of days (both inclusive) or a range of instants; a time zone may follow, else days are
    /// those of `zone`.
    public static Freeze parse(String text, ZoneId zone) {
        try {
            String[] words = text.strip().split("\\s+", 2);
            ZoneId days = words.length == 2 ? ZoneId.of(words[1]) : zone;
            String[] ends = words[0].split("\\.\\.", -1);
            if (ends.length > 2) {
                throw new IllegalArgumentException("not a freeze. " + FORMS);
            }
            Instant from = start(ends[0], days);
            Instant until = end(ends[ends.length - 1], days);
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException("this freeze ends before it starts. " + FORMS);
            }
            return new Freeze(text.strip(), from, until);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("not a freeze. " + FORMS, e);
        }
    }

    public boolean covers(Instant instant) {
        return !instant.isBefore(startsAt) && instant.isBefore(endsAt);
    }

    private static Instant start(String text, ZoneId zone) {
        return text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }

    private static Instant end(String text, ZoneId zone) {
        return text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).plusDays(1).atStartOfDay(zone).toInstant();
    }
}

package arelops.app.cli;

import arelops.app.fault.Fault;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A time as a person writes it: exact (RFC 3339, with its offset), or as the clock on the wall shows it.
final class TimeText {
    private TimeText() {}

    /// The moment that is meant; faults on what is none, and on one that is yet to come.
    static Instant past(String text, View view) {
        Instant at = parse(text, view.zone())
                .orElseThrow(() -> new Fault(
                        Fault.Kind.INPUT,
                        "cli.time",
                        "'" + text + "' is no time",
                        "Write it like 2026-10-01T12:00:00Z, 2026-10-01T14:00, '2026-10-01 14:00' or 2026-10-01."));
        if (at.isAfter(view.now())) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.time",
                    "'" + text + "' is yet to come: it is " + view.now() + " now",
                    "The ledger knows what was. What comes next is in arelops why.");
        }
        return at;
    }

    static Optional<Instant> parse(String text, ZoneId zone) {
        String written = text.strip().replaceFirst("(?<=\\d) (?=\\d)", "T");
        List<Supplier<Instant>> ways = List.of(
                () -> OffsetDateTime.parse(written).toInstant(),
                () -> LocalDateTime.parse(written).atZone(zone).toInstant(),
                () -> LocalDate.parse(written).atStartOfDay(zone).toInstant());
        for (Supplier<Instant> way : ways) {
            try {
                return Optional.of(way.get());
            } catch (DateTimeException e) {
                // the next way
            }
        }
        return Optional.empty();
    }
}

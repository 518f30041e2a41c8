package arelops.app.page;

import arelops.app.answer.Doc;
import arelops.app.answer.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// What every page needs beside its own answer.
///
/// @param repository what the repository is called
/// @param person who looks; empty where nobody is signed in
/// @param open how many changes are open
/// @param files what belongs to every page
public record Scene(String repository, Optional<String> person, long open, Files files, Instant now, ZoneId zone) {
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss z", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter OLD = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final long DAYS_OF_A_YEAR = 300;

    /// What belongs to every page.
    ///
    /// @param style the path of the style sheet
    /// @param icon that of the sign beside the title
    /// @param script that of the script of the page that changes by itself
    public record Files(String style, String icon, String script) {}

    /// When the page was made.
    public String stamp() {
        return EXACT.format(now.atZone(zone));
    }

    /// How long ago something was: `3 h 10 min ago`.
    public String ago(Doc doc, String name) {
        return doc.instant(name)
                .map(at ->
                        Duration.between(at, now).toSeconds() < 1 ? "now" : Span.of(Duration.between(at, now)) + " ago")
                .orElse("");
    }

    /// When something was, by the clock: `11:02`, `yesterday 09:40`, `22 Nov 09:40`.
    public String clock(Doc doc, String name) {
        return doc.instant(name).map(this::clock).orElse("");
    }

    private String clock(Instant moment) {
        ZonedDateTime at = moment.atZone(zone);
        long days = ChronoUnit.DAYS.between(at.toLocalDate(), now.atZone(zone).toLocalDate());
        if (days == 0) {
            return CLOCK.format(at);
        }
        if (days == 1) {
            return "yesterday " + CLOCK.format(at);
        }
        return (days > DAYS_OF_A_YEAR ? OLD : DAY).format(at);
    }

    /// How long something has lasted, in whole minutes, so that the same is said for a minute.
    public String span(Doc doc, String name) {
        return doc.instant(name)
                .map(at -> Duration.between(at, now))
                .map(lasted -> lasted.toMinutes() < 1 ? "less than a minute" : Span.of(lasted))
                .orElse("");
    }

    /// The moment itself, for whoever points at it.
    public String exact(Doc doc, String name) {
        return doc.instant(name).map(at -> EXACT.format(at.atZone(zone))).orElse("");
    }
}

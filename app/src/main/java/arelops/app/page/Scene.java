package arelops.app.page;

import arelops.app.answer.Doc;
import arelops.app.answer.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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

    /// What belongs to every page.
    ///
    /// @param style the path of the style sheet
    /// @param icon that of the sign beside the title
    public record Files(String style, String icon) {}

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

    /// The moment itself, for whoever points at it.
    public String exact(Doc doc, String name) {
        return doc.instant(name).map(at -> EXACT.format(at.atZone(zone))).orElse("");
    }
}

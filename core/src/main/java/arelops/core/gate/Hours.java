package arelops.core.gate;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The weekly times in which an environment takes a new release, by the wall clock of a zone, daylight saving
/// included.
///
/// `text` is what the config says, for screens.
public record Hours(String text, List<Window> windows, ZoneId zone) {
    private static final String FORMS = "Write mon-thu 09:00-16:00 Europe/Berlin; several: mon-thu 09:00-16:00,"
            + " fri 09:00-12:00 Europe/Berlin.";
    private static final Pattern TIMES = Pattern.compile("(\\d{1,2}:\\d{2})-(\\d{1,2}:\\d{2})");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,]+");
    private static final int MOST_OPENINGS = 20;
    private static final int SEARCHED_DAYS = 17;

    /// An opening that lasts over a week has no closing: the hours are those of one week.
    private static final int ALWAYS_DAYS = 8;

    /// No zone changes its clocks in the fortnight from here.
    private static final Instant ORDINARY_MONDAY = Instant.parse("2026-06-01T00:00:00Z");

    /// One opening: on these days, from `opens` up to but without `closes`; closing at or before the opening means on
    /// the next day.
    public record Window(Set<DayOfWeek> days, LocalTime opens, LocalTime closes) {
        public Window {
            days = Set.copyOf(days);
            if (days.isEmpty()) {
                throw new IllegalArgumentException("hours name at least one day. " + FORMS);
            }
        }

        private Span on(LocalDate day, ZoneId zone) {
            LocalDate last = closes.isAfter(opens) ? day : day.plusDays(1);
            return new Span(
                    day.atTime(opens).atZone(zone).toInstant(),
                    last.atTime(closes).atZone(zone).toInstant());
        }
    }

    private record Span(Instant from, Instant until) {
        private boolean covers(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(until);
        }
    }

    public Hours {
        windows = List.copyOf(windows);
        if (windows.isEmpty() || windows.size() > MOST_OPENINGS) {
            throw new IllegalArgumentException("hours have from 1 to " + MOST_OPENINGS + " openings. " + FORMS);
        }
    }

    /// Reads days (`mon`, `mon-thu`, `daily`), then times, as often as needed, and a zone last (UTC if none).
    public static Hours parse(String text) {
        List<Window> windows = new ArrayList<>();
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        boolean timesSeen = false;
        ZoneId zone = ZoneOffset.UTC;
        List<String> words = List.of(BETWEEN_WORDS.split(text.strip(), 0));
        for (int i = 0; i < words.size(); i++) {
            Matcher times = TIMES.matcher(words.get(i));
            Optional<Set<DayOfWeek>> named = days(words.get(i));
            if (times.matches()) {
                windows.add(new Window(days, time(times.group(1)), time(times.group(2))));
                timesSeen = true;
            } else if (named.isPresent()) {
                if (timesSeen) {
                    days = EnumSet.noneOf(DayOfWeek.class);
                    timesSeen = false;
                }
                days.addAll(named.get());
            } else if (i == words.size() - 1 && i > 0) {
                zone = zone(words.get(i));
            } else {
                throw new IllegalArgumentException(
                        "not hours: '" + words.get(i) + "' is no day, time or zone. " + FORMS);
            }
        }
        if (!timesSeen) {
            throw new IllegalArgumentException("not hours: no times after the last days. " + FORMS);
        }
        return new Hours(text.strip(), windows, zone);
    }

    public boolean isOpen(Instant instant) {
        return spans(instant).stream().anyMatch(span -> span.covers(instant));
    }

    /// The first instant, this one included, that is open.
    public Optional<Instant> nextOpening(Instant instant) {
        if (isOpen(instant)) {
            return Optional.of(instant);
        }
        return spans(instant).stream()
                .map(Span::from)
                .filter(from -> from.isAfter(instant))
                .min(Comparator.naturalOrder());
    }

    /// When the opening that holds this instant ends; empty if this instant is closed, or the hours never close.
    public Optional<Instant> closesAt(Instant instant) {
        return end(spans(instant), instant);
    }

    private static Optional<Instant> end(List<Span> spans, Instant instant) {
        Instant end = instant;
        for (Span span : spans) {
            if (span.covers(end)) {
                end = span.until();
            }
        }
        boolean never = !end.isBefore(instant.plus(Duration.ofDays(ALWAYS_DAYS)));
        return end.equals(instant) || never ? Optional.empty() : Optional.of(end);
    }

    /// The longest time that one opening lasts in an ordinary week; hours that never close last for ever.
    public Duration longestOpening() {
        List<Span> spans = spans(ORDINARY_MONDAY);
        Duration longest = Duration.ZERO;
        for (Span span : spans.subList(0, spans.size() / 2)) {
            Duration length = end(spans, span.from())
                    .map(end -> Duration.between(span.from(), end))
                    .orElse(ChronoUnit.FOREVER.getDuration());
            longest = length.compareTo(longest) > 0 ? length : longest;
        }
        return longest;
    }

    private List<Span> spans(Instant around) {
        LocalDate first = around.atZone(zone).toLocalDate().minusDays(1);
        List<Span> spans = new ArrayList<>();
        for (int day = 0; day <= SEARCHED_DAYS; day++) {
            LocalDate date = first.plusDays(day);
            for (Window window : windows) {
                Span span = window.on(date, zone);
                if (window.days().contains(date.getDayOfWeek()) && span.from().isBefore(span.until())) {
                    spans.add(span);
                }
            }
        }
        spans.sort(Comparator.comparing(Span::from));
        return spans;
    }

    private static Optional<Set<DayOfWeek>> days(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals("daily")) {
            return Optional.of(EnumSet.allOf(DayOfWeek.class));
        }
        String[] ends = lower.split("-", -1);
        Optional<DayOfWeek> first = day(ends[0]);
        Optional<DayOfWeek> last = day(ends[ends.length - 1]);
        if (ends.length > 2 || first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        Set<DayOfWeek> named = EnumSet.of(last.get());
        for (DayOfWeek day = first.get(); day != last.get(); day = day.plus(1)) {
            named.add(day);
        }
        return Optional.of(named);
    }

    private static Optional<DayOfWeek> day(String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (word.length() >= 3 && day.name().toLowerCase(Locale.ROOT).startsWith(word)) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private static LocalTime time(String text) {
        try {
            if (text.equals("24:00")) {
                return LocalTime.MIDNIGHT;
            }
            return LocalTime.parse(text.length() == 4 ? "0" + text : text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time: '" + text + "'. " + FORMS, e);
        }
    }

    private static ZoneId zone(String word) {
        try {
            return ZoneId.of(word);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time zone: '" + word + "'. Write one like Europe/Berlin.", e);
        }
    }
}

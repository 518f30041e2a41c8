package arelops.core.policy;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The written form of durations: `1h`, `90m`, `1h30m`, `300ms`, `14d`.
public final class DurationText {
    private static final Pattern WHOLE = Pattern.compile("(\\d{1,9}(ms|s|m|h|d)){1,5}");
    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Duration DAY = Duration.ofDays(1);

    private DurationText() {}

    public static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a duration. Write 1h, 90m or 1h30m.");
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
        }
        return sum;
    }

    /// The shortest written form that [#parse] reads back; parts of a millisecond are dropped.
    public static String write(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        long days = duration.compareTo(DAY.multipliedBy(2)) >= 0 ? duration.toDays() : 0;
        Duration rest = duration.minusDays(days);
        return part(days, "d")
                + part(rest.toHours(), "h")
                + part(rest.toMinutesPart(), "m")
                + part(rest.toSecondsPart(), "s")
                + part(rest.toMillisPart(), "ms");
    }

    private static String part(long count, String unit) {
        return count == 0 ? "" : count + unit;
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> DAY;
            default -> throw new AssertionError("the pattern has no such unit: " + name);
        };
    }
}

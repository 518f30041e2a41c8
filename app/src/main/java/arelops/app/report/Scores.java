package arelops.app.report;

import arelops.core.report.Level;
import java.util.Locale;
import java.util.regex.Pattern;

/// The words and numbers by which reports rate a weakness.
final class Scores {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,2}(\\.\\d{1,6})?");

    private Scores() {}

    /// The level of a CVSS score that is written as a number.
    static Level level(String score) {
        String text = score.strip();
        return NUMBER.matcher(text).matches() ? Level.ofScore(Double.parseDouble(text)) : Level.UNRATED;
    }

    /// The level of a word, as advisories write it.
    static Level word(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "critical" -> Level.CRITICAL;
            case "high" -> Level.HIGH;
            case "medium", "moderate" -> Level.MEDIUM;
            case "low" -> Level.LOW;
            case "info", "none" -> Level.INFO;
            default -> Level.UNRATED;
        };
    }

    /// The worse of two ratings; one that rates goes before one that does not.
    static Level worse(Level left, Level right) {
        if (left == Level.UNRATED || right == Level.UNRATED) {
            return left == Level.UNRATED ? right : left;
        }
        return left.compareTo(right) >= 0 ? left : right;
    }
}

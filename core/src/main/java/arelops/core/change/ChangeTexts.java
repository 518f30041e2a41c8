package arelops.core.change;

import arelops.core.change.ChangeEvent.Words;
import java.util.Optional;
import java.util.regex.Pattern;

/// What may be written about a change, so that no text can break a line, a page or a screen.
final class ChangeTexts {
    static final int LONGEST_TITLE = 200;
    static final int LONGEST_TEXT = 64 * 1024;
    static final int MOST_LABELS = 20;
    private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/-]{0,49}");

    private ChangeTexts() {}

    /// What is wrong with these words, if anything.
    static Optional<String> problem(Words words) {
        String title = words.title();
        if (title.isBlank()) {
            return Optional.of("a change needs a title");
        }
        if (title.codePointCount(0, title.length()) > LONGEST_TITLE) {
            return Optional.of("the title has more than " + LONGEST_TITLE + " characters");
        }
        if (title.codePoints().anyMatch(ChangeTexts::isNotForOneLine)) {
            return Optional.of("the title holds a control character, or one that turns the direction of text round");
        }
        if (words.labels().size() > MOST_LABELS) {
            return Optional.of("a change has at most " + MOST_LABELS + " labels");
        }
        return words.labels().stream()
                .filter(label -> !LABEL.matcher(label).matches())
                .findFirst()
                .map(label -> "a label has letters, digits, spaces and . _ : / -, at most 50")
                .or(() -> text("the description", words.description()));
    }

    /// What is wrong with a longer text, if anything.
    static Optional<String> text(String what, String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.of(what + " has more than " + LONGEST_TEXT + " characters");
        }
        return text.codePoints().anyMatch(one -> isNotForText(one) && one != '\n' && one != '\r' && one != '\t')
                ? Optional.of(what + " holds a control character, or one that turns the direction of text round")
                : Optional.empty();
    }

    /// The text as one line that nothing can break.
    static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(one -> line.appendCodePoint(isNotForOneLine(one) ? ' ' : one));
        return line.toString().strip();
    }

    private static boolean isNotForOneLine(int one) {
        return isNotForText(one)
                || Character.getType(one) == Character.LINE_SEPARATOR
                || Character.getType(one) == Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean isNotForText(int one) {
        return Character.isISOControl(one)
                || Character.getType(one) == Character.SURROGATE
                || (one >= 0x202A && one <= 0x202E)
                || (one >= 0x2066 && one <= 0x2069);
    }
}

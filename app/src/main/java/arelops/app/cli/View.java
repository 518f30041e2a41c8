package arelops.app.cli;

import java.time.Instant;
import java.time.ZoneId;

/// How lines are made: in colour or not, with all characters or plain ASCII, how wide, and by which clock.
///
/// @param columns the width; large where nothing limits it
record View(boolean colour, boolean unicode, int columns, Instant now, ZoneId zone) {
    private static final String FROM = "✓↻◐✕●○◌━─┄└►→…·│█░◀—";
    private static final String INTO = "+~!x*o.=-.`>>.-|#.<-";

    /// What a colour says. Hue means state only; the word or glyph beside it says the same.
    enum Tone {
        GOOD("32"),
        BAD("31"),
        YOU("33"),
        MOVE("34"),
        QUIET("2"),
        STRONG("1"),
        PLAIN("");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    String paint(Tone tone, String text) {
        String shown = unicode ? text : ascii(text);
        return colour && !tone.code.isEmpty() && !text.isBlank()
                ? "\u001b[" + tone.code + "m" + shown + "\u001b[0m"
                : shown;
    }

    String plain(String text) {
        return paint(Tone.PLAIN, text);
    }

    /// The text in ASCII, one character for each, so that columns stay where they are.
    static String ascii(String text) {
        return text.codePoints()
                .map(point -> {
                    int known = FROM.indexOf(point);
                    return point < 128 ? point : known >= 0 ? INTO.charAt(known) : '?';
                })
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// What a program printed, made unable to steer the terminal.
    static String harmless(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) && point != '\n' && point != '\t' ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// The text, no wider than this.
    static String cut(String text, int width) {
        int length = text.codePointCount(0, text.length());
        if (length <= width) {
            return text;
        }
        return width < 2 ? "" : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
    }
}

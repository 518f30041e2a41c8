package arelops.app.cli;

import arelops.app.answer.Unseen;
import java.lang.Character.UnicodeScript;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/// How lines are made: in colour or not, with all characters or plain ASCII, how wide, and by which clock.
///
/// @param columns the width; large where nothing limits it
record View(boolean colour, boolean unicode, int columns, Instant now, ZoneId zone) {
    private static final Set<UnicodeScript> WIDE =
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);
    private static final char ESCAPE = '\u001b';
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
        return Unseen.as(' ', text, "\n\t");
    }

    /// The text, no wider than this.
    static String cut(String text, int width) {
        int length = text.codePointCount(0, text.length());
        if (length <= width) {
            return text;
        }
        return width < 2 ? "" : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    /// A painted line, no wider than this; some signs take two columns. Colours stay closed.
    static String fit(String painted, int width) {
        StringBuilder out = new StringBuilder();
        int used = 0;
        for (int i = 0; i < painted.length(); ) {
            int escape = painted.charAt(i) == ESCAPE ? painted.indexOf('m', i) : -1;
            if (escape >= 0) {
                out.append(painted, i, escape + 1);
                i = escape + 1;
                continue;
            }
            int point = painted.codePointAt(i);
            used += wide(point) ? 2 : 1;
            if (used <= width) {
                out.appendCodePoint(point);
            }
            i += Character.charCount(point);
        }
        return out.toString();
    }

    /// Chinese, Japanese and Korean writing, and pictures.
    private static boolean wide(int point) {
        return WIDE.contains(UnicodeScript.of(point))
                || (point >= 0x1F300 && point < 0x1FB00)
                || (point >= 0xFF01 && point <= 0xFF60);
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
    }
}

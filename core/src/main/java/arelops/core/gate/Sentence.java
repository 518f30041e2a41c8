package arelops.core.gate;

import java.util.Locale;
import java.util.regex.Pattern;

/// Makes sentences for people of what decisions say in lower case and without an end.
public final class Sentence {
    private static final String ENDS = ".!?";
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}\\b");

    private Sentence() {}

    /// With a capital letter at its beginning and a full stop at its end, where it has none of its own. A commit at its
    /// beginning stays as git writes it.
    public static String of(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return trimmed;
        }
        int second = trimmed.offsetByCodePoints(0, 1);
        boolean ended = ENDS.indexOf(trimmed.charAt(trimmed.length() - 1)) >= 0;
        String first = trimmed.substring(0, second);
        return (COMMIT.matcher(trimmed).lookingAt() ? first : first.toUpperCase(Locale.ROOT))
                + trimmed.substring(second)
                + (ended ? "" : ".");
    }
}

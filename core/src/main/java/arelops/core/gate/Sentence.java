package arelops.core.gate;

import java.util.Locale;

/// Makes sentences for people of what decisions say in lower case and without an end.
public final class Sentence {
    private static final String ENDS = ".!?";

    private Sentence() {}

    /// With a capital letter at its beginning and a full stop at its end, where it has none of its own.
    public static String of(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return trimmed;
        }
        int second = trimmed.offsetByCodePoints(0, 1);
        boolean ended = ENDS.indexOf(trimmed.charAt(trimmed.length() - 1)) >= 0;
        return trimmed.substring(0, second).toUpperCase(Locale.ROOT) + trimmed.substring(second) + (ended ? "" : ".");
    }
}

package arelops.app.metrics.prometheus;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Matchers of labels as PromQL writes them between braces, for example
/// `track="canary",code=~"5.."`.
///
/// Nothing but matchers is let through: what a query does is not for its arguments to say.
public record Matchers(String text) {
    private static final int LONGEST = 2000;
    private static final Pattern ONE =
            Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*(\"(?:[^\"\\\\\\n]|\\\\.)*+\")\\s*");

    public static final Matchers NONE = new Matchers("");

    public Matchers {
        text = text.strip();
        if (text.startsWith("{") && text.endsWith("}")) {
            text = text.substring(1, text.length() - 1).strip();
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("is longer than " + LONGEST + " characters");
        }
        check(text);
    }

    private static void check(String text) {
        Matcher one = ONE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            one.region(at, text.length());
            if (!one.lookingAt() || one.group(1).equals("__name__")) {
                throw new IllegalArgumentException(
                        "is no list of matchers of labels at character " + (at + 1) + ": " + text);
            }
            at = one.end();
            if (at < text.length() && text.charAt(at++) != ',') {
                throw new IllegalArgumentException("has no comma at character " + at + ": " + text);
            }
        }
    }

    Matchers and(Matchers other) {
        return text.isEmpty() ? other : other.text.isEmpty() ? this : new Matchers(text + "," + other.text);
    }

    /// The labels that they speak of.
    Set<String> labels() {
        Set<String> labels = new TreeSet<>();
        Matcher one = ONE.matcher(text);
        while (one.find()) {
            labels.add(one.group(1));
        }
        return labels;
    }

    @Override
    public String toString() {
        return text;
    }
}

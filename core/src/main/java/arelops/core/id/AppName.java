package arelops.core.id;

import java.util.regex.Pattern;

/// The name of an app, the unit that is released; unique within its repository.
public record AppName(String text) implements Comparable<AppName> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    public AppName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not an app name (lower-case letters, digits, dots, dashes and "
                    + "underscores, a letter or digit first, at most 63): " + text);
        }
    }

    @Override
    public int compareTo(AppName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}

package arelops.core.id;

import java.util.Locale;
import java.util.regex.Pattern;

/// The name of an environment in lower case, as config and commands spell it; tags and sentences use [#upper()].
public record EnvironmentName(String text) implements Comparable<EnvironmentName> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    public static final EnvironmentName TEST = new EnvironmentName("test");
    public static final EnvironmentName BETA = new EnvironmentName("beta");
    public static final EnvironmentName PASSIVE = new EnvironmentName("passive");
    public static final EnvironmentName PRODUCTION = new EnvironmentName("production");

    public EnvironmentName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not an environment name (lower-case letters, digits and dashes, "
                    + "a letter first, at most 31): " + text);
        }
    }

    /// Reads a name in any case.
    public static EnvironmentName parse(String anyCase) {
        return new EnvironmentName(anyCase.toLowerCase(Locale.ROOT));
    }

    public String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    @Override
    public int compareTo(EnvironmentName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}

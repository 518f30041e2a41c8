package arelops.core.id;

import java.util.regex.Pattern;

/// The account name of a person; written `@name` on screens.
public record PersonName(String text) implements Comparable<PersonName> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,38}");

    public PersonName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a person's name (lower-case letters, digits, dots, dashes and "
                    + "underscores, a letter or digit first, at most 39): " + text);
        }
    }

    /// Reads a name with or without the leading `@`.
    public static PersonName parse(String written) {
        return new PersonName(written.startsWith("@") ? written.substring(1) : written);
    }

    @Override
    public int compareTo(PersonName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return "@" + text;
    }
}

package arelops.app.run;

import java.util.regex.Pattern;

/// The name of a job, derived from the intent that asked for it, so that asking twice is asking once.
public record JobId(String text) implements Comparable<JobId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{0,120}");

    public JobId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a job id (lower-case letters, digits, dots and dashes, "
                    + "a letter or digit first, at most 121): " + text);
        }
    }

    @Override
    public int compareTo(JobId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}

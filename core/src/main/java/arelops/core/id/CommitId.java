package arelops.core.id;

import java.util.regex.Pattern;

/// The full name of a git commit: 40 lower-case hexadecimal digits.
public record CommitId(String hex) implements Comparable<CommitId> {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

    public CommitId {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a commit id (40 hexadecimal digits): " + hex);
        }
    }

    /// The seven digits that screens show.
    public String brief() {
        return hex.substring(0, 7);
    }

    @Override
    public int compareTo(CommitId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}

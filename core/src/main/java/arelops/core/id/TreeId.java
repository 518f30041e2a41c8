package arelops.core.id;

import java.util.regex.Pattern;

/// The full name of a git tree, all files of a commit: 40 lower-case hexadecimal digits.
public record TreeId(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

    public TreeId {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a tree id (40 hexadecimal digits): " + hex);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}

package arelops.app.git;

import arelops.core.id.CommitId;
import java.util.regex.Pattern;

/// The full name of any git object (blob, tree, commit or annotated tag): 40 lower-case hexadecimal digits.
public record ObjectId(String hex) implements Comparable<ObjectId> {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

    public ObjectId {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a git object id (40 hexadecimal digits): " + hex);
        }
    }

    /// The object that a commit id names.
    public static ObjectId of(CommitId commit) {
        return new ObjectId(commit.hex());
    }

    /// The seven digits that screens show.
    public String brief() {
        return hex.substring(0, 7);
    }

    @Override
    public int compareTo(ObjectId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }

    static ObjectId of(org.eclipse.jgit.lib.AnyObjectId id) {
        return new ObjectId(id.name());
    }

    static CommitId commit(org.eclipse.jgit.lib.AnyObjectId id) {
        return new CommitId(id.name());
    }

    org.eclipse.jgit.lib.ObjectId jgit() {
        return org.eclipse.jgit.lib.ObjectId.fromString(hex);
    }

    static org.eclipse.jgit.lib.ObjectId jgit(CommitId commit) {
        return org.eclipse.jgit.lib.ObjectId.fromString(commit.hex());
    }
}

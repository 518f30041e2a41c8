package arelops.app.git;

import arelops.core.id.CommitId;
import java.util.Optional;

/// One compare-and-swap of a ref: from `expectedOld` (absent: it must not exist) to `newValue` (absent: delete it).
///
/// Both ways are allowed, forwards and backwards: what protects the ref is the expected value, not the direction.
public record RefChange(String ref, Optional<ObjectId> expectedOld, Optional<ObjectId> newValue) {
    public RefChange {
        if (!ref.startsWith("refs/") || !org.eclipse.jgit.lib.Repository.isValidRefName(ref)) {
            throw new IllegalArgumentException("not a full ref name: " + ref);
        }
        if (expectedOld.equals(newValue)) {
            throw new IllegalArgumentException("nothing would change at " + ref + ": git drops such a command, so the "
                    + "caller checks the ref and leaves it out");
        }
    }

    /// The change of a lightweight tag, by its short name.
    public static RefChange tag(String name, Optional<CommitId> from, CommitId to) {
        return new RefChange("refs/tags/" + name, from.map(ObjectId::of), Optional.of(ObjectId.of(to)));
    }

    /// The creation of a ref that must not exist yet.
    public static RefChange create(String ref, ObjectId value) {
        return new RefChange(ref, Optional.empty(), Optional.of(value));
    }

    /// The move of a ref that must be at `from`.
    public static RefChange move(String ref, ObjectId from, ObjectId to) {
        return new RefChange(ref, Optional.of(from), Optional.of(to));
    }

    /// The deletion of a ref that must be at `from`.
    public static RefChange delete(String ref, ObjectId from) {
        return new RefChange(ref, Optional.of(from), Optional.empty());
    }
}

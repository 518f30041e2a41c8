package arelops.app.git;

import arelops.core.id.CommitId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The refs of a repository as one look saw them (for a remote: one advertisement).
///
/// `trunk` is the tip of the trunk branch, absent if there is none. `tags` maps a short tag name to the
/// commit it comes to (annotated tags peeled). `refs` maps every full ref name below `refs/heads/`,
/// `refs/tags/`, `refs/arelops/` and `refs/pull/` to the object it names itself: that is the value a
/// compare-and-swap needs. `defaultBranch` is where `HEAD` points.
public record RefsSeen(
        Optional<CommitId> trunk,
        Map<String, CommitId> tags,
        Map<String, ObjectId> refs,
        Optional<String> defaultBranch) {
    public RefsSeen {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        refs = Collections.unmodifiableMap(new TreeMap<>(refs));
    }

    /// What this full ref name pointed at.
    public Optional<ObjectId> ref(String fullName) {
        return Optional.ofNullable(refs.get(fullName));
    }

    /// The commit that a tag, given by its short name, comes to.
    public Optional<CommitId> tag(String name) {
        return Optional.ofNullable(tags.get(name));
    }
}

package arelops.app.git;

import arelops.core.id.CommitId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;

/// Makes [RefsSeen] from the refs of a repository or of an advertisement.
final class SeenRefs {
    /// The refs that concern us.
    static final List<String> PREFIXES = List.of("refs/heads/", "refs/tags/", "refs/arelops/", "refs/pull/");

    private SeenRefs() {}

    static RefsSeen of(Collection<Ref> refs, Optional<String> defaultBranch, String trunk) {
        Map<String, ObjectId> all = new HashMap<>();
        Map<String, CommitId> tags = new HashMap<>();
        for (Ref ref : refs) {
            if (ref.getObjectId() == null || PREFIXES.stream().noneMatch(ref.getName()::startsWith)) {
                continue;
            }
            all.put(ref.getName(), ObjectId.of(ref.getObjectId()));
            if (ref.getName().startsWith(Constants.R_TAGS)) {
                tags.put(
                        ref.getName().substring(Constants.R_TAGS.length()),
                        ObjectId.commit(Optional.<org.eclipse.jgit.lib.AnyObjectId>ofNullable(ref.getPeeledObjectId())
                                .orElse(ref.getObjectId())));
            }
        }
        Optional<CommitId> tip =
                Optional.ofNullable(all.get(Constants.R_HEADS + trunk)).map(id -> new CommitId(id.hex()));
        return new RefsSeen(tip, tags, all, defaultBranch);
    }

    /// The short name of the branch that `HEAD` points at.
    static Optional<String> branch(Optional<Ref> head) {
        return head.filter(Ref::isSymbolic)
                .map(ref -> ref.getTarget().getName())
                .filter(name -> name.startsWith(Constants.R_HEADS))
                .map(name -> name.substring(Constants.R_HEADS.length()));
    }
}

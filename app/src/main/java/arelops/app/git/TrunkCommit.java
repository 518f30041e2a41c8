package arelops.app.git;

import arelops.core.id.CommitId;
import java.util.List;
import java.util.Optional;

/// One commit on trunk's first-parent history.
///
/// `reverts` is the newest earlier commit on that history of which this one is the exact inverse: the
/// same paths, each with its blobs and modes swapped. The message plays no part, so it cannot lie.
public record TrunkCommit(
        CommitId id,
        ObjectId tree,
        List<CommitId> parents,
        Authorship authorship,
        String subject,
        Optional<CommitId> reverts) {
    public TrunkCommit {
        parents = List.copyOf(parents);
    }
}

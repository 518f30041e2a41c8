package arelops.app.git;

import arelops.core.id.CommitId;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// Makes the inverse of a commit in memory: what it did to its first parent is taken out of a newer
/// tip, and all later work stays.
final class Reverts {
    private static final int NAMED = 100;

    private final Repository repository;

    Reverts(Repository repository) {
        this.repository = repository;
    }

    /// Who takes it back, when, and with which message.
    record Author(GitIdentity by, Instant at, String message) {}

    InverseAnswer onto(CommitId tip, CommitId reverted, Author author) {
        try (ObjectInserter pack = repository.newObjectInserter();
                RevWalk walk = new RevWalk(repository)) {
            RevCommit landed = walk.parseCommit(ObjectId.jgit(reverted));
            if (landed.getParentCount() == 0) {
                return new InverseAnswer.First();
            }
            RevCommit ours = walk.parseCommit(ObjectId.jgit(tip));
            RevCommit before = walk.parseCommit(landed.getParent(0));
            ResolveMerger merger = (ResolveMerger) MergeStrategy.RECURSIVE.newMerger(repository, true);
            merger.setObjectInserter(new SharedInserter(pack));
            merger.setBase(landed.getTree());
            if (!merger.merge(ours, before)) {
                return conflicts(merger);
            }
            if (merger.getResultTreeId().equals(ours.getTree())) {
                return new InverseAnswer.Nothing();
            }
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(merger.getResultTreeId());
            commit.setParentId(ours);
            PersonIdent ident = new PersonIdent(author.by().name(), author.by().email(), author.at(), ZoneOffset.UTC);
            commit.setAuthor(ident);
            commit.setCommitter(ident);
            commit.setMessage(author.message());
            CommitId made = ObjectId.commit(pack.insert(commit));
            pack.flush();
            return new InverseAnswer.Made(made);
        } catch (IOException e) {
            throw GitFaults.damaged("take " + reverted.brief() + " back in", repository, e);
        }
    }

    private static InverseAnswer conflicts(ResolveMerger merger) {
        Set<String> paths = new TreeSet<>(merger.getUnmergedPaths());
        Optional.ofNullable(merger.getFailingPaths()).ifPresent(failing -> paths.addAll(failing.keySet()));
        return new InverseAnswer.Conflicts(paths.stream().limit(NAMED).toList());
    }
}

package arelops.app.git;

import arelops.core.id.CommitId;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.NoMergeBaseException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// Merges commits in memory: no working copy, no driver, filter or hook of the repository plays a part.
final class Merges {
    private static final int NAMED = 100;
    private static final int REMEMBERED = 2_000;

    private final Repository repository;
    private final Map<Pair, MergeAnswer> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, MergeAnswer> eldest) {
            return size() > REMEMBERED;
        }
    };

    Merges(Repository repository) {
        this.repository = repository;
    }

    private record Pair(CommitId onto, CommitId head) {}

    /// What merging `head` into `onto` comes to; nothing is written. Two commits always come to the same.
    MergeAnswer answer(CommitId onto, CommitId head) {
        Pair pair = new Pair(onto, head);
        synchronized (known) {
            Optional<MergeAnswer> before = Optional.ofNullable(known.get(pair));
            if (before.isPresent()) {
                return before.get();
            }
        }
        MergeAnswer answer;
        try (ObjectInserter nowhere = repository.newObjectInserter();
                RevWalk walk = new RevWalk(repository)) {
            answer = merge(walk, nowhere, onto, head);
        } catch (IOException e) {
            throw GitFaults.damaged("merge " + head.brief() + " into " + onto.brief() + " in", repository, e);
        }
        synchronized (known) {
            known.put(pair, answer);
        }
        return answer;
    }

    private MergeAnswer merge(RevWalk walk, ObjectInserter into, CommitId onto, CommitId head) throws IOException {
        RevCommit ours = walk.parseCommit(ObjectId.jgit(onto));
        RevCommit theirs = walk.parseCommit(ObjectId.jgit(head));
        if (walk.isMergedInto(theirs, ours)) {
            return new MergeAnswer.Contained();
        }
        if (!related(ours, theirs)) {
            return new MergeAnswer.Unrelated();
        }
        ResolveMerger merger = (ResolveMerger) MergeStrategy.RECURSIVE.newMerger(repository, true);
        merger.setObjectInserter(new SharedInserter(into));
        try {
            if (merger.merge(ours, theirs)) {
                return new MergeAnswer.Clean(ObjectId.of(merger.getResultTreeId()));
            }
        } catch (NoMergeBaseException e) {
            return new MergeAnswer.Conflicts(List.of("(the histories cross so often that git cannot merge them)"));
        }
        Set<String> paths = new TreeSet<>(merger.getUnmergedPaths());
        Optional.ofNullable(merger.getFailingPaths()).ifPresent(failing -> paths.addAll(failing.keySet()));
        return new MergeAnswer.Conflicts(paths.stream().limit(NAMED).toList());
    }

    private boolean related(RevCommit ours, RevCommit theirs) throws IOException {
        return fork(ours, theirs).isPresent();
    }

    private Optional<RevCommit> fork(AnyObjectId one, AnyObjectId other) throws IOException {
        try (RevWalk bases = new RevWalk(repository)) {
            bases.setRevFilter(RevFilter.MERGE_BASE);
            bases.markStart(bases.parseCommit(one));
            bases.markStart(bases.parseCommit(other));
            return Optional.ofNullable(bases.next());
        }
    }

    /// Writes the commit that merges `head` into `onto`; empty where they do not merge cleanly.
    ///
    /// The same input always gives the same commit: its time is the later one of its parents.
    Optional<CommitId> commit(CommitId onto, CommitId head, GitIdentity by, String message) {
        try (ObjectInserter pack = repository.newObjectInserter();
                RevWalk walk = new RevWalk(repository)) {
            if (!(merge(walk, pack, onto, head) instanceof MergeAnswer.Clean(ObjectId tree))) {
                return Optional.empty();
            }
            RevCommit ours = walk.parseCommit(ObjectId.jgit(onto));
            RevCommit theirs = walk.parseCommit(ObjectId.jgit(head));
            Instant at = Instant.ofEpochSecond(Math.max(ours.getCommitTime(), theirs.getCommitTime()));
            PersonIdent ident = new PersonIdent(by.name(), by.email(), at, ZoneOffset.UTC);
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree.jgit());
            commit.setParentIds(ours, theirs);
            commit.setAuthor(ident);
            commit.setCommitter(ident);
            commit.setMessage(message);
            CommitId made = ObjectId.commit(pack.insert(commit));
            pack.flush();
            return Optional.of(made);
        } catch (IOException e) {
            throw GitFaults.damaged("merge " + head.brief() + " into " + onto.brief() + " in", repository, e);
        }
    }

    /// The paths that differ between `head` and where it left `trunk`; all of them where it never was on it.
    Set<String> changedSinceFork(CommitId trunk, CommitId head) {
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk trees = new TreeWalk(walk.getObjectReader())) {
            Optional<RevCommit> fork = fork(ObjectId.jgit(trunk), ObjectId.jgit(head));
            if (fork.isPresent()) {
                trees.addTree(walk.parseCommit(fork.get()).getTree());
            } else {
                trees.addTree(new EmptyTreeIterator());
            }
            trees.addTree(walk.parseCommit(ObjectId.jgit(head)).getTree());
            return differences(trees);
        } catch (IOException e) {
            throw GitFaults.damaged("list what " + head.brief() + " changes in", repository, e);
        }
    }

    private static Set<String> differences(TreeWalk trees) throws IOException {
        trees.setFilter(TreeFilter.ANY_DIFF);
        trees.setRecursive(true);
        Set<String> paths = new TreeSet<>();
        while (trees.next()) {
            paths.add(trees.getPathString());
        }
        return paths;
    }

    /// The paths at which two commits differ, in content or mode.
    Set<String> differing(CommitId one, CommitId other) {
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk trees = new TreeWalk(walk.getObjectReader())) {
            trees.addTree(walk.parseCommit(ObjectId.jgit(one)).getTree());
            trees.addTree(walk.parseCommit(ObjectId.jgit(other)).getTree());
            return differences(trees);
        } catch (IOException e) {
            throw GitFaults.damaged("compare " + one.brief() + " and " + other.brief() + " in", repository, e);
        }
    }

    /// The commits that `of` contains and `notIn` does not, newest first, at most `limit`.
    List<CommitId> between(CommitId notIn, CommitId of, int limit) {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(ObjectId.jgit(of)));
            walk.markUninteresting(walk.parseCommit(ObjectId.jgit(notIn)));
            List<CommitId> found = new ArrayList<>();
            for (RevCommit commit = walk.next(); commit != null && found.size() < limit; commit = walk.next()) {
                found.add(ObjectId.commit(commit));
            }
            return List.copyOf(found);
        } catch (IOException e) {
            throw GitFaults.damaged("list the commits of " + of.brief() + " in", repository, e);
        }
    }
}

package arelops.app.git;

import arelops.core.id.CommitId;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// Reads trunk's first-parent history and recognises reverts by their diff.
final class TrunkHistory {
    /// How far back a commit is compared with earlier ones.
    static final int REVERT_WINDOW = 200;

    private static final int REMEMBERED = 20_000;
    private static final Pattern CO_AUTHOR =
            Pattern.compile("(?im)^\\s*co-authored-by:\\s*([^<\\r\\n]*?)\\s*<([^>\\r\\n]*)>");

    private final Repository repository;
    private final Map<org.eclipse.jgit.lib.ObjectId, Diff> diffs = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<org.eclipse.jgit.lib.ObjectId, Diff> eldest) {
            return size() > REMEMBERED;
        }
    };

    TrunkHistory(Repository repository) {
        this.repository = repository;
    }

    /// A commit's change against its first parent as two fingerprints: as it is, and turned round.
    private record Diff(String forth, String back, boolean empty) {}

    /// Up to `limit` commits of the first-parent history that ends at `tip`, newest last.
    List<TrunkCommit> read(CommitId tip, int limit) {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setFirstParent(true);
            walk.markStart(walk.parseCommit(ObjectId.jgit(tip)));
            List<RevCommit> newestFirst = new ArrayList<>();
            for (RevCommit commit : walk) {
                newestFirst.add(commit);
                if (newestFirst.size() - limit >= REVERT_WINDOW) {
                    break;
                }
            }
            int wanted = Math.min(limit, newestFirst.size());
            List<RevCommit> oldestFirst = newestFirst.reversed();
            return described(walk, oldestFirst, oldestFirst.size() - wanted);
        } catch (IOException e) {
            throw GitFaults.damaged("read the history of " + tip + " in", repository, e);
        }
    }

    private List<TrunkCommit> described(RevWalk walk, List<RevCommit> commits, int first) throws IOException {
        Map<String, Integer> newestWith = new HashMap<>();
        List<TrunkCommit> described = new ArrayList<>();
        for (int i = 0; i < commits.size(); i++) {
            RevCommit commit = commits.get(i);
            Diff diff = diff(walk, commit);
            if (i >= first) {
                int here = i;
                Optional<CommitId> reverts = Optional.ofNullable(newestWith.get(diff.back))
                        .filter(earlier -> !diff.empty && here - earlier <= REVERT_WINDOW)
                        .map(earlier -> ObjectId.commit(commits.get(earlier)));
                described.add(described(commit, reverts));
            }
            newestWith.put(diff.forth, i);
        }
        return List.copyOf(described);
    }

    /// These commits; whether they revert anything is not looked at.
    List<TrunkCommit> described(List<CommitId> commits) {
        try (RevWalk walk = new RevWalk(repository)) {
            List<TrunkCommit> described = new ArrayList<>();
            for (CommitId commit : commits) {
                described.add(described(walk.parseCommit(ObjectId.jgit(commit)), Optional.empty()));
            }
            return List.copyOf(described);
        } catch (IOException e) {
            throw GitFaults.damaged("read commits of", repository, e);
        }
    }

    private static TrunkCommit described(RevCommit commit, Optional<CommitId> reverts) {
        String message = commit.getFullMessage();
        List<GitIdentity> coAuthors = new ArrayList<>();
        for (Matcher line = CO_AUTHOR.matcher(message); line.find(); ) {
            coAuthors.add(new GitIdentity(line.group(1), line.group(2)));
        }
        return new TrunkCommit(
                ObjectId.commit(commit),
                ObjectId.of(commit.getTree()),
                Arrays.stream(commit.getParents()).map(ObjectId::commit).toList(),
                new Authorship(
                        identity(commit.getAuthorIdent()),
                        identity(commit.getCommitterIdent()),
                        coAuthors,
                        commit.getCommitterIdent().getWhenAsInstant()),
                commit.getShortMessage(),
                reverts);
    }

    private static GitIdentity identity(PersonIdent ident) {
        return new GitIdentity(ident.getName(), ident.getEmailAddress());
    }

    private Diff diff(RevWalk walk, RevCommit commit) throws IOException {
        synchronized (diffs) {
            Optional<Diff> known = Optional.ofNullable(diffs.get(commit));
            if (known.isPresent()) {
                return known.get();
            }
        }
        Diff computed = computed(walk, commit);
        synchronized (diffs) {
            diffs.put(commit.copy(), computed);
        }
        return computed;
    }

    private Diff computed(RevWalk walk, RevCommit commit) throws IOException {
        MessageDigest forth = sha256();
        MessageDigest back = sha256();
        boolean empty = true;
        try (TreeWalk trees = changed(walk, commit)) {
            while (trees.next()) {
                empty = false;
                byte[] before = side(trees, 0);
                byte[] after = side(trees, 1);
                byte[] path = trees.getRawPath();
                for (byte[] part : List.of(path, new byte[1], before, after)) {
                    forth.update(part);
                }
                for (byte[] part : List.of(path, new byte[1], after, before)) {
                    back.update(part);
                }
            }
        }
        return new Diff(HexFormat.of().formatHex(forth.digest()), HexFormat.of().formatHex(back.digest()), empty);
    }

    /// A walk over the paths that differ between a commit (tree 1) and its first parent (tree 0; empty for the
    /// first).
    static TreeWalk changed(RevWalk walk, RevCommit commit) throws IOException {
        TreeWalk trees = new TreeWalk(walk.getObjectReader());
        if (commit.getParentCount() == 0) {
            trees.addTree(new EmptyTreeIterator());
        } else {
            trees.addTree(walk.parseCommit(commit.getParent(0)).getTree());
        }
        trees.addTree(commit.getTree());
        trees.setFilter(TreeFilter.ANY_DIFF);
        trees.setRecursive(true);
        return trees;
    }

    /// Mode and blob of one side, in a fixed width, so that no two lists of changes have one fingerprint.
    private static byte[] side(TreeWalk trees, int tree) {
        byte[] side = new byte[24];
        int mode = trees.getRawMode(tree);
        for (int i = 0; i < 4; i++) {
            side[i] = (byte) (mode >>> (8 * i));
        }
        trees.getObjectId(tree).copyRawTo(side, 4);
        return side;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

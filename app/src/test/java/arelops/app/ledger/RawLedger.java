package arelops.app.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/// A ledger as bare commits, to be changed in ways that the product's own code would never do.
final class RawLedger {
    private final Path bare;
    private final List<Commit> commits = new ArrayList<>();
    private final List<ObjectId> ids = new ArrayList<>();

    record Commit(Map<String, byte[]> files, String message, PersonIdent by, boolean twoParents) {
        String text(String file) {
            return new String(files.get(file), StandardCharsets.UTF_8);
        }

        Commit with(String file, byte[] content) {
            Map<String, byte[]> changed = new TreeMap<>(files);
            changed.put(file, content);
            return new Commit(changed, message, by, twoParents);
        }

        Commit without(String file) {
            Map<String, byte[]> changed = new TreeMap<>(files);
            changed.remove(file);
            return new Commit(changed, message, by, twoParents);
        }

        Commit saying(String other) {
            return new Commit(files, other, by, twoParents);
        }

        Commit by(String name) {
            return new Commit(
                    files,
                    message,
                    new PersonIdent(name, by.getEmailAddress(), by.getWhenAsInstant(), by.getZoneId()),
                    twoParents);
        }

        Commit later() {
            return new Commit(
                    files,
                    message,
                    new PersonIdent(by, by.getWhenAsInstant().plus(Duration.ofHours(1)), by.getZoneId()),
                    twoParents);
        }

        Commit merged() {
            return new Commit(files, message, by, true);
        }
    }

    RawLedger(Path bare) throws IOException {
        this.bare = bare;
        try (Repository repository = open();
                RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(repository.resolve(Ledger.REF)));
            for (RevCommit commit : walk) {
                Map<String, byte[]> files = new TreeMap<>();
                try (TreeWalk trees = new TreeWalk(repository)) {
                    trees.addTree(commit.getTree());
                    trees.setRecursive(true);
                    while (trees.next()) {
                        files.put(
                                trees.getPathString(),
                                repository.open(trees.getObjectId(0)).getBytes());
                    }
                }
                ids.addFirst(commit.copy());
                commits.addFirst(new Commit(files, commit.getFullMessage(), commit.getAuthorIdent(), false));
            }
        }
    }

    private Repository open() throws IOException {
        return new FileRepositoryBuilder().setGitDir(bare.toFile()).build();
    }

    /// As the ledger was when this was made, oldest first.
    List<Commit> commits() {
        return List.copyOf(commits);
    }

    /// Puts these commits, each on top of the one before, in the place of the ledger.
    void write(List<Commit> chain) throws IOException {
        try (Repository repository = open();
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId tip = ObjectId.zeroId();
            int same = 0;
            while (same < Math.min(chain.size(), commits.size())
                    && chain.get(same).equals(commits.get(same))) {
                tip = ids.get(same);
                same++;
            }
            for (Commit commit : chain.subList(same, chain.size())) {
                CommitBuilder builder = new CommitBuilder();
                builder.setTreeId(tree(inserter, commit.files));
                if (!tip.equals(ObjectId.zeroId())) {
                    builder.setParentIds(commit.twoParents ? List.of(tip, repository.resolve("main")) : List.of(tip));
                }
                builder.setAuthor(commit.by);
                builder.setCommitter(commit.by);
                builder.setMessage(commit.message);
                tip = inserter.insert(builder);
            }
            inserter.flush();
            RefUpdate update = repository.updateRef(Ledger.REF);
            update.setNewObjectId(tip);
            update.forceUpdate();
        }
    }

    private static ObjectId tree(ObjectInserter inserter, Map<String, byte[]> files) throws IOException {
        DirCache index = DirCache.newInCore();
        DirCacheBuilder builder = index.builder();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            DirCacheEntry entry = new DirCacheEntry(file.getKey());
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue()));
            builder.add(entry);
        }
        builder.finish();
        return index.writeTree(inserter);
    }
}

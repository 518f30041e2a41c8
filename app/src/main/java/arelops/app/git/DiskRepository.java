package arelops.app.git;

import arelops.app.fault.Fault;
import arelops.core.id.CommitId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/// A repository whose objects are on this disk and whose refs are where its origin says.
final class DiskRepository implements GitRepository {
    private static final Set<String> LEDGERS = Set.of("refs/arelops/ledger", "refs/heads/arelops/ledger");
    private static final int MANY_PACKS = 50;

    private final FileRepository objects;
    private final Origin origin;
    private final boolean ours;
    private final TrunkHistory history;
    private final Packing packing;
    private final Merges merges;

    private DiskRepository(FileRepository objects, Origin origin, boolean ours) {
        this.objects = objects;
        this.origin = origin;
        this.ours = ours;
        this.history = new TrunkHistory(objects);
        this.packing = new Packing(objects);
        this.merges = new Merges(objects);
    }

    static GitRepository ours(FolderLock lock, Path bare, String trunk) {
        return over(openOurs(lock, bare, trunk), trunk);
    }

    /// A repository of our own that is open.
    static GitRepository over(FileRepository repository, String trunk) {
        return new DiskRepository(repository, new LocalOrigin(repository, trunk), true);
    }

    static GitRepository theirs(Path repositoryOrWorkingCopy, String trunk) {
        File start = repositoryOrWorkingCopy.toFile();
        try {
            FileRepositoryBuilder builder = new FileRepositoryBuilder();
            if (new File(start, "objects").isDirectory() && new File(start, "HEAD").isFile()) {
                builder.setGitDir(start);
            } else {
                builder.addCeilingDirectory(start.getAbsoluteFile().getParentFile())
                        .findGitDir(start);
            }
            if (builder.getGitDir() == null) {
                throw notThere(repositoryOrWorkingCopy, new IOException("no git folder"));
            }
            FileRepository repository =
                    (FileRepository) builder.setMustExist(true).build();
            return new DiskRepository(repository, new LocalOrigin(repository, trunk), false);
        } catch (IOException e) {
            throw notThere(repositoryOrWorkingCopy, e);
        }
    }

    static GitRepository remote(FolderLock lock, Path mirror, RemoteAddress address, String trunk, GitAccess access) {
        FileRepository repository = openOurs(lock, mirror, trunk);
        return new DiskRepository(repository, new RemoteOrigin(repository, address, trunk, access), true);
    }

    static FileRepository openOurs(FolderLock lock, Path bare, String trunk) {
        lock.mustCover(bare);
        try {
            FileRepository repository = (FileRepository) new FileRepositoryBuilder()
                    .setGitDir(bare.toFile())
                    .setBare()
                    .build();
            if (Files.exists(bare.resolve("HEAD"))) {
                LockFiles.sweep(bare);
            } else {
                repository.create(true);
                repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + trunk);
            }
            StoredConfig config = repository.getConfig();
            if (!config.getBoolean("core", null, "fsyncRefFiles", false)) {
                config.setBoolean("core", null, "fsyncRefFiles", true);
                config.setBoolean("core", null, "fsyncObjectFiles", true);
                config.save();
            }
            return repository;
        } catch (IOException e) {
            throw notThere(bare, e);
        }
    }

    private static Fault notThere(Path path, IOException cause) {
        return new Fault(
                Fault.Kind.INPUT,
                "git.no-repository",
                "There is no git repository that can be opened at " + path + ": " + cause.getMessage(),
                "Run git init there, or name the folder of an existing repository.",
                cause);
    }

    @Override
    public RefsSeen refs() {
        return origin.refs();
    }

    @Override
    public RefsSeen fetch() {
        return origin.fetch();
    }

    @Override
    public PushAnswer push(List<RefChange> changes) {
        Set<String> refs = new HashSet<>();
        for (RefChange change : changes) {
            if (!refs.add(change.ref())) {
                throw new IllegalArgumentException(change.ref() + " is changed twice in one push");
            }
            if (LEDGERS.contains(change.ref()) && refs.size() > 1) {
                throw new IllegalArgumentException("the ledger comes first in a push");
            }
        }
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("a push changes at least one ref");
        }
        return origin.push(List.copyOf(changes));
    }

    @Override
    public NewObjects newObjects() {
        return NewObjects.inOnePack(objects);
    }

    @Override
    public NewObjects idsOnly() {
        return NewObjects.idsOnly(objects);
    }

    @Override
    public List<TrunkCommit> trunk(CommitId tip, int limit) {
        return history.read(tip, limit);
    }

    @Override
    public Optional<List<CommitId>> firstParents(CommitId tip, Optional<CommitId> since) {
        try (RevWalk walk = new RevWalk(objects)) {
            walk.setFirstParent(true);
            walk.markStart(walk.parseCommit(ObjectId.jgit(tip)));
            List<CommitId> newestFirst = new ArrayList<>();
            for (RevCommit commit : walk) {
                CommitId id = ObjectId.commit(commit);
                if (since.filter(id::equals).isPresent()) {
                    return Optional.of(newestFirst.reversed());
                }
                newestFirst.add(id);
            }
            return since.isPresent() ? Optional.empty() : Optional.of(newestFirst.reversed());
        } catch (IOException e) {
            throw unreadable(tip, e);
        }
    }

    @Override
    public List<CommitId> newestFirst(CommitId tip, int limit) {
        try (RevWalk walk = new RevWalk(objects)) {
            walk.setFirstParent(true);
            walk.markStart(walk.parseCommit(ObjectId.jgit(tip)));
            List<CommitId> found = new ArrayList<>();
            for (RevCommit commit = walk.next(); commit != null && found.size() < limit; commit = walk.next()) {
                found.add(ObjectId.commit(commit));
            }
            return List.copyOf(found);
        } catch (IOException e) {
            throw unreadable(tip, e);
        }
    }

    @Override
    public boolean contains(CommitId ancestor, CommitId of) {
        try (RevWalk walk = new RevWalk(objects)) {
            RevCommit tip = walk.parseCommit(ObjectId.jgit(of));
            if (!objects.getObjectDatabase().has(ObjectId.jgit(ancestor))) {
                return false;
            }
            return walk.isMergedInto(walk.parseCommit(ObjectId.jgit(ancestor)), tip);
        } catch (IOException e) {
            throw unreadable(of, e);
        }
    }

    @Override
    public MergeAnswer merge(CommitId onto, CommitId head) {
        return merges.answer(onto, head);
    }

    @Override
    public Optional<CommitId> mergeCommit(CommitId onto, CommitId head, GitIdentity by, String message) {
        return merges.commit(onto, head, by, message);
    }

    @Override
    public InverseAnswer inverse(CommitId tip, CommitId reverted, GitIdentity by, Instant at, String message) {
        return new Reverts(objects).onto(tip, reverted, new Reverts.Author(by, at, message));
    }

    @Override
    public Set<String> changedSinceFork(CommitId trunk, CommitId head) {
        return merges.changedSinceFork(trunk, head);
    }

    @Override
    public Set<String> differing(CommitId one, CommitId other) {
        return merges.differing(one, other);
    }

    @Override
    public List<TrunkCommit> between(CommitId notIn, CommitId of, int limit) {
        return history.described(merges.between(notIn, of, limit));
    }

    @Override
    public Optional<Path> checkedOut(String branch) {
        return ours || objects.isBare() ? Optional.empty() : WorkingCopies.with(objects, branch);
    }

    @Override
    public String message(CommitId commit) {
        try (RevWalk walk = new RevWalk(objects)) {
            return walk.parseCommit(ObjectId.jgit(commit)).getFullMessage();
        } catch (IOException e) {
            throw unreadable(commit, e);
        }
    }

    @Override
    public boolean has(CommitId commit) {
        try (RevWalk walk = new RevWalk(objects)) {
            walk.parseCommit(ObjectId.jgit(commit));
            return true;
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return false;
        } catch (IOException e) {
            throw unreadable(commit, e);
        }
    }

    @Override
    public Optional<byte[]> file(CommitId commit, String path, int limit) {
        try (RevWalk walk = new RevWalk(objects);
                TreeWalk found = TreeWalk.forPath(
                        objects, path, walk.parseCommit(ObjectId.jgit(commit)).getTree())) {
            if (found == null) {
                return Optional.empty();
            }
            if ((found.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
                throw unusable(commit, path, "is no plain file");
            }
            ObjectLoader blob = objects.open(found.getObjectId(0), Constants.OBJ_BLOB);
            if (blob.getSize() > limit) {
                throw unusable(commit, path, "has " + blob.getSize() + " bytes, more than the limit of " + limit);
            }
            return Optional.of(blob.getCachedBytes(limit));
        } catch (IOException e) {
            throw unreadable(commit, e);
        }
    }

    private static Fault unusable(CommitId commit, String path, String why) {
        return new Fault(
                Fault.Kind.INPUT,
                "git.file",
                path + " at commit " + commit.brief() + " " + why,
                "Commit a plain file of a reasonable size in its place.");
    }

    @Override
    public Set<String> paths(CommitId commit) {
        return blobs(commit).keySet();
    }

    @Override
    public Map<String, ObjectId> blobs(CommitId commit) {
        try (RevWalk walk = new RevWalk(objects);
                TreeWalk trees = new TreeWalk(walk.getObjectReader())) {
            trees.addTree(walk.parseCommit(ObjectId.jgit(commit)).getTree());
            trees.setRecursive(true);
            Map<String, ObjectId> found = new TreeMap<>();
            while (trees.next()) {
                found.put(trees.getPathString(), ObjectId.of(trees.getObjectId(0)));
            }
            return Collections.unmodifiableMap(found);
        } catch (IOException e) {
            throw unreadable(commit, e);
        }
    }

    @Override
    public byte[] blob(ObjectId id, int limit) {
        try {
            return objects.open(id.jgit(), Constants.OBJ_BLOB).getCachedBytes(limit);
        } catch (IOException e) {
            throw GitFaults.damaged("read blob " + id + " in", objects, e);
        }
    }

    @Override
    public void export(CommitId commit, Path folder, ExportLimits limits) {
        new CleanCopy(objects, commit, limits).into(folder);
    }

    @Override
    public boolean tidy() {
        return ours && objects.getObjectDatabase().getPacks().size() >= MANY_PACKS && packing.run();
    }

    private Fault unreadable(CommitId commit, IOException cause) {
        return GitFaults.damaged("read commit " + commit + " in", objects, cause);
    }

    @Override
    public void close() {
        packing.end();
        objects.close();
    }
}

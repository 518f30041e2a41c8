package arelops.app.git;

import arelops.app.fault.Fault;
import arelops.core.id.CommitId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TagBuilder;

/// New git objects, gathered and written as one pack by [#write()]: loose ones cost eighteen times the room.
///
/// For one thread. Nothing is readable by others before `write`; closing without it drops everything.
public final class NewObjects implements AutoCloseable {
    private final FileRepository repository;
    private final ObjectInserter pack;

    private NewObjects(FileRepository repository, ObjectInserter pack) {
        this.repository = repository;
        this.pack = pack;
    }

    static NewObjects inOnePack(FileRepository repository) {
        return new NewObjects(repository, repository.getObjectDatabase().newPackInserter());
    }

    static NewObjects idsOnly(FileRepository repository) {
        return new NewObjects(repository, new IdsOnly());
    }

    /// The content of a file.
    public ObjectId blob(byte[] content) {
        try {
            return ObjectId.of(pack.insert(Constants.OBJ_BLOB, content));
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /// A folder with these plain files, by path (`state/shop/BETA.json`); folders within are made as needed.
    public ObjectId tree(Map<String, ObjectId> files) {
        try {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder builder = index.builder();
            files.forEach((path, blob) -> {
                DirCacheEntry entry = new DirCacheEntry(path);
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(blob.jgit());
                builder.add(entry);
            });
            builder.finish();
            return ObjectId.of(index.writeTree(pack));
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /// A commit, in UTC, with one identity as author and committer.
    public CommitId commit(ObjectId tree, List<CommitId> parents, GitIdentity by, Instant at, String message) {
        try {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree.jgit());
            commit.setParentIds(parents.stream().map(ObjectId::jgit).toList());
            commit.setAuthor(ident(by, at));
            commit.setCommitter(ident(by, at));
            commit.setMessage(message);
            return ObjectId.commit(pack.insert(commit));
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /// An annotated tag object on a commit; the ref that names it is pushed apart.
    public ObjectId annotatedTag(String name, CommitId target, GitIdentity by, Instant at, String message) {
        try {
            TagBuilder tag = new TagBuilder();
            tag.setTag(name);
            tag.setObjectId(ObjectId.jgit(target), Constants.OBJ_COMMIT);
            tag.setTagger(ident(by, at));
            tag.setMessage(message);
            return ObjectId.of(pack.insert(tag));
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /// Puts everything gathered so far into the repository.
    public void write() {
        try {
            pack.flush();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    @Override
    public void close() {
        pack.close();
    }

    private static PersonIdent ident(GitIdentity by, Instant at) {
        return new PersonIdent(by.name(), by.email(), at, ZoneOffset.UTC);
    }

    private Fault cannotWrite(IOException cause) {
        return GitFaults.damaged("write to", repository, cause);
    }

    /// Works out ids and keeps nothing.
    private static final class IdsOnly extends ObjectInserter.Formatter {
        @Override
        public org.eclipse.jgit.lib.ObjectId insert(int type, long length, InputStream in) throws IOException {
            return idFor(type, length, in);
        }
    }
}

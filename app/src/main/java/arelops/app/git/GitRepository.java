package arelops.app.git;

import arelops.core.id.CommitId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The port to one git repository: on this disk, or behind a server with a private mirror here.
///
/// Safe for many threads. Reading (history, files) uses the objects on this disk: what a remote shows
/// in [#refs()] is readable after [#fetch()]. Refs change only through [#push], all or none, each from
/// its expected value.
public interface GitRepository extends AutoCloseable {
    /// A bare repository of our own below a locked data folder, made if it is not there. Lock files that a killed
    /// predecessor left are removed.
    static GitRepository ours(FolderLock lock, Path bare, String trunk) {
        return DiskRepository.ours(lock, bare, trunk);
    }

    /// Somebody else's repository on this disk (bare, or a working copy), whose refs we change ourselves. Its lock
    /// files are never removed; one that blocks a push is named in a fault.
    static GitRepository theirs(Path repositoryOrWorkingCopy, String trunk) {
        return DiskRepository.theirs(repositoryOrWorkingCopy, trunk);
    }

    /// A repository behind an address, with its mirror below a locked data folder. Opens no connection yet.
    static GitRepository remote(FolderLock lock, Path mirror, RemoteAddress address, String trunk, GitAccess access) {
        return DiskRepository.remote(lock, mirror, address, trunk, access);
    }

    /// One consistent look at the refs. For a remote: one connection, which brings no objects.
    RefsSeen refs();

    /// One look at the refs, with the objects of trunk, tags and `refs/arelops/*` brought here in the same
    /// connection.
    RefsSeen fetch();

    /// Changes all these refs or none. The ledger, if among them, comes first: a server that is killed between two
    /// refs then leaves an unfinished move, which is recognised, and never a moved tag without its record.
    ///
    /// Faults with `UNREACHABLE` only when it is certain that nothing was sent.
    PushAnswer push(List<RefChange> changes);

    /// Objects to be written here and, for a remote, sent along with the push that names them.
    NewObjects newObjects();

    /// As [#newObjects()], but only the ids are worked out and nothing is ever written: for checking what is there.
    NewObjects idsOnly();

    /// The newest `limit` commits of the first-parent history that ends at `tip`, newest last.
    List<TrunkCommit> trunk(CommitId tip, int limit);

    /// The first-parent history that ends at `tip`, oldest first; only what came after `since` if that is given.
    ///
    /// @return empty if `since` is not on that history
    Optional<List<CommitId>> firstParents(CommitId tip, Optional<CommitId> since);

    /// The newest `limit` commits of the first-parent history that ends at `tip`, newest first.
    List<CommitId> newestFirst(CommitId tip, int limit);

    /// Whether `ancestor` is `of` or one of its ancestors; false too if `ancestor` is not known here.
    boolean contains(CommitId ancestor, CommitId of);

    /// What merging `head` into `onto` comes to; nothing is written.
    MergeAnswer merge(CommitId onto, CommitId head);

    /// Writes the commit that merges `head` into `onto`: the same input always gives the same commit.
    /// Empty where they do not merge cleanly. Nothing points at it until it is pushed.
    Optional<CommitId> mergeCommit(CommitId onto, CommitId head, GitIdentity by, String message);

    /// Writes a commit on top of `tip` that takes back what `reverted` did to its first parent; later work stays.
    InverseAnswer inverse(CommitId tip, CommitId reverted, GitIdentity by, Instant at, String message);

    /// The paths that differ between `head` and where it left the history of `trunk`.
    Set<String> changedSinceFork(CommitId trunk, CommitId head);

    /// The paths at which two commits have other files, or files with other modes.
    Set<String> differing(CommitId one, CommitId other);

    /// The commits that `of` contains and `notIn` does not, newest first, at most `limit`.
    List<TrunkCommit> between(CommitId notIn, CommitId of, int limit);

    /// The folder of a working copy that has this branch checked out, if it is one of this repository on this disk:
    /// moving the branch would change it under somebody's hands.
    Optional<Path> checkedOut(String branch);

    /// The whole message of a commit, as it was written.
    String message(CommitId commit);

    /// Whether the commit's objects are on this disk.
    boolean has(CommitId commit);

    /// The content of a plain file at a commit, absent if there is none; faults if it is over `limit` bytes or no
    /// plain file.
    Optional<byte[]> file(CommitId commit, String path, int limit);

    /// The paths of all files at a commit.
    Set<String> paths(CommitId commit);

    /// The files at a commit, by path, each with the id of its content.
    Map<String, ObjectId> blobs(CommitId commit);

    /// The content of one blob; faults if it is over `limit` bytes or not there.
    byte[] blob(ObjectId id, int limit);

    /// Writes a clean copy of a commit's files into an empty folder. Faults, before anything is
    /// written, on names or links that lead elsewhere and on sizes over the limits. A submodule becomes
    /// an empty folder.
    void export(CommitId commit, Path folder, ExportLimits limits);

    /// Packs the objects on this disk together, if there are many packs (each push and fetch adds one). May take
    /// minutes; `close` ends it. Does nothing in somebody else's repository: their git tidies up itself.
    ///
    /// @return whether it was done
    boolean tidy();

    @Override
    void close();
}

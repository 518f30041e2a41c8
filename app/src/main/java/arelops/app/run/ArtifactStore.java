package arelops.app.run;

import arelops.core.id.Digest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// Artifacts by the SHA-256 of their archive. What is in it under a digest is whole, or is found out when unpacked.
///
/// The digest is that of the archive before compression, so it does not depend on the machine's zlib.
public interface ArtifactStore {
    /// The outcome of `put`.
    sealed interface Put {
        /// It is in the store. `leftOut` names links that lead outside, sockets and the like, which no artifact
        /// holds.
        record Stored(Digest digest, List<String> leftOut) implements Put {}

        /// No file matches the globs; nothing was stored.
        record Nothing(List<String> leftOut) implements Put {}

        /// It does not fit: at least `neededBytes` more would be in a store of at most `capBytes`. Evict, or wait.
        record Full(long neededBytes, long capBytes) implements Put {}

        /// What the command left cannot be packed, and could not by trying again: a path that no program can name, a
        /// file that nobody may read, too many files.
        record Unfit(String because) implements Put {}
    }

    /// A store in this folder, of at most `cap` bytes. One store at a time uses a folder.
    static ArtifactStore in(Path folder, long cap, InstantSource clock) {
        return new FolderStore(folder, cap, clock);
    }

    /// The most bytes that it may hold.
    long cap();

    /// Packs the files that the globs name (relative to the folder; none means all but `.git`) and keeps them.
    Put put(Path folder, List<String> globs);

    boolean contains(Digest digest);

    /// Unpacks into a folder that does not exist yet or is empty; a damaged artifact leaves nothing there.
    void unpack(Digest digest, Path folder);

    /// The bytes that all artifacts take up.
    long size();

    /// Removes artifacts, the least recently used first, until the store is at most `target` bytes;
    /// never a needed one. Gives what was removed.
    List<Digest> evict(Set<Digest> needed, long target);
}

package arelops.app.git;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Proof that this process alone works in a data folder: an operating system lock, gone when the process is.
///
/// Only the holder may sweep lock files that a killed predecessor left in repositories below the folder.
public final class FolderLock implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /// Takes the lock of this folder (made if it is not there); faults if another process holds it.
    public static FolderLock take(Path folder) {
        Path file = folder.resolve("in-use");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Optional<FileLock> lock = tryLock(channel);
            if (lock.isEmpty()) {
                channel.close();
                throw new Fault(
                        Fault.Kind.REFUSED,
                        "data.in-use",
                        "Another ARelOps process works in " + folder,
                        "Stop it (arelops down), or give this one another data folder.");
            }
            return new FolderLock(folder.toAbsolutePath().normalize(), channel);
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "data.lock",
                    "Cannot lock the data folder " + folder + ": " + e.getMessage(),
                    "Make the folder writable for this user, on a local disk with space left.",
                    e);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    /// Checks that a path lies in the locked folder and that the lock is still held.
    void mustCover(Path path) {
        if (!channel.isOpen() || !path.toAbsolutePath().normalize().startsWith(folder)) {
            throw new IllegalArgumentException("the lock of " + folder + " does not cover " + path);
        }
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "data.lock",
                    "Cannot release the lock of " + folder,
                    "It goes when the process ends.",
                    e);
        }
    }
}

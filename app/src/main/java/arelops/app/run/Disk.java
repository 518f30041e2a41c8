package arelops.app.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Files written whole or not at all, and folders removed whole.
final class Disk {
    private Disk() {}

    /// Writes a file readable by the owner only: either all of it is there afterwards, on the disk, or the old
    /// content.
    static void write(Path file, String text) throws IOException {
        var next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(next, text);
            Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
            publish(next, file);
        } catch (IOException e) {
            Files.deleteIfExists(next);
            throw e;
        }
    }

    /// Gives a finished file its name, with both on the disk before this returns.
    static void publish(Path finished, Path name) throws IOException {
        sync(finished);
        Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE);
        sync(Optional.ofNullable(name.getParent()).orElseThrow());
    }

    private static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// The text of a file, or nothing where there is none.
    static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Creates a folder with exactly these permissions, whatever the umask is.
    static void folder(Path folder, String permissions) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    /// Removes a folder with all that is in it; follows no link; one that is not there is fine.
    static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            new Removal(folder).all();
        }
        Files.deleteIfExists(folder);
    }

    /// Makes a folder and all that is in it the property of this user.
    static void own(Path folder, int user) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    static long free(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }
}

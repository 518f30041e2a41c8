package arelops.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;

/// Empties a folder, whatever a command left in it: folders that are closed, and folders in folders until no
/// path could name them. What lies too deep to be named is brought up first.
final class Removal {
    /// A name has at most 255 bytes, a path 4,095; the rest is for what leads to the folder.
    private static final int NAMEABLE = 12;

    private final Path top;
    private final Deque<Path> brought = new ArrayDeque<>();
    private int count;

    Removal(Path top) {
        this.top = top;
    }

    void all() throws IOException {
        open(top);
        clear(top, 0);
        while (!brought.isEmpty()) {
            var next = brought.pop();
            if (Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                clear(next, 0);
                Files.deleteIfExists(next);
            }
        }
    }

    private void clear(Path folder, int depth) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            for (var entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    open(entry);
                    if (depth == NAMEABLE) {
                        bringUp(entry);
                        continue;
                    }
                    clear(entry, depth + 1);
                }
                Files.deleteIfExists(entry);
            }
        }
    }

    private void bringUp(Path folder) throws IOException {
        Path up;
        do {
            count++;
            up = top.resolve("." + count);
        } while (Files.exists(up, LinkOption.NOFOLLOW_LINKS));
        Files.move(folder, up);
        brought.push(up);
    }

    private static void open(Path folder) throws IOException {
        if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }
}

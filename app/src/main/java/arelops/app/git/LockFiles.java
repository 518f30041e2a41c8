package arelops.app.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The `*.lock` files of a repository's refs and config: left by a killed writer, they block the next one for ever.
final class LockFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LockFiles.class);

    private LockFiles() {}

    /// Removes every lock file of a repository that nobody else can be writing to, and says which.
    static void sweep(Path gitDir) throws IOException {
        for (Path lock : find(gitDir)) {
            Files.deleteIfExists(lock);
            LOG.warn("Removed {}: a writer that was killed left it behind.", lock);
        }
    }

    /// The lock files there are now.
    static List<Path> find(Path gitDir) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> top = Files.list(gitDir)) {
            top.filter(LockFiles::isLock).forEach(found::add);
        }
        for (String below : List.of("refs", "logs", "info")) {
            Path folder = gitDir.resolve(below);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> deep = Files.walk(folder)) {
                    deep.filter(LockFiles::isLock).forEach(found::add);
                }
            }
        }
        return found;
    }

    /// Those lock files that stand in the way of changing these refs.
    static List<Path> blocking(Path gitDir, List<RefChange> changes) {
        return Stream.concat(Stream.of("packed-refs"), changes.stream().map(RefChange::ref))
                .map(name -> gitDir.resolve(name + ".lock"))
                .filter(Files::exists)
                .toList();
    }

    private static boolean isLock(Path file) {
        return file.toString().endsWith(".lock") && Files.isRegularFile(file);
    }
}

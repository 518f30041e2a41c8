package arelops.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the git repository around a folder.
public final class RepositoryFolder {
    private RepositoryFolder() {}

    /// The top of the working copy, or the bare repository, that this folder is in; empty outside of one.
    public static Optional<Path> around(Path folder) {
        Path start = folder.toAbsolutePath().normalize();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git")) || isBare(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static boolean isBare(Path folder) {
        return Files.isRegularFile(folder.resolve("HEAD"))
                && Files.isDirectory(folder.resolve("objects"))
                && Files.isDirectory(folder.resolve("refs"));
    }
}

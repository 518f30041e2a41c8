package arelops.app.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/// The working copies of a repository on this disk: its own, and those that `git worktree` added.
final class WorkingCopies {
    private WorkingCopies() {}

    /// The one that has this branch checked out.
    static Optional<Path> with(Repository repository, String branch) {
        try {
            Path git = repository.getDirectory().toPath();
            if (isOn(git.resolve(Constants.HEAD), branch)) {
                return Optional.of(repository.getWorkTree().toPath());
            }
            Path added = git.resolve("worktrees");
            if (!Files.isDirectory(added)) {
                return Optional.empty();
            }
            try (DirectoryStream<Path> each = Files.newDirectoryStream(added)) {
                for (Path one : each) {
                    if (isOn(one.resolve(Constants.HEAD), branch)) {
                        return Optional.of(place(one));
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw GitFaults.damaged("read what is checked out of", repository, e);
        }
    }

    private static boolean isOn(Path head, String branch) throws IOException {
        return Files.isRegularFile(head) && Files.readString(head).strip().equals("ref: " + Constants.R_HEADS + branch);
    }

    /// The file `gitdir` names the `.git` of the working copy.
    private static Path place(Path added) throws IOException {
        Path named = added.resolve("gitdir");
        Path git = Files.isRegularFile(named) ? Path.of(Files.readString(named).strip()) : added;
        Path folder = git.getParent();
        return folder == null ? git : folder;
    }
}

package arelops.app.up;

import arelops.app.fault.Fault;
import arelops.app.git.FolderLock;
import arelops.app.git.GitRepository;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an installation works on, read from git alone: nothing that an earlier run left on this disk is used.
///
/// A remote is fetched whole into a mirror beside the one that is there, which stays until [#keep()]: if the remote
/// has lost something, the old mirror may be the only place that still has it. No controller can run meanwhile.
public final class FreshMirror implements AutoCloseable {
    private final Installation installation;
    private final FolderLock lock;
    private final Optional<String> remote;
    private final GitRepository git;

    private FreshMirror(Installation installation, FolderLock lock, Optional<String> remote, GitRepository git) {
        this.installation = installation;
        this.lock = lock;
        this.remote = remote;
        this.git = git;
    }

    /// Opens what is worked on; nothing is replaced yet.
    ///
    /// @param usual the branch where none is remembered
    public static FreshMirror open(Installation installation, String usual) {
        FolderLock lock = FolderLock.take(installation.data());
        try {
            Optional<WorksOn> known = WorksOn.remembered(installation);
            String trunk = known.flatMap(WorksOn::trunk).orElse(usual);
            Optional<String> remote = known.flatMap(WorksOn::remote);
            if (remote.isEmpty()) {
                return new FreshMirror(
                        installation, lock, remote, GitRepository.theirs(WorksOn.folder(installation), trunk));
            }
            takenBack(installation);
            delete(fresh(installation));
            delete(old(installation));
            GitRepository git = Source.remote(lock, fresh(installation), remote.get(), trunk);
            return new FreshMirror(installation, lock, remote, git);
        } catch (IOException e) {
            lock.close();
            throw broken(installation, e);
        } catch (Fault e) {
            lock.close();
            throw e;
        }
    }

    /// A run that ended between its two moves left the mirror under its other name.
    private static void takenBack(Installation installation) throws IOException {
        if (Files.exists(old(installation)) && Files.notExists(installation.mirror())) {
            Files.move(old(installation), installation.mirror(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path fresh(Installation installation) {
        return installation.mirror().resolveSibling("mirror.new.git");
    }

    private static Path old(Installation installation) {
        return installation.mirror().resolveSibling("mirror.old.git");
    }

    public GitRepository git() {
        return git;
    }

    /// The address of the remote; empty where git is read in the repository on this disk.
    public Optional<String> remote() {
        return remote;
    }

    /// Puts the new mirror into the place of the old one, whatever was in that; the address of a controller that is
    /// gone goes, too.
    public void keep() {
        try {
            Files.deleteIfExists(installation.controllerFile());
            if (remote.isEmpty()) {
                return;
            }
            if (Files.exists(installation.mirror())) {
                Files.move(installation.mirror(), old(installation), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(fresh(installation), installation.mirror(), StandardCopyOption.ATOMIC_MOVE);
            delete(old(installation));
        } catch (IOException e) {
            throw broken(installation, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path left, @Nullable IOException e) throws IOException {
                    Files.delete(left);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            // nothing to delete
        }
    }

    private static Fault broken(Installation installation, IOException e) {
        return new Fault(
                Fault.Kind.BROKEN,
                "rebuild.disk",
                "Cannot make the mirror anew in " + installation.git() + ": " + e,
                "Make the folder writable, with room on the disk; arelops up fetches what is missing by itself.",
                e);
    }

    /// What was not kept goes; the old mirror then is as it was.
    @Override
    public void close() {
        git.close();
        try {
            delete(fresh(installation));
        } catch (IOException e) {
            throw broken(installation, e);
        } finally {
            lock.close();
        }
    }
}

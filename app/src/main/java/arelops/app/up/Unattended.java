package arelops.app.up;

import arelops.app.fault.Fault;
import arelops.app.git.FolderLock;
import arelops.app.git.GitRepository;
import java.util.Optional;

/// The repository that an installation works on, opened where no controller runs.
///
/// A remote's mirror is in the data folder, which is locked meanwhile, so that no controller starts beside it.
public final class Unattended implements AutoCloseable {
    private final Optional<FolderLock> lock;
    private final GitRepository git;

    private Unattended(Optional<FolderLock> lock, GitRepository git) {
        this.lock = lock;
        this.git = git;
    }

    /// Opens what the last `up` worked on; the repository on this disk if there was none.
    ///
    /// @param usual the branch where none is remembered
    public static Unattended open(Installation installation, String usual) {
        Optional<WorksOn> known = WorksOn.remembered(installation);
        String trunk = known.flatMap(WorksOn::trunk).orElse(usual);
        Optional<String> remote = known.flatMap(WorksOn::remote);
        if (remote.isEmpty()) {
            return new Unattended(Optional.empty(), GitRepository.theirs(WorksOn.folder(installation), trunk));
        }
        FolderLock lock = FolderLock.take(installation.data());
        try {
            return new Unattended(Optional.of(lock), Source.remote(lock, installation.mirror(), remote.get(), trunk));
        } catch (Fault e) {
            lock.close();
            throw e;
        }
    }

    public GitRepository git() {
        return git;
    }

    @Override
    public void close() {
        git.close();
        lock.ifPresent(FolderLock::close);
    }
}

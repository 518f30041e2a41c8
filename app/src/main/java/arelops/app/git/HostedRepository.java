package arelops.app.git;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;

/// A bare repository of our own that people fetch from and push to.
///
/// The controller and the git server work on one and the same instance of it: JGit keeps the packed refs in memory and
/// has a lock in the process for writing them, so that neither reads what the other has replaced, nor fails because the
/// other is writing.
public final class HostedRepository {
    private final FileRepository repository;
    private final GitRepository git;
    private final String trunk;

    private HostedRepository(FileRepository repository, String trunk) {
        this.repository = repository;
        this.git = DiskRepository.over(repository, trunk);
        this.trunk = trunk;
    }

    /// Opens it, made if it is not there, below a locked data folder.
    public static HostedRepository open(FolderLock lock, Path bare, String trunk) {
        FileRepository repository = DiskRepository.openOurs(lock, bare, trunk);
        try {
            settle(repository.getConfig());
        } catch (IOException e) {
            throw GitFaults.damaged("configure", repository, e);
        }
        return new HostedRepository(repository, trunk);
    }

    /// What the server can do, and how much of the controller's memory git may take for packing.
    private static void settle(StoredConfig config) throws IOException {
        if (!config.getBoolean("receive", null, "autogc", true)) {
            return;
        }
        config.setBoolean("receive", null, "autogc", false); // our own housekeeping packs, and can be ended
        config.setBoolean("uploadpack", null, "allowFilter", true);
        config.setBoolean("uploadpack", null, "allowAnySHA1InWant", true); // what a partial clone asks for later
        config.setString("pack", null, "windowMemory", "64m");
        config.setString("pack", null, "threads", "1");
        config.setString("core", null, "bigFileThreshold", "8m");
        config.save();
    }

    /// The port that the controller works through.
    public GitRepository git() {
        return git;
    }

    /// The repository for one request of a git client, who closes it.
    public Repository serve() {
        repository.incrementOpen();
        return repository;
    }

    /// The short name of its trunk branch.
    public String trunk() {
        return trunk;
    }
}

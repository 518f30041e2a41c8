package arelops.app.git;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.RevWalkException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.util.FileUtils;

/// A bare repository of our own that people fetch from and push to.
///
/// The controller and the git server work on one and the same instance of it: JGit keeps the packed
/// refs in memory and has a lock in the process for writing them, so that neither reads what the other
/// has replaced, nor fails because the other is writing.
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
            repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + trunk);
        } catch (IOException e) {
            throw GitFaults.damaged("configure", repository, e);
        }
        return new HostedRepository(repository, trunk);
    }

    /// Which tags come along into a repository that is made.
    @FunctionalInterface
    public interface Taken {
        boolean takes(RefsSeen source, String tag);
    }

    /// Makes it, with trunk and tags (and the records, if there are any) of another repository on this disk.
    ///
    /// It is there whole or not at all: what was begun and not finished is begun anew.
    public static HostedRepository make(FolderLock lock, Path bare, String trunk, Optional<Path> source, Taken taken) {
        Path fresh = bare.resolveSibling(bare.getFileName() + ".new");
        try {
            FileUtils.delete(fresh.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
            try (FileRepository begun = DiskRepository.openOurs(lock, fresh, trunk)) {
                settle(begun.getConfig());
                if (source.isPresent()) {
                    take(begun, trunk, source.get(), taken);
                }
            }
            Files.move(fresh, bare, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | GitAPIException | JGitInternalException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "forge.import",
                    "Cannot take " + source.map(Path::toString).orElse("nothing") + " into a repository of our own: "
                            + GitFaults.reasons(e),
                    "Nothing was changed there. A shallow clone is made whole by git fetch --unshallow; arelops up --forge"
                            + " --empty begins without it.",
                    e);
        }
        return open(lock, bare, trunk);
    }

    private static void take(FileRepository into, String trunk, Path source, Taken taken)
            throws GitAPIException, IOException {
        RefsSeen refs;
        try (GitRepository theirs = GitRepository.theirs(source, trunk)) {
            refs = theirs.refs();
        }
        List<RefSpec> wanted = refs.refs().keySet().stream()
                .filter(ref -> ref.equals(Constants.R_HEADS + trunk)
                        || ref.startsWith("refs/arelops/")
                        || (ref.startsWith(Constants.R_TAGS)
                                && taken.takes(refs, ref.substring(Constants.R_TAGS.length()))))
                .map(ref -> new RefSpec(ref + ":" + ref))
                .toList();
        if (!wanted.isEmpty()) {
            Git.wrap(into)
                    .fetch()
                    .setRemote(source.toUri().toString())
                    .setRefSpecs(wanted)
                    .setTagOpt(TagOpt.NO_TAGS)
                    .call();
            mustBeWhole(into);
        }
    }

    /// Fails where a commit is missing: the source was a shallow clone.
    private static void mustBeWhole(FileRepository repository) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            for (Ref ref : repository.getRefDatabase().getRefs()) {
                if (walk.peel(walk.parseAny(ref.getObjectId())) instanceof RevCommit commit) {
                    walk.markStart(commit);
                }
            }
            while (walk.next() != null) {
                // each is read, and its parents with it
            }
        } catch (RevWalkException e) {
            throw new IOException("its history is not whole", e);
        }
    }

    /// What the server can do, and how much of the controller's memory git may take for packing.
    private static void settle(StoredConfig config) throws IOException {
        if (!config.getBoolean("receive", null, "autogc", true)) {
            return;
        }
        config.setBoolean("receive", null, "autogc", false); // our own housekeeping packs, and can be ended
        config.setBoolean("gc", null, "autoDetach", false);
        config.setInt("gc", null, "auto", 0);
        config.setInt("gc", null, "autoPackLimit", 0);
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

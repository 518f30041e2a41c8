package arelops.app.up;

import arelops.app.fault.Fault;
import arelops.app.git.FolderLock;
import arelops.app.git.GitRepository;
import arelops.app.git.HostedRepository;
import arelops.app.git.RefsSeen;
import arelops.core.change.ReservedTags;
import arelops.core.policy.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The repository that ARelOps hosts for a folder: opened, or made with its first content.
final class Hosting {
    private static final String USUAL = "main";

    private Hosting() {}

    static HostedRepository open(FolderLock lock, Installation installation, Launch launch) {
        Path bare = installation.forge();
        if (Files.exists(bare)) {
            return HostedRepository.open(
                    lock, bare, launch.trunk().or(() -> trunk(bare)).orElse(USUAL));
        }
        Optional<Path> source =
                launch.forge().filter(FirstContent.IMPORTED::equals).flatMap(_ -> source(installation));
        String trunk = launch.trunk().or(() -> source.flatMap(Hosting::trunk)).orElse(USUAL);
        return HostedRepository.make(lock, bare, trunk, source, taken(installation));
    }

    private static Optional<String> trunk(Path repository) {
        try (GitRepository git = GitRepository.theirs(repository, USUAL)) {
            return git.refs().defaultBranch();
        }
    }

    /// What was worked on before: the mirror of a remote, or the repository of the folder.
    private static Optional<Path> source(Installation installation) {
        boolean wasRemote =
                WorksOn.remembered(installation).flatMap(WorksOn::remote).isPresent();
        if (wasRemote && Files.exists(installation.mirror())) {
            return Optional.of(installation.mirror());
        }
        return Optional.of(installation.repository()).filter(Hosting::isRepository);
    }

    private static boolean isRepository(Path folder) {
        try {
            GitRepository.theirs(folder, USUAL).close();
            return true;
        } catch (Fault e) {
            return false;
        }
    }

    /// Tags of the automation come along only with the ledger that explains them.
    private static HostedRepository.Taken taken(Installation installation) {
        ReservedTags reserved = ReservedTags.of(Policy.standard(installation.app()));
        return (refs, tag) -> hasLedger(refs) || !reserved.covers(tag);
    }

    private static boolean hasLedger(RefsSeen refs) {
        return refs.refs().keySet().stream().anyMatch(ref -> ref.startsWith("refs/arelops/"));
    }
}

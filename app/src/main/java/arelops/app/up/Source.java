package arelops.app.up;

import arelops.app.git.CredentialFile;
import arelops.app.git.FolderLock;
import arelops.app.git.GitAccess;
import arelops.app.git.GitRepository;
import arelops.app.git.HostedRepository;
import arelops.app.git.RefsSeen;
import arelops.app.git.RemoteAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The repository that an engine works on, its trunk branch, and where it is.
///
/// @param hosted it is our own, and people push to it here
record Source(GitRepository git, String trunk, String origin, Optional<HostedRepository> hosted) {
    private static final Duration GIT_ANSWERS = Duration.ofSeconds(30);

    /// A repository that is somebody else's.
    Source(GitRepository git, String trunk, String origin) {
        this(git, trunk, origin, Optional.empty());
    }

    static Source open(FolderLock lock, Installation installation, Launch launch) {
        if (launch.forge().isPresent()) {
            HostedRepository hosted = Hosting.open(lock, installation, launch);
            return new Source(
                    hosted.git(), hosted.trunk(), "the forge of " + installation.repository(), Optional.of(hosted));
        }
        return openTheirs(lock, installation, launch);
    }

    private static Source openTheirs(FolderLock lock, Installation installation, Launch launch) {
        String guess = launch.trunk().orElse("main");
        GitRepository git = open(lock, installation, launch, guess);
        if (launch.trunk().isEmpty()) {
            RefsSeen refs = git.refs();
            String branch = refs.defaultBranch().orElse(guess);
            if (refs.trunk().isEmpty() && !branch.equals(guess)) {
                git.close();
                guess = branch;
                git = open(lock, installation, launch, guess);
            }
        }
        String origin = launch.remote()
                .map(address -> RemoteAddress.parse(address).toString())
                .orElse(installation.repository().toString());
        return new Source(git, guess, origin);
    }

    private static GitRepository open(FolderLock lock, Installation installation, Launch launch, String trunk) {
        if (launch.remote().isEmpty()) {
            return GitRepository.theirs(installation.repository(), trunk);
        }
        return remote(lock, installation.mirror(), launch.remote().get(), trunk);
    }

    /// The repository at an address, with its mirror in this folder.
    static GitRepository remote(FolderLock lock, Path mirror, String address, String trunk) {
        Path home = Path.of(System.getProperty("user.home"));
        return GitRepository.remote(
                lock,
                mirror,
                RemoteAddress.parse(address),
                trunk,
                new GitAccess(GIT_ANSWERS, new CredentialFile(home.resolve(".git-credentials")), home));
    }
}

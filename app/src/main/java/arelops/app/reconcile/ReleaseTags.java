package arelops.app.reconcile;

import arelops.app.git.GitIdentity;
import arelops.app.git.GitRepository;
import arelops.app.git.NewObjects;
import arelops.app.git.ObjectId;
import arelops.app.git.RefChange;
import arelops.app.git.RefsSeen;
import arelops.core.id.Release;
import java.time.Instant;
import java.util.Optional;

/// Makes the immutable annotated tag of a release (TAG-3).
final class ReleaseTags {
    private static final GitIdentity BY = new GitIdentity("ARelOps", "arelops@localhost");

    private final GitRepository git;

    ReleaseTags(GitRepository git) {
        this.git = git;
    }

    /// The change that creates it; empty where it is there already.
    Optional<RefChange> creation(String name, Release release, RefsSeen refs, Instant now) {
        String ref = "refs/tags/" + name;
        if (refs.ref(ref).isPresent()) {
            return Optional.empty();
        }
        try (NewObjects objects = git.newObjects()) {
            ObjectId tag = objects.annotatedTag(
                    name,
                    release.commit(),
                    BY,
                    now,
                    "Release " + release.number() + "\n\nArtifact: " + release.artifact() + "\n");
            objects.write();
            return Optional.of(RefChange.create(ref, tag));
        }
    }
}

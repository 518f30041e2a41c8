package arelops.app.deploy;

import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import java.nio.file.Path;

/// What is deployed: the commit, the digest of its artifact, and the folder in which the artifact lies unpacked.
public record Build(CommitId commit, Digest artifact, Path directory) {
    public Build {
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("the folder to start in must be absolute: " + directory);
        }
    }
}

package arelops.app.git;

import java.util.List;

/// Where the refs of a repository truly are: in the repository that we write ourselves, or behind a git server.
sealed interface Origin permits LocalOrigin, RemoteOrigin {
    /// The refs as one look sees them.
    RefsSeen refs();

    /// The refs, after their objects were brought into the local object store.
    RefsSeen fetch();

    /// Changes all refs or none, each only from its expected value.
    PushAnswer push(List<RefChange> changes);
}

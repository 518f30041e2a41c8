package arelops.app.run;

import arelops.core.id.CommitId;
import arelops.core.id.Digest;

/// What lies in the folder that a job starts in; always a fresh copy of its own.
public sealed interface Workspace {
    /// The files of a commit.
    record CleanCopy(CommitId commit) implements Workspace {}

    /// An artifact from the store.
    record Unpacked(Digest artifact) implements Workspace {}

    /// Nothing.
    record Empty() implements Workspace {}
}

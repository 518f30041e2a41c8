package arelops.core.change;

import arelops.core.id.CommitId;
import arelops.core.id.Digest;

/// What a change proposed at one time.
///
/// @param patch the fingerprint of all that it does to trunk, from the merge base to `commit`:
///     every path, mode and byte, white space too. `git patch-id` leaves white space out, so it is
///     not enough
public record Head(CommitId commit, Digest patch) {
    /// Whether what was said about this head holds for that one: the same commit, or a clean rebase
    /// of it (CHG-2).
    public boolean holdsFor(Head other) {
        return commit.equals(other.commit) || patch.equals(other.patch);
    }
}

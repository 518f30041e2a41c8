package arelops.core.evidence;

import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.TreeId;

/// Commits that landed as changes, where it plays no part how.
public final class Landings {
    private Landings() {}

    /// The record that this change landed as this very commit.
    public static Fact.Merged merged(CommitId commit, int change) {
        return new Fact.Merged(
                commit,
                new Fact.Landing(
                        new ChangeNumber(change),
                        commit,
                        commit,
                        new TreeId(commit.hex()),
                        Digest.of("the history of " + change)));
    }
}

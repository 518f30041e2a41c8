package arelops.core.id;

/// An artifact on its way along the line.
///
/// @param number the ledger sequence number of its `built` entry; `release/<number>` is its immutable tag
/// @param commit the trunk commit that it was built from, once
/// @param artifact the digest of what was built
public record Release(long number, CommitId commit, Digest artifact) {
    public Release {
        if (number <= 0) {
            throw new IllegalArgumentException("a release number is positive: " + number);
        }
    }

    @Override
    public String toString() {
        return commit.brief() + " (release " + number + ")";
    }
}

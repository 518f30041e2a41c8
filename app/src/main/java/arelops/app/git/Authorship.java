package arelops.app.git;

import java.time.Instant;
import java.util.List;

/// Who had a hand in a commit, and when it was committed (by the committer's clock).
///
/// `coAuthors` come from `Co-authored-by:` lines anywhere in the message: whoever counts approvals wants too many
/// authors rather than too few.
public record Authorship(GitIdentity author, GitIdentity committer, List<GitIdentity> coAuthors, Instant at) {
    public Authorship {
        coAuthors = List.copyOf(coAuthors);
    }
}

package arelops.core.queue;

import arelops.core.id.CommitId;
import java.util.List;
import java.util.stream.Collectors;

/// A merge result to test: a change's head merged onto a commit of trunk and, in this order, onto the changes that
/// are assumed to land before it.
///
/// Made as a chain of merge commits, of which each is determined by its two parents: the same chain has the same
/// commits, so what lands one by one ends in the very commit that the next of the chain was tested on.
public record Candidate(ChangeHead change, CommitId base, List<ChangeHead> on) {
    public Candidate {
        on = List.copyOf(on);
        if (on.contains(change)) {
            throw new IllegalArgumentException(change + " cannot be merged onto itself");
        }
    }

    /// What it is tested on, for people: `1234567`, `1234567 + #12 + #13`.
    public String ground() {
        return on.isEmpty()
                ? base.brief()
                : base.brief() + on.stream().map(member -> " + " + member).collect(Collectors.joining());
    }
}

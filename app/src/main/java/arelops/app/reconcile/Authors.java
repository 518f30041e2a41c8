package arelops.app.reconcile;

import arelops.app.git.RefsSeen;
import arelops.app.git.TrunkCommit;
import arelops.core.change.ApprovalQuestion;
import arelops.core.change.Hands;
import arelops.core.id.PersonName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells which people wrote a commit: its author, committer and co-authors, as far as they have
/// accounts; and who has one.
@FunctionalInterface
public interface Authors {
    Set<PersonName> of(TrunkCommit commit);

    /// The same, told apart by what they did.
    default Hands.Written written(TrunkCommit commit) {
        return new Hands.Written(commit.id(), of(commit), Set.of(), Set.of(), List.of());
    }

    /// The accounts as these refs have them.
    default ApprovalQuestion.Accounts accounts(RefsSeen refs) {
        return new ApprovalQuestion.Accounts(Map.of(), Set.of(), Map.of());
    }
}

package arelops.app.reconcile;

import arelops.app.git.TrunkCommit;
import arelops.core.id.PersonName;
import java.util.Set;

/// Tells which people wrote a commit: its author, committer and co-authors, as far as they have accounts.
@FunctionalInterface
public interface Authors {
    Set<PersonName> of(TrunkCommit commit);
}

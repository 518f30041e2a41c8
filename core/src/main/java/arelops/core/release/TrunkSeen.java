package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import java.util.List;

/// Where trunk stands, compared with what the ledger saw of it last.
public sealed interface TrunkSeen {
    record Unknown(String because) implements TrunkSeen {}

    /// There is no such branch.
    record Absent(String branch) implements TrunkSeen {}

    /// Trunk contains all that the ledger saw, and these first-parent commits since, oldest first.
    record At(CommitId tip, List<Fact.Step> since) implements TrunkSeen {
        public At {
            since = List.copyOf(since);
        }
    }

    /// Trunk no longer contains the last commit that the ledger saw on it.
    ///
    /// @param kept the newest commit of the ledger's trunk that is still on it
    record Rewritten(CommitId tip, CommitId kept, List<Fact.Step> since) implements TrunkSeen {
        public Rewritten {
            since = List.copyOf(since);
        }
    }
}

package arelops.app.ledger;

import arelops.app.git.ObjectId;
import arelops.core.evidence.Entry;
import arelops.core.id.CommitId;
import java.util.List;
import java.util.Optional;

/// What came of an append. Only `Recorded` says that the entries, and the tags with them, are where they belong.
public sealed interface Appended {
    /// All of it is in; `entries` as sealed, `view` is the ledger with them.
    record Recorded(LedgerView view, List<Entry> entries) implements Appended {
        public Recorded {
            entries = List.copyOf(entries);
        }
    }

    /// Others appended first, and these entries do not go on top of that. Nothing was changed; `now` is what is
    /// there.
    record Superseded(LedgerView now) implements Appended {}

    /// The ledger is as expected, a tag is not (absent: there is none). Nothing was changed.
    record TagStale(String ref, Optional<ObjectId> actual) implements Appended {}

    /// The server refuses this ref. Nothing was changed.
    record Refused(String ref, String reason) implements Appended {}

    /// Nobody knows. Read again: if the ledger contains `tip`, the entries are in; a tag may still be behind.
    record Unanswered(CommitId tip, String because) implements Appended {}
}

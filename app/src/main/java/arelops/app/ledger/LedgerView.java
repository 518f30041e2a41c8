package arelops.app.ledger;

import arelops.app.git.ObjectId;
import arelops.core.evidence.Entry;
import arelops.core.evidence.LedgerState;
import arelops.core.id.CommitId;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The ledger as far as one look saw it: its ref, its tip, its last entry, and what all entries add up to.
///
/// `projection` holds the blobs of `state/<app>/<ENV>.json`, which the next entry shares where nothing changed.
///
/// @param reports where the reports of recorded traffic are
public record LedgerView(
        String ref,
        Optional<CommitId> tip,
        Optional<Entry> last,
        LedgerState state,
        SortedMap<String, ObjectId> projection,
        TrafficReports reports) {
    public LedgerView {
        projection = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(projection));
    }

    static LedgerView empty(String ref) {
        return new LedgerView(
                ref, Optional.empty(), Optional.empty(), LedgerState.EMPTY, new TreeMap<>(), TrafficReports.NONE);
    }

    LedgerView at(String otherRef) {
        return new LedgerView(otherRef, tip, last, state, projection, reports);
    }

    LedgerView next(CommitId commit, Entry entry, LedgerState after, Map<String, ObjectId> blobs) {
        return new LedgerView(
                ref,
                Optional.of(commit),
                Optional.of(entry),
                after,
                new TreeMap<>(blobs),
                reports.after(state, commit, entry));
    }
}

package arelops.app.simulate;

import arelops.core.evidence.Fact;
import arelops.core.evidence.LedgerState;
import arelops.core.id.CommitId;
import arelops.core.release.TrunkSeen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A trunk that only grows; a commit's place in it is in its name.
final class SimulatedTrunk {
    private static final int NEVER = Integer.MAX_VALUE;

    private final List<Merge> merges = new ArrayList<>();

    /// The places of faulty commits, with those of their reverts.
    private final SortedMap<Integer, Integer> faulty = new TreeMap<>();

    /// What a commit is.
    enum Kind {
        SOUND,
        FAULTY,
        REVERT
    }

    /// @param reverts the place of the commit that it takes back
    record Merge(int place, Instant at, Kind kind, Optional<Integer> reverts) {
        CommitId commit() {
            return SimulatedTrunk.commit(place);
        }

        private Fact.Step step() {
            return new Fact.Step(commit(), reverts.map(SimulatedTrunk::commit));
        }
    }

    private static CommitId commit(int place) {
        return new CommitId(HexFormat.of().toHexDigits(place + 1) + "0".repeat(32));
    }

    static int place(CommitId commit) {
        return HexFormat.fromHexDigits(commit.hex(), 0, 8) - 1;
    }

    Merge merge(Instant now, Kind kind) {
        Merge merge = new Merge(merges.size(), now, kind, Optional.empty());
        if (kind == Kind.FAULTY) {
            faulty.put(merge.place(), NEVER);
        }
        merges.add(merge);
        return merge;
    }

    Merge revert(int place, Instant now) {
        Merge merge = new Merge(merges.size(), now, Kind.REVERT, Optional.of(place));
        merges.add(merge);
        faulty.put(place, merge.place());
        return merge;
    }

    Merge at(int place) {
        return merges.get(place);
    }

    int size() {
        return merges.size();
    }

    /// The faulty commits that trunk up to this one contains, and no revert of them.
    List<Integer> errorsIn(CommitId last) {
        int end = place(last);
        return faulty.headMap(end + 1).entrySet().stream()
                .filter(one -> one.getValue() > end)
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The same at trunk's tip.
    List<Integer> errors() {
        return errorsIn(merges.getLast().commit());
    }

    TrunkSeen seen(LedgerState ledger) {
        int known = ledger.trunk().commits().size();
        return new TrunkSeen.At(
                merges.getLast().commit(),
                merges.subList(known, merges.size()).stream().map(Merge::step).toList());
    }
}

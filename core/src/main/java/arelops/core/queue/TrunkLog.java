package arelops.core.queue;

import arelops.core.id.CommitId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Trunk's first-parent commits after `oldest`, the oldest first: at least as far back as any candidate's base.
public record TrunkLog(CommitId oldest, List<Landing> landings) {
    public TrunkLog {
        landings = List.copyOf(landings);
    }

    public CommitId tip() {
        return landings.isEmpty() ? oldest : landings.getLast().commit();
    }

    /// How many commits trunk has gone on since this one; empty for one that is older, or not on trunk.
    public OptionalInt since(CommitId commit) {
        Integer depth = depths().get(commit);
        return depth == null ? OptionalInt.empty() : OptionalInt.of(landings.size() - depth);
    }

    /// How many of the landings each commit contains.
    Map<CommitId, Integer> depths() {
        Map<CommitId, Integer> depths = new HashMap<>();
        depths.put(oldest, 0);
        for (int at = 0; at < landings.size(); at++) {
            depths.put(landings.get(at).commit(), at + 1);
        }
        return depths;
    }
}

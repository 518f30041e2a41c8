package arelops.core.evidence;

import arelops.core.id.CommitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Trunk's first-parent history from the genesis commit on, as the ledger saw it.
public final class Trunk {
    private final List<CommitId> commits;
    private final Map<CommitId, Integer> positions;
    private final List<Instant> seenAt;
    private final Map<CommitId, CommitId> revertedBy;
    private final List<CommitId> pushed;

    private Trunk(
            List<CommitId> commits, List<Instant> seenAt, Map<CommitId, CommitId> revertedBy, List<CommitId> pushed) {
        this.commits = Collections.unmodifiableList(commits);
        this.seenAt = Collections.unmodifiableList(seenAt);
        this.revertedBy = Map.copyOf(revertedBy);
        this.pushed = List.copyOf(pushed);
        this.positions = HashMap.newHashMap(commits.size());
        for (int i = 0; i < commits.size(); i++) {
            positions.put(commits.get(i), i);
        }
    }

    static final Trunk UNKNOWN = new Trunk(List.of(), List.of(), Map.of(), List.of());

    static Trunk from(CommitId genesis, Instant seen) {
        return new Trunk(List.of(genesis), List.of(seen), Map.of(), List.of());
    }

    /// This history, cut after `last`, followed by these steps; `landed` tells which of them came as a change.
    Trunk continued(CommitId last, List<Fact.Step> steps, Instant seen, Predicate<CommitId> landed) {
        int kept = position(last).orElse(-1) + 1;
        List<CommitId> longer = new ArrayList<>(commits.subList(0, kept));
        List<Instant> times = new ArrayList<>(seenAt.subList(0, kept));
        Map<CommitId, CommitId> reverts = new HashMap<>();
        revertedBy.forEach((reverted, by) -> {
            if (position(by).filter(place -> place < kept).isPresent()) {
                reverts.put(reverted, by);
            }
        });
        List<CommitId> alone = new ArrayList<>(pushed);
        alone.removeIf(commit -> position(commit).filter(place -> place < kept).isEmpty());
        for (Fact.Step step : steps) {
            longer.add(step.commit());
            times.add(seen);
            step.reverts().ifPresent(reverted -> reverts.put(reverted, step.commit()));
            if (!landed.test(step.commit())) {
                alone.add(step.commit());
            }
        }
        return new Trunk(longer, times, reverts, alone);
    }

    /// The same, when it was recorded that this commit came as a change.
    Trunk landed(CommitId commit) {
        return pushed.contains(commit)
                ? new Trunk(
                        commits,
                        seenAt,
                        revertedBy,
                        pushed.stream().filter(one -> !one.equals(commit)).toList())
                : this;
    }

    /// Those of the commits up to this one that came neither at genesis nor as a change.
    public List<CommitId> pushed(CommitId last) {
        return pushed.stream().filter(one -> contains(one, last)).toList();
    }

    public List<CommitId> commits() {
        return commits;
    }

    public Optional<CommitId> genesis() {
        return commits.isEmpty() ? Optional.empty() : Optional.of(commits.getFirst());
    }

    public Optional<CommitId> tip() {
        return commits.isEmpty() ? Optional.empty() : Optional.of(commits.getLast());
    }

    /// The place of a commit in the history, 0 for genesis; empty for one that is not on it.
    public Optional<Integer> position(CommitId commit) {
        return Optional.ofNullable(positions.get(commit));
    }

    /// Whether both are on trunk and the first is the second or came before it.
    public boolean contains(CommitId ancestor, CommitId of) {
        Integer older = positions.get(ancestor);
        Integer newer = positions.get(of);
        return older != null && newer != null && older <= newer;
    }

    /// When the ledger first saw this commit on trunk.
    public Optional<Instant> seenAt(CommitId commit) {
        return position(commit).map(seenAt::get);
    }

    /// The commit that reverted this one exactly, if there is one on trunk.
    public Optional<CommitId> revertOf(CommitId commit) {
        return Optional.ofNullable(revertedBy.get(commit));
    }

    /// The commits after the first up to and with the last; all up to the last where the first is not on trunk.
    public List<CommitId> between(Optional<CommitId> after, CommitId last) {
        int end = position(last).orElse(-1) + 1;
        int start = Math.min(
                after.flatMap(this::position).map(position -> position + 1).orElse(0), end);
        return commits.subList(start, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trunk trunk && commits.equals(trunk.commits) && revertedBy.equals(trunk.revertedBy);
    }

    @Override
    public int hashCode() {
        return 31 * commits.hashCode() + revertedBy.hashCode();
    }

    @Override
    public String toString() {
        return "trunk of " + commits.size() + " commits";
    }
}

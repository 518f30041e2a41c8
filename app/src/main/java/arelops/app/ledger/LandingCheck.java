package arelops.app.ledger;

import arelops.app.git.GitRepository;
import arelops.app.git.ObjectId;
import arelops.app.git.RefsSeen;
import arelops.app.git.TrunkCommit;
import arelops.core.change.ChangeEntry;
import arelops.core.change.ChangeHistory;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares what landed with what was tested: the tree, and the history of the change that the entry cites.
final class LandingCheck {
    private static final int LARGEST = 16 << 20;

    private final GitRepository repository;
    private final RefsSeen seen;
    private final Map<String, Set<String>> histories = new HashMap<>();

    LandingCheck(GitRepository repository, RefsSeen seen) {
        this.repository = repository;
        this.seen = seen;
    }

    /// What is wrong with this entry as the record of a landing; nothing for any other entry.
    Optional<Finding> of(Entry entry) {
        return entry.fact() instanceof Fact.Merged merged
                ? tree(entry, merged).or(() -> history(entry, merged.landing()))
                : Optional.empty();
    }

    private Optional<Finding> tree(Entry entry, Fact.Merged merged) {
        if (!repository.has(merged.commit())) {
            return found(
                    Finding.Kind.EVIDENCE_MISSING,
                    entry,
                    "the commit " + merged.commit() + " that landed is not there");
        }
        TrunkCommit landed = repository.trunk(merged.commit(), 1).getFirst();
        return landed.tree().hex().equals(merged.landing().tree().hex())
                ? Optional.empty()
                : found(
                        Finding.Kind.CHAIN_INVALID,
                        entry,
                        merged.commit() + " has the tree " + landed.tree() + ", and "
                                + merged.landing().tree() + " was tested");
    }

    private Optional<Finding> history(Entry entry, Fact.Landing landing) {
        String ref = "refs/arelops/changes/" + landing.change().value();
        try {
            return histories
                            .computeIfAbsent(ref, this::digests)
                            .contains(landing.history().toString())
                    ? Optional.empty()
                    : found(
                            Finding.Kind.EVIDENCE_MISSING,
                            entry,
                            "the history of " + landing.change() + " does not hold the entry that it cites");
        } catch (IllegalArgumentException e) {
            return found(
                    Finding.Kind.CHAIN_INVALID,
                    entry,
                    "the history of " + landing.change() + " cannot be trusted: " + e.getMessage());
        }
    }

    private Set<String> digests(String ref) {
        List<String> lines = seen.ref(ref)
                .map((ObjectId tip) -> new CommitId(tip.hex()))
                .flatMap(tip -> repository.file(tip, "events.jsonl", LARGEST))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).lines().toList())
                .orElse(List.of());
        return lines.isEmpty()
                ? Set.of()
                : ChangeHistory.parse(lines).entries().stream()
                        .map(ChangeEntry::digest)
                        .map(Object::toString)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Finding> found(Finding.Kind kind, Entry entry, String text) {
        return Optional.of(new Finding(kind, entry.seq(), text));
    }
}

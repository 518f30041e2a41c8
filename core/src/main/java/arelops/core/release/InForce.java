package arelops.core.release;

import arelops.core.evidence.LedgerState;
import arelops.core.evidence.Trunk;
import arelops.core.gate.Gate;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.Policy;
import arelops.core.policy.PolicyChange;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Which trunk commit's rules are in force: the newest up to which every commit is trusted (CHG-4, CHG-6).
///
/// A commit that somebody pushed is judged by the rules before it: rules that would let it in cannot come with it.
public final class InForce {
    private InForce() {}

    /// The commit, from the newest that was built on; empty before genesis.
    ///
    /// @param rules what a commit's config says; empty where it cannot be used
    /// @param authors by commit, who wrote it
    public static Optional<CommitId> commit(
            LedgerState ledger,
            Function<CommitId, Optional<Policy>> rules,
            Map<CommitId, Set<PersonName>> authors,
            Instant now) {
        Trunk trunk = ledger.trunk();
        if (trunk.genesis().isEmpty()) {
            return Optional.empty();
        }
        CommitId start = built(ledger).orElse(trunk.genesis().get());
        Map<CommitId, List<PolicyChange>> looser = looser(ledger, rules);
        CommitId current = start;
        for (CommitId next : trunk.between(Optional.of(start), trunk.tip().orElseThrow())) {
            Optional<Policy> judge = rules.apply(current);
            if (judge.isEmpty() || !isTrusted(ledger, judge.get(), next, new Observations(authors, looser), now)) {
                return Optional.of(current);
            }
            if (rules.apply(next).isPresent()) {
                current = next;
            }
        }
        return Optional.of(current);
    }

    /// Which commits of trunk after the newest that was built make rules looser than the valid ones
    /// before them: what was built was trusted then, and is not asked again.
    public static Map<CommitId, List<PolicyChange>> looser(
            LedgerState ledger, Function<CommitId, Optional<Policy>> rules) {
        Trunk trunk = ledger.trunk();
        if (trunk.genesis().isEmpty()) {
            return Map.of();
        }
        CommitId start = built(ledger).orElse(trunk.genesis().get());
        Map<CommitId, List<PolicyChange>> looser = new HashMap<>();
        Optional<Policy> before = rules.apply(start);
        for (CommitId next : trunk.between(Optional.of(start), trunk.tip().orElseThrow())) {
            Optional<Policy> now = rules.apply(next);
            if (before.isPresent() && now.isPresent()) {
                List<PolicyChange> changes = PolicyChange.between(before.get(), now.get());
                if (PolicyChange.loosens(changes)) {
                    looser.put(next, changes);
                }
            }
            before = now.isPresent() ? now : before;
        }
        return looser;
    }

    private record Observations(Map<CommitId, Set<PersonName>> authors, Map<CommitId, List<PolicyChange>> looser) {}

    /// The newest trunk commit that a release was made of: it was trusted then.
    private static Optional<CommitId> built(LedgerState ledger) {
        return ledger.builds().values().stream()
                .flatMap(builds -> builds.releases().stream())
                .map(Release::commit)
                .filter(commit -> ledger.trunk().position(commit).isPresent())
                .max(Comparator.comparingInt(
                        commit -> ledger.trunk().position(commit).orElseThrow()));
    }

    private static boolean isTrusted(
            LedgerState ledger, Policy judge, CommitId commit, Observations seen, Instant now) {
        boolean reverted = ledger.trunk().revertOf(commit).isPresent();
        if (reverted || ledger.trust().isMerged(commit)) {
            return true;
        }
        LineSnapshot snapshot = new LineSnapshot(
                judge.apps().stream().map(AppPolicy::name).findFirst().orElseThrow(),
                new Rules(judge, Digest.of("rules"), Optional.empty()),
                ledger,
                new LineSnapshot.World(
                        new TrunkSeen.Unknown("not asked"), Map.of(), Map.of(), seen.authors, seen.looser),
                "none");
        return Intake.gates(snapshot, commit, now).stream().allMatch(Gate::lets);
    }
}

package arelops.core.release;

import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.policy.Approvals;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import java.util.Set;

/// How many people must approve a release for one environment, and how many did.
record EnvironmentApprovals(int needed, int given) {
    static EnvironmentApprovals of(LineSnapshot snapshot, EnvironmentPolicy rules, Release release) {
        Policy policy = snapshot.rules().policy();
        Approvals rule = rules.approvals();
        Set<PersonName> allowed = policy.approvers(rule);
        long given = snapshot.ledger().trust().approvers(release.commit(), rules.name()).stream()
                .filter(person -> allowed.isEmpty() || allowed.contains(person))
                .count();
        int needed = policy.team().approvals(rule.count(), snapshot.authors(release.commit()));
        return new EnvironmentApprovals(needed, Math.toIntExact(given));
    }

    boolean suffice() {
        return given >= needed;
    }
}

package arelops.core.release;

import arelops.core.evidence.Trust;
import arelops.core.gate.Gate;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.policy.Team;
import java.util.List;
import java.util.Set;

/// CHG-4: rules become looser only with an admin's approval.
final class PolicyChangeGate {
    static final String ID = "policy change";

    private PolicyChangeGate() {}

    /// The gate of a pushed commit that makes these rules looser.
    static Gate of(LineSnapshot snapshot, CommitId commit, List<String> looser) {
        Team team = snapshot.rules().policy().team();
        Set<PersonName> authors = snapshot.authors(commit);
        Trust trust = snapshot.ledger().trust();
        String what = "it makes rules looser: " + String.join(" ", looser);
        if (team.approvals(1, authors) == 0) {
            return Gate.notApplicable(ID, what + " Nobody else is in the team who could approve that");
        }
        long given = trust.admins(commit).stream()
                .filter(admin -> team.adminMayBeAuthor() || !authors.contains(admin))
                .count();
        Gate gate = given > 0
                ? Gate.open(ID, what + " Approved by " + trust.admins(commit))
                : Gate.waiting(
                        ID,
                        what + " An admin must approve that"
                                + (team.adminMayBeAuthor() ? "" : ", who did not write it"),
                        "an admin: arelops approve " + commit.brief());
        Gate read = gate.read(Long.toString(given), "1");
        return snapshot.ledger().trunk().seenAt(commit).map(read::since).orElse(read);
    }
}

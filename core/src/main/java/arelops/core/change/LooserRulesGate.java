package arelops.core.change;

import arelops.core.gate.Gate;
import arelops.core.id.PersonName;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;

/// CHG-4: a change makes rules looser only with an admin's approval, or that of the owner of the
/// config file, where one is named for it ([CodeOwners#namedFor]).
///
/// The admin was one when approving and is one still: who lost the role may have lost it for a
/// reason, and what a reviewer said is not an admin's word because the reviewer became one later.
final class LooserRulesGate {
    static final String ID = "policy change";

    private final ApprovalQuestion question;
    private final Tally tally;
    private final Set<PersonName> owners;

    LooserRulesGate(ApprovalQuestion question, Tally tally) {
        this.question = question;
        this.tally = tally;
        OwnerNames names = new OwnerNames(question);
        this.owners = names.people(question.touched()
                .owners()
                .map(file -> file.namedFor(question.touched().config()))
                .orElse(List.of()));
    }

    Gate gate() {
        String what =
                "it makes rules looser: " + String.join(" ", question.touched().looser());
        if (tally.isAlone()) {
            return Gate.notApplicable(ID, what + " Nobody else is in the team who could approve that")
                    .since(question.proposal().since());
        }
        boolean own = question.rules().team().adminMayBeAuthor();
        List<Opinion> given = (own ? tally.validOrOwn() : tally.valid())
                .stream().filter(this::allows).toList();
        NavigableSet<PersonName> by = Tally.people(given);
        Gate gate = given.isEmpty()
                ? Gate.waiting(ID, what + " " + must(own), unblocks(own))
                        .since(question.proposal().since())
                : Gate.open(ID, what + " Approved by " + Words.and(by)).since(tally.reached(given, 1));
        return gate.read(Integer.toString(by.size()), "1");
    }

    private boolean allows(Opinion approval) {
        return tally.isAdmins(approval)
                || (owners.contains(approval.by()) && tally.others().contains(approval.by()));
    }

    private String must(boolean own) {
        boolean owned = owners.stream().anyMatch(tally.others()::contains);
        return (owned ? "An admin or the owner of the file" : "An admin") + " must approve that"
                + (own ? "" : ", who did not write it");
    }

    private String unblocks(boolean own) {
        NavigableSet<PersonName> others = tally.others();
        NavigableSet<PersonName> able = tally.able(person -> question.accounts().isAdmin(person)
                ? own || others.contains(person)
                : owners.contains(person) && others.contains(person));
        return (able.isEmpty() ? "an admin who did not write it" : Words.or(able)) + ": " + Approving.command(question);
    }
}

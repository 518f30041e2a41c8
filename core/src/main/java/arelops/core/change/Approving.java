package arelops.core.change;

import arelops.core.change.ApprovalQuestion.Proposal;
import arelops.core.gate.Gate;
import arelops.core.id.PersonName;
import arelops.core.policy.Approvals;
import arelops.core.policy.Team;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a change needs of people before it may land (CHG-2, CHG-3, CHG-4, CHG-7), and what they
/// gave.
///
/// An approval counts where a person with an account and a role that may approve gave it for this
/// head, or for one with the same patch, did not take it back, and had no hand in the change: no
/// author, committer or co-author of a commit of it, nor who opened it or pushed to it ([Hands]).
/// Bots never count.
public final class Approving {
    static final String APPROVAL = "approval";
    static final String CHANGES_REQUESTED = "changes requested";

    private final ApprovalQuestion question;
    private final Tally tally;

    private Approving(ApprovalQuestion question) {
        this.question = question;
        this.tally = new Tally(question);
    }

    /// `approval`; and, where there is reason for them, `code owners`, `policy change` and `changes
    /// requested`.
    public static List<Gate> gates(ApprovalQuestion question, Instant now) {
        Approving approving = new Approving(question);
        List<Gate> gates = new ArrayList<>();
        gates.add(approving.approval(now));
        if (question.rules().approvals().owners()) {
            gates.add(new OwnersGate(question, approving.tally).gate());
        }
        if (!question.touched().looser().isEmpty()) {
            gates.add(new LooserRulesGate(question, approving.tally).gate());
        }
        approving.changesRequested(gates);
        return List.copyOf(gates);
    }

    /// Each approval, and whether it counts or why it does not.
    public static List<Counted> counted(ApprovalQuestion question) {
        return new Tally(question).counted();
    }

    private Gate approval(Instant now) {
        Approvals rule = question.rules().approvals();
        Proposal proposal = question.proposal();
        int asked = switch (proposal.kind()) {
            case USUAL -> rule.count();
            case INVERSE -> Math.min(1, rule.count());
        };
        int needed = question.rules().team().approvals(asked, tally.hands());
        List<Opinion> counting = tally.counting();
        NavigableSet<PersonName> given = Tally.people(counting);
        String measured = Integer.toString(given.size());
        if (needed == 0 && rule.count() > 0) {
            return alone(now).read(measured, "0");
        }
        if (given.size() >= needed) {
            return Gate.open(APPROVAL, given.isEmpty() ? "the rules ask for no approval" : approved(counting))
                    .read(measured, Integer.toString(needed))
                    .since(tally.reached(counting, needed));
        }
        return Gate.waiting(APPROVAL, missing(needed - given.size(), given), unblocks(given, needed))
                .read(measured, Integer.toString(needed))
                .since(proposal.since());
    }

    /// Nobody else can look at it: then time must do.
    private Gate alone(Instant now) {
        Instant ends = question.proposal().since().plus(Team.ALONE);
        return now.isBefore(ends)
                ? Gate.waiting(APPROVAL, "nobody else can approve it, so it waits ten minutes", "time")
                        .expectedAt(Optional.of(ends))
                        .since(question.proposal().since())
                : Gate.open(APPROVAL, "nobody else can approve it, and it waited ten minutes")
                        .since(ends);
    }

    private String approved(List<Opinion> counting) {
        List<Opinion> earlier = counting.stream()
                .filter(one ->
                        !one.on().commit().equals(question.proposal().head().commit()))
                .toList();
        String carried = earlier.isEmpty()
                ? ""
                : ", for "
                        + earlier.stream()
                                .map(one -> one.on().commit().brief())
                                .distinct()
                                .limit(3)
                                .collect(Collectors.joining(", "))
                        + " with the same patch";
        return "approved by " + Words.and(Tally.people(counting)) + carried;
    }

    private String missing(int missing, Set<PersonName> given) {
        NavigableSet<PersonName> able = new TreeSet<>(tally.asked());
        able.removeAll(given);
        return "it needs " + missing + " more " + (missing == 1 ? "approval" : "approvals")
                + " by people who did not write it"
                + (able.size() < missing
                        ? "; " + (able.isEmpty() ? "nobody" : "only " + Words.and(able))
                                + " has an account that may give one"
                        : "");
    }

    private String unblocks(Set<PersonName> given, int needed) {
        NavigableSet<PersonName> able = new TreeSet<>(tally.asked());
        able.removeAll(given);
        String mend = "an admin: arelops people role NAME reviewer";
        if (able.isEmpty()) {
            return mend;
        }
        String ask = Words.or(able) + ": " + command(question);
        return able.size() < needed - given.size() ? ask + "; " + mend : ask;
    }

    static String command(ApprovalQuestion question) {
        return "arelops approve " + question.proposal().number().value();
    }

    /// A request for changes blocks until the same person approves, or takes it back: over new
    /// heads too, and also where the person has a hand in the change by now. Else it would be
    /// enough to name somebody as co-author to be rid of their objection.
    private void changesRequested(List<Gate> gates) {
        List<Opinion> requests = question.said().opinions().stream()
                .filter(Opinion::asksForChanges)
                .filter(one -> question.accounts().mayApprove(one.by()))
                .toList();
        if (requests.isEmpty()) {
            return;
        }
        List<Opinion> open = requests.stream().filter(this::isUnanswered).toList();
        NavigableSet<PersonName> all = Tally.people(requests);
        NavigableSet<PersonName> asking = Tally.people(open);
        Gate gate = open.isEmpty()
                ? Gate.open(CHANGES_REQUESTED, Words.and(all) + " asked for changes, and approved since")
                : Gate.waiting(
                                CHANGES_REQUESTED,
                                Words.and(asking) + (asking.size() == 1 ? " asks" : " ask") + " for changes",
                                Words.and(asking) + ": " + command(question) + ", or take it back")
                        .since(open.getFirst().at());
        gates.add(gate.read(Integer.toString(all.size() - asking.size()), Integer.toString(all.size())));
    }

    private boolean isUnanswered(Opinion request) {
        List<Opinion> opinions = question.said().opinions();
        List<Opinion> later = opinions.subList(opinions.lastIndexOf(request) + 1, opinions.size());
        return later.stream().noneMatch(one -> one.by().equals(request.by()) && one.approves());
    }
}

package arelops.core.change;

import arelops.core.change.ApprovalQuestion.Accounts;
import arelops.core.change.ApprovalQuestion.Proposal;
import arelops.core.change.SignOff.Trade;
import arelops.core.gate.Gate;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// GATE-3: a developer and QA each sign that the smoke test of this head was done in TEST.
///
/// The developer may be the author: it is the developer's own word. QA's is not an author's. So
/// nobody can give both: for QA one holds that role and had no hand in the change, for the
/// developer one holds another role or had. A sign-off is of what was tried, so it holds for one
/// commit alone, and a clean rebase is another.
public final class SignOffs {
    private final ApprovalQuestion question;
    private final Set<PersonName> hands;

    private SignOffs(ApprovalQuestion question) {
        this.question = question;
        this.hands = new Tally(question).hands();
    }

    /// `signoff developer` and `signoff qa`; none where there is no TEST.
    public static List<Gate> gates(ApprovalQuestion question) {
        if (question.rules().test().isEmpty()) {
            return List.of();
        }
        SignOffs signOffs = new SignOffs(question);
        return Stream.of(Trade.values()).map(signOffs::gate).toList();
    }

    /// Why this person's sign-off does not count, where it does not.
    public static Optional<String> doesNotCount(ApprovalQuestion question, PersonName person, Trade trade) {
        return new SignOffs(question).maySign(person, trade)
                ? Optional.empty()
                : Optional.of("it does not count: "
                        + switch (trade) {
                            case DEVELOPER -> "a developer's is of somebody with that role, or of who wrote it";
                            case QA -> "QA's is of somebody with the role qa who did not write it";
                        });
    }

    private Gate gate(Trade trade) {
        Proposal proposal = question.proposal();
        if (proposal.kind() == Proposal.Kind.INVERSE) {
            return Gate.notApplicable(trade.gate(), "an exact inverse needs one approval and the checks")
                    .since(proposal.since());
        }
        if (people().stream().noneMatch(person -> holds(person, trade.role()))) {
            return Gate.notApplicable(trade.gate(), "nobody has the role " + trade.word())
                    .since(proposal.since());
        }
        NavigableSet<PersonName> able = people().stream()
                .filter(person -> maySign(person, trade))
                .collect(Collectors.toCollection(TreeSet::new));
        List<SignOff> given = question.said().signOffs().stream()
                .filter(one -> one.as() == trade && one.withdrawn().isEmpty() && able.contains(one.by()))
                .toList();
        return given.stream()
                .filter(one -> one.on().equals(proposal.head().commit()))
                .findFirst()
                .map(one -> Gate.open(trade.gate(), one.by() + " signed it off")
                        .since(one.at())
                        .read("1", "1"))
                .orElseGet(() ->
                        waiting(trade, able, given).since(proposal.since()).read("0", "1"));
    }

    private Gate waiting(Trade trade, NavigableSet<PersonName> able, List<SignOff> older) {
        String earlier = older.isEmpty()
                ? ""
                : "; that of " + older.getLast().by() + " was for "
                        + older.getLast().on().brief();
        if (able.isEmpty()) {
            return Gate.waiting(
                    trade.gate(),
                    "whoever has the role " + trade.word() + " wrote it, and somebody else must sign it off" + earlier,
                    "an admin: arelops people role NAME " + trade.word());
        }
        return Gate.waiting(
                trade.gate(),
                "nobody with the role " + trade.word() + " signed off its smoke test" + earlier,
                Words.or(able) + ": arelops signoff "
                        + question.proposal().number().value() + " --as " + trade.option());
    }

    private List<PersonName> people() {
        Accounts accounts = question.accounts();
        return accounts.roles().keySet().stream().filter(accounts::isPerson).toList();
    }

    private boolean holds(PersonName person, Role role) {
        return question.accounts().role(person).filter(role::equals).isPresent();
    }

    private boolean maySign(PersonName person, Trade trade) {
        boolean wrote = hands.contains(person);
        return switch (trade) {
            case DEVELOPER -> holds(person, Role.DEVELOPER) || (wrote && !holds(person, Role.VIEWER));
            case QA -> holds(person, Role.QA) && !wrote;
        };
    }
}

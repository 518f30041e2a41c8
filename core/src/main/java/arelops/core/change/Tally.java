package arelops.core.change;

import arelops.core.change.ApprovalQuestion.Accounts;
import arelops.core.change.Counted.Standing;
import arelops.core.change.Hands.Written;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The approvals of a change, sorted by what speaks against each.
final class Tally {
    private static final Set<Standing> HANDS =
            EnumSet.of(Standing.AUTHOR, Standing.COMMITTER, Standing.CO_AUTHOR, Standing.PUSHER);

    private final ApprovalQuestion question;
    private final Set<PersonName> authors;
    private final Set<PersonName> committers;
    private final Set<PersonName> coAuthors;
    private final Set<PersonName> pushers;
    private final Set<PersonName> named;
    private final List<Weighed> weighed = new ArrayList<>();

    /// An approval with all that speaks against it.
    private record Weighed(Opinion approval, Set<Standing> against) {
        private boolean is(Set<Standing> pardoned) {
            return pardoned.containsAll(against);
        }
    }

    Tally(ApprovalQuestion question) {
        this.question = question;
        Hands hands = question.hands();
        authors = hands.all(Written::authors);
        committers = hands.all(Written::committers);
        coAuthors = hands.all(Written::coAuthors);
        pushers = hands.pushers().stream()
                .filter(name -> !question.accounts().bots().contains(name))
                .collect(Collectors.toUnmodifiableSet());
        named = question.rules().approvers(question.rules().approvals());
        List<Opinion> opinions = question.said().opinions();
        for (int i = 0; i < opinions.size(); i++) {
            if (opinions.get(i).kind() == Opinion.Kind.APPROVES) {
                weighed.add(new Weighed(
                        opinions.get(i), against(opinions.get(i), opinions.subList(i + 1, opinions.size()))));
            }
        }
    }

    private Set<Standing> against(Opinion approval, List<Opinion> later) {
        Accounts accounts = question.accounts();
        PersonName by = approval.by();
        Set<Standing> against = EnumSet.noneOf(Standing.class);
        note(against, Standing.WITHDRAWN, approval.withdrawn().isPresent());
        note(against, Standing.NO_ACCOUNT, accounts.role(by).isEmpty());
        note(against, Standing.BOT, accounts.bots().contains(by));
        note(against, Standing.AUTHOR, authors.contains(by));
        note(against, Standing.COMMITTER, committers.contains(by));
        note(against, Standing.CO_AUTHOR, coAuthors.contains(by));
        note(against, Standing.PUSHER, pushers.contains(by));
        note(against, Standing.ROLE, !accounts.mayApprove(by));
        note(
                against,
                Standing.OTHER_HEAD,
                !approval.on().holdsFor(question.proposal().head()));
        note(
                against,
                Standing.OVERTAKEN,
                later.stream().anyMatch(one -> one.by().equals(by) && one.asksForChanges()));
        note(against, Standing.NOT_NAMED, !named.isEmpty() && !named.contains(by));
        return against;
    }

    private static void note(Set<Standing> against, Standing standing, boolean holds) {
        if (holds) {
            against.add(standing);
        }
    }

    List<Counted> counted() {
        return weighed.stream()
                .map(one -> new Counted(
                        one.approval(), one.against().stream().findFirst().orElse(Standing.COUNTS)))
                .toList();
    }

    /// Those who had a hand in it.
    Set<PersonName> hands() {
        Set<PersonName> all = new HashSet<>(authors);
        all.addAll(committers);
        all.addAll(coAuthors);
        all.addAll(pushers);
        return all;
    }

    /// The approvals that count towards the number.
    List<Opinion> counting() {
        return holding(Set.of());
    }

    /// The approvals that hold for this head, whether or not `from` names who gave them.
    List<Opinion> valid() {
        return holding(EnumSet.of(Standing.NOT_NAMED));
    }

    /// Those, and the approvals by people who had a hand in it.
    List<Opinion> validOrOwn() {
        Set<Standing> pardoned = EnumSet.copyOf(HANDS);
        pardoned.add(Standing.NOT_NAMED);
        return holding(pardoned);
    }

    /// Whether an admin said it, who is one still.
    boolean isAdmins(Opinion approval) {
        return approval.as() == Role.ADMIN && question.accounts().isAdmin(approval.by());
    }

    private List<Opinion> holding(Set<Standing> pardoned) {
        return weighed.stream()
                .filter(one -> one.is(pardoned))
                .map(Weighed::approval)
                .toList();
    }

    /// The people of these accounts who may approve changes of others.
    NavigableSet<PersonName> able(Predicate<PersonName> among) {
        return question.accounts().roles().keySet().stream()
                .filter(question.accounts()::mayApprove)
                .filter(among)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Those of them who had no hand in it.
    NavigableSet<PersonName> others() {
        Set<PersonName> hands = hands();
        return able(person -> !hands.contains(person));
    }

    /// Those whose approval would count towards the number.
    NavigableSet<PersonName> asked() {
        NavigableSet<PersonName> asked = others();
        if (!named.isEmpty()) {
            asked.retainAll(named);
        }
        return asked;
    }

    /// Whether nobody else is left in a small team, so that nobody is asked (CHG-2).
    boolean isAlone() {
        return question.rules().team().approvals(1, hands()) == 0;
    }

    static NavigableSet<PersonName> people(List<Opinion> opinions) {
        return opinions.stream().map(Opinion::by).collect(Collectors.toCollection(TreeSet::new));
    }

    /// When the `count`th person had given theirs; never before the head came.
    Instant reached(List<Opinion> opinions, int count) {
        Set<PersonName> seen = new HashSet<>();
        Instant head = question.proposal().since();
        for (Opinion opinion : opinions) {
            seen.add(opinion.by());
            if (seen.size() == count) {
                return opinion.at().isAfter(head) ? opinion.at() : head;
            }
        }
        return head;
    }
}

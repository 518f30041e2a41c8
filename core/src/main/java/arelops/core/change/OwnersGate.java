package arelops.core.change;

import arelops.core.change.ApprovalQuestion.Proposal;
import arelops.core.change.CodeOwners.Problem;
import arelops.core.change.CodeOwners.Rule;
import arelops.core.gate.Gate;
import arelops.core.id.PersonName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// CHG-3: what has owners is approved by one of them.
///
/// Owners who wrote the change, or who have no account that may approve, cannot: where that leaves
/// none, any other approval that counts will do. Not asked of an exact inverse, which needs one
/// approval (CHG-7), nor where nobody else is left in a small team.
final class OwnersGate {
    static final String ID = "code owners";

    private static final int SHOWN = 3;
    private static final int LONGEST = 80;

    private final ApprovalQuestion question;
    private final Tally tally;
    private final Set<PersonName> approvers;
    private final Set<PersonName> counting;
    private final NavigableSet<PersonName> others;

    /// The paths that one rule gives to its owners.
    ///
    /// @param able those owners who can approve it; nobody where any other approval will do
    private record Owned(List<String> paths, NavigableSet<PersonName> able, boolean approved) {}

    OwnersGate(ApprovalQuestion question, Tally tally) {
        this.question = question;
        this.tally = tally;
        this.approvers = Tally.people(tally.valid());
        this.counting = Tally.people(tally.counting());
        this.others = tally.others();
    }

    Gate gate() {
        return judged().since(question.proposal().since());
    }

    private Gate judged() {
        if (question.touched().owners().isEmpty()) {
            return Gate.notApplicable(ID, "trunk has no CODEOWNERS");
        }
        if (question.proposal().kind() == Proposal.Kind.INVERSE) {
            return Gate.notApplicable(ID, "an exact inverse needs one approval, of anybody who may approve");
        }
        if (tally.isAlone()) {
            return Gate.notApplicable(ID, "nobody else is in the team who could approve it");
        }
        CodeOwners file = question.touched().owners().get();
        return file.isUsable() ? judged(file) : unusable(file.problems().getFirst());
    }

    /// What cannot be read lets nothing pass; but the change that mends it must pass.
    private Gate unusable(Problem problem) {
        List<Opinion> admins = tally.valid().stream().filter(tally::isAdmins).toList();
        return admins.isEmpty()
                ? Gate.unknown(
                        ID,
                        problem.sentence() + ", so who owns what is not known",
                        "an admin: " + Approving.command(question))
                : Gate.open(
                        ID,
                        problem.sentence() + ", so who owns what is not known; approved by "
                                + Words.and(Tally.people(admins)) + " in the owners' place");
    }

    private Gate judged(CodeOwners file) {
        List<Owned> all = owned(file);
        List<Owned> open = all.stream().filter(one -> !one.approved()).toList();
        String note = note(file.problems());
        if (all.isEmpty()) {
            return Gate.notApplicable(ID, "nobody owns what it changes" + note);
        }
        int paths = paths(all);
        Gate gate = open.isEmpty()
                ? Gate.open(ID, "approved by owners of all that it changes" + orphans(all) + note)
                : Gate.waiting(ID, "no owner approved " + shown(open) + orphans(open) + note, unblocks(open));
        return gate.read(Integer.toString(paths - paths(open)), Integer.toString(paths));
    }

    private List<Owned> owned(CodeOwners file) {
        Map<Rule, List<String>> byRule = new LinkedHashMap<>();
        for (String path : question.touched().paths()) {
            file.rule(path)
                    .filter(rule -> !rule.owners().isEmpty())
                    .ifPresent(rule ->
                            byRule.computeIfAbsent(rule, _ -> new ArrayList<>()).add(path));
        }
        OwnerNames names = new OwnerNames(question);
        List<Owned> all = new ArrayList<>();
        byRule.forEach((rule, paths) -> {
            NavigableSet<PersonName> able = new TreeSet<>(names.people(rule.owners()));
            able.retainAll(others);
            boolean approved =
                    able.isEmpty() ? !counting.isEmpty() : able.stream().anyMatch(approvers::contains);
            all.add(new Owned(paths, able, approved));
        });
        return all;
    }

    private static int paths(List<Owned> owned) {
        return owned.stream().mapToInt(one -> one.paths().size()).sum();
    }

    private static String shown(List<Owned> owned) {
        int more = paths(owned) - SHOWN;
        List<String> first = owned.stream()
                .flatMap(one -> one.paths().stream())
                .limit(SHOWN)
                .map(path -> Words.printable(path, LONGEST))
                .toList();
        return String.join(", ", first) + (more > 0 ? " and " + Words.count(more, "other path") : "");
    }

    /// Owned by people of whom nobody can approve it.
    private static String orphans(List<Owned> owned) {
        List<Owned> orphans = owned.stream().filter(one -> one.able().isEmpty()).toList();
        return orphans.isEmpty()
                ? ""
                : "; the owners of " + shown(orphans)
                        + " wrote it or have no account that may approve, so any other approval will do";
    }

    private static String note(List<Problem> problems) {
        return problems.isEmpty()
                ? ""
                : "; line " + problems.getFirst().line() + " of CODEOWNERS is left out"
                        + (problems.size() == 1 ? "" : ", and " + (problems.size() - 1) + " more");
    }

    private String unblocks(List<Owned> open) {
        List<String> sets = open.stream()
                .map(one -> one.able().isEmpty() ? tally.asked() : one.able())
                .filter(able -> !able.isEmpty())
                .map(Words::or)
                .distinct()
                .toList();
        List<String> first = sets.subList(0, Math.min(SHOWN, sets.size()));
        return switch (first.size()) {
            case 0 -> "an admin: arelops people role NAME reviewer";
            case 1 -> first.getFirst() + ": " + Approving.command(question);
            default ->
                "one of each: " + String.join("; ", first) + (sets.size() > SHOWN ? "; ..." : "") + ": "
                        + Approving.command(question);
        };
    }
}

package arelops.core.change;

import arelops.core.release.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What may be pushed into a repository that ARelOps hosts (CHG-6): branches and tags of people, never trunk, the
/// records, or a tag that tells what an environment runs.
///
/// A push is done whole or not at all.
///
/// @param trunk the short name of the trunk branch
/// @param reserved the tags that the automation writes
/// @param existing the full names of all refs that are there
/// @param remote what people write for the repository in a git command
public record PushRules(String trunk, ReservedTags reserved, Set<String> existing, String remote) {
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    private static final String FOR = "refs/for/";

    public PushRules {
        existing = Set.copyOf(existing);
    }

    /// Who pushes may do what to branches and tags.
    private enum Power {
        NONE,
        /// Branches as they like, new tags.
        WRITES,
        /// Also moves and deletes tags, and makes the first push to trunk.
        OPERATES
    }

    private static Power power(Role role) {
        return switch (role) {
            case VIEWER -> Power.NONE;
            case DEVELOPER, REVIEWER, QA -> Power.WRITES;
            case OPERATOR, ADMIN -> Power.OPERATES;
        };
    }

    /// One verdict for each ref, in the same order. If one is refused, all the others are held back.
    public List<PushVerdict> judge(List<RefUpdate> updates, Role role) {
        TakenNames branches = new TakenNames(HEADS, existing);
        branches.take(trunk);
        TakenNames tags = new TakenNames(TAGS, existing);
        Set<String> seen = new HashSet<>();
        List<PushVerdict> verdicts = new ArrayList<>();
        for (RefUpdate update : updates) {
            PushVerdict verdict = seen.add(update.ref())
                    ? one(update, power(role), branches, tags)
                    : refused(update, "it is in this push twice", "push it once");
            if (verdict instanceof PushVerdict.Allowed && update.kind() == RefUpdate.Kind.CREATE) {
                (update.ref().startsWith(TAGS) ? tags : branches).take(name(update.ref()));
            }
            verdicts.add(verdict);
        }
        return together(alone(updates, verdicts));
    }

    private static String name(String ref) {
        return ref.substring(ref.startsWith(TAGS) ? TAGS.length() : HEADS.length());
    }

    /// A proposal among other refs would leave it open what to do when only one of the two works.
    private List<PushVerdict> alone(List<RefUpdate> updates, List<PushVerdict> verdicts) {
        if (updates.size() < 2) {
            return verdicts;
        }
        return IntStream.range(0, updates.size())
                .<PushVerdict>mapToObj(i -> verdicts.get(i) instanceof PushVerdict.Proposed
                        ? refused(
                                updates.get(i),
                                "a proposal is pushed alone, without other refs",
                                "git push " + remote + " HEAD:" + FOR + trunk)
                        : verdicts.get(i))
                .toList();
    }

    private static List<PushVerdict> together(List<PushVerdict> verdicts) {
        Optional<PushVerdict> no =
                verdicts.stream().filter(PushVerdict.Refused.class::isInstance).findFirst();
        if (no.isEmpty()) {
            return List.copyOf(verdicts);
        }
        String because = "not done, as " + RefNames.shown(no.get().ref()) + " is refused: all or none";
        return verdicts.stream()
                .<PushVerdict>map(verdict -> switch (verdict) {
                    case PushVerdict.Refused refused -> refused;
                    case PushVerdict.Allowed _,
                            PushVerdict.FirstTrunk _,
                            PushVerdict.Proposed _,
                            PushVerdict.HeldBack _ -> new PushVerdict.HeldBack(verdict.ref(), because);
                })
                .toList();
    }

    private PushVerdict one(RefUpdate update, Power power, TakenNames branches, TakenNames tags) {
        String ref = update.ref();
        if (ref.startsWith(FOR)) {
            return proposal(update); // also a viewer's: nothing of it is run before somebody looked at it (REL-5)
        }
        if (power == Power.NONE) {
            return refused(
                    update, "a viewer pushes no branches and tags", propose() + ", or ask an admin for another role");
        }
        if (ref.startsWith(HEADS)) {
            return branch(update, power, branches);
        }
        if (ref.startsWith(TAGS)) {
            return tag(update, power, tags);
        }
        if (ref.startsWith("refs/arelops/")) {
            return refused(update, "the records are written by ARelOps alone", "leave refs/arelops/* out of the push");
        }
        if (ref.startsWith("refs/pull/") || ref.startsWith("refs/changes/")) {
            return refused(update, "the refs of changes are written by ARelOps alone", propose());
        }
        return refused(
                update,
                "only branches (" + HEADS + "*), tags (" + TAGS + "*) and proposals (" + FOR + trunk
                        + ") are pushed here",
                "push to one of them; git push --mirror cannot be used");
    }

    private String propose() {
        return "git push " + remote + " HEAD:" + FOR + trunk;
    }

    private PushVerdict proposal(RefUpdate update) {
        String rest = update.ref().substring(FOR.length());
        Optional<String> topic =
                rest.startsWith(trunk + "/") ? Optional.of(rest.substring(trunk.length() + 1)) : Optional.empty();
        if (!rest.equals(trunk) && topic.isEmpty()) {
            return refused(update, "changes are proposed for trunk, which is '" + trunk + "' here", propose());
        }
        Optional<String> fault = topic.flatMap(RefNames::fault);
        if (fault.isPresent()) {
            return refused(update, "the topic cannot be used: " + fault.get(), propose() + "/TOPIC");
        }
        if (update.kind() != RefUpdate.Kind.CREATE) {
            return refused(update, "a proposal is no ref that could be deleted", "close the change instead");
        }
        if (!existing.contains(HEADS + trunk)) {
            return refused(update, "there is no " + trunk + " yet that a change could be for", firstPush());
        }
        return new PushVerdict.Proposed(update.ref(), topic);
    }

    private String firstPush() {
        return "an operator or admin makes it by the first push: git push " + remote + " HEAD:" + HEADS + trunk;
    }

    private PushVerdict branch(RefUpdate update, Power power, TakenNames branches) {
        String name = name(update.ref());
        if (name.equals(trunk)) {
            return trunk(update, power);
        }
        String folded = RefNames.folded(name);
        if (folded.equals("arelops") || folded.startsWith("arelops/")) {
            return refused(update, "branches below arelops/ are kept for the records", "choose another name");
        }
        if (reserved.names(name)) {
            return refused(
                    update,
                    "a branch of this name would be taken for the tag of an environment",
                    "choose another name, for example " + folded + "-work");
        }
        return fit(update, name, branches);
    }

    private PushVerdict trunk(RefUpdate update, Power power) {
        if (existing.contains(update.ref()) || update.kind() != RefUpdate.Kind.CREATE) {
            return refused(
                    update,
                    trunk + " is trunk: nobody pushes to it; changes are proposed, checked and merged",
                    propose());
        }
        return power == Power.OPERATES
                ? new PushVerdict.FirstTrunk(update.ref())
                : refused(
                        update, "there is no " + trunk + " yet, and its first push is not for every role", firstPush());
    }

    private PushVerdict tag(RefUpdate update, Power power, TakenNames tags) {
        String name = name(update.ref());
        Optional<String> use = reserved.use(name);
        if (use.isPresent()) {
            return refused(
                    update,
                    use.get() + ", which ARelOps alone writes",
                    "choose another name; git push --tags sends every tag: name those that you mean");
        }
        if (update.kind() != RefUpdate.Kind.CREATE && power != Power.OPERATES) {
            return refused(
                    update,
                    "a tag that is there is moved or deleted by operators and admins only",
                    "make a new tag under another name, or ask one of them");
        }
        return fit(update, name, tags);
    }

    /// What is there already may be changed or deleted whatever its name.
    private static PushVerdict fit(RefUpdate update, String name, TakenNames taken) {
        if (taken.has(name)) {
            return new PushVerdict.Allowed(update.ref());
        }
        Optional<String> fault = RefNames.fault(name).or(() -> taken.fault(name));
        return fault.isPresent()
                ? refused(update, "the name cannot be used: " + fault.get(), "choose another name")
                : new PushVerdict.Allowed(update.ref());
    }

    private static PushVerdict refused(RefUpdate update, String because, String instead) {
        return new PushVerdict.Refused(update.ref(), because, instead);
    }
}

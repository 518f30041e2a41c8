package arelops.core.change;

import arelops.core.change.ApprovalQuestion.Accounts;
import arelops.core.change.ApprovalQuestion.Proposal;
import arelops.core.change.ApprovalQuestion.Said;
import arelops.core.change.ApprovalQuestion.Touched;
import arelops.core.evidence.Actor;
import arelops.core.id.AppName;
import arelops.core.id.PersonName;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.Approvals;
import arelops.core.policy.ChangeRules;
import arelops.core.policy.Check;
import arelops.core.policy.Command;
import arelops.core.policy.Isolation;
import arelops.core.policy.Merging;
import arelops.core.policy.Policy;
import arelops.core.policy.QueueRules;
import arelops.core.policy.Retry;
import arelops.core.policy.Settings;
import arelops.core.policy.Team;
import arelops.core.policy.TestPolicy;
import arelops.core.release.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What does not change in a small world: the people, the rules that may be in force, what the changes touch.
///
/// @param rules the first are in force at the beginning
/// @param authors of the changes 1, 2, ...
/// @param clashes which of them do not fit together at first; 255 is a commit by hand
/// @param paths what each touches; where none are named, `all/<n>`
/// @param unsaid files that landed with a change though nothing told so
/// @param breaks which pairs fail their checks together at first, though they merge; a change with itself is broken
/// @param apps those that a first version runs; later ones run the first of them alone where `shrinks` says so
record ChangeScene(
        List<Policy> rules,
        List<PersonName> authors,
        Map<PersonName, Role> roles,
        Set<FakeGit.Clash> clashes,
        Map<Integer, Set<String>> paths,
        Map<Integer, Set<String>> unsaid,
        Set<FakeGit.Clash> breaks,
        List<AppName> apps,
        boolean shrinks) {
    static final PersonName ANN = new PersonName("ann");
    static final PersonName BOB = new PersonName("bob");
    static final PersonName CAT = new PersonName("cat");
    static final PersonName DEE = new PersonName("dee");
    static final PersonName VIC = new PersonName("vic");
    static final AppName APP = new AppName("app");
    static final AppName WEB = new AppName("web");
    static final Duration AGE = Duration.ofDays(3);

    private static final String CONFIG = ".arelops.yaml";

    /// So many changes of ANN's, where BOB reviews and CAT operates, and nobody has the role QA.
    static ChangeScene of(int changes, Policy... rules) {
        List<PersonName> authors = new ArrayList<>();
        for (int i = 0; i < changes; i++) {
            authors.add(ANN);
        }
        return new ChangeScene(
                List.of(rules),
                authors,
                Map.of(ANN, Role.DEVELOPER, BOB, Role.REVIEWER, CAT, Role.OPERATOR, VIC, Role.VIEWER),
                Set.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                List.of(APP),
                false);
    }

    ChangeScene withQa() {
        Map<PersonName, Role> more = new HashMap<>(roles);
        more.put(DEE, Role.QA);
        return new ChangeScene(rules, authors, more, clashes, paths, unsaid, breaks, apps, shrinks);
    }

    ChangeScene by(PersonName... others) {
        return new ChangeScene(rules, List.of(others), roles, clashes, paths, unsaid, breaks, apps, shrinks);
    }

    ChangeScene clash(int one, int other) {
        Set<FakeGit.Clash> more = new HashSet<>(clashes);
        more.add(new FakeGit.Clash(one, other));
        return new ChangeScene(rules, authors, roles, more, paths, unsaid, breaks, apps, shrinks);
    }

    ChangeScene touching(int change, String... touched) {
        Map<Integer, Set<String>> more = new HashMap<>(paths);
        more.put(change, Set.of(touched));
        return new ChangeScene(rules, authors, roles, clashes, more, unsaid, breaks, apps, shrinks);
    }

    ChangeScene hiding(int change, String hidden) {
        return new ChangeScene(
                rules, authors, roles, clashes, paths, Map.of(change, Set.of(hidden)), breaks, apps, shrinks);
    }

    ChangeScene breaking(int one, int other) {
        Set<FakeGit.Clash> more = new HashSet<>(breaks);
        more.add(new FakeGit.Clash(one, other));
        return new ChangeScene(rules, authors, roles, clashes, paths, unsaid, more, apps, shrinks);
    }

    ChangeScene running(boolean shrinking, AppName... others) {
        return new ChangeScene(rules, authors, roles, clashes, paths, unsaid, breaks, List.of(others), shrinking);
    }

    Set<String> paths(int change) {
        return paths.getOrDefault(change, Set.of("all/" + change));
    }

    /// The files that are others with it, said or not.
    Set<String> files(int change) {
        Set<String> files = new HashSet<>(paths(change));
        files.addAll(unsaid.getOrDefault(change, Set.of()));
        return files;
    }

    List<AppName> apps(int version) {
        return shrinks && version > 1 ? apps.stream().limit(1).toList() : apps;
    }

    Role role(PersonName person, boolean demoted) {
        return demoted && person.equals(ANN) ? Role.VIEWER : roles.getOrDefault(person, Role.VIEWER);
    }

    ApprovalQuestion question(Policy policy, ChangeState state, boolean demoted) {
        PersonName author = state.origin().by();
        Map<PersonName, Role> now = new HashMap<>();
        roles.keySet().forEach(person -> now.put(person, role(person, demoted)));
        return new ApprovalQuestion(
                policy,
                new Accounts(now, Set.of(), Map.of()),
                new Proposal(state.number(), state.head().head(), state.head().since(), Proposal.Kind.USUAL),
                new Hands(
                        List.of(new Hands.Written(state.commit(), Set.of(author), Set.of(author), Set.of(), List.of())),
                        new HashSet<>(List.of(author, state.bringer()))),
                new Touched(List.copyOf(paths(state.number().value())), Optional.empty(), List.of(), CONFIG),
                new Said(state.votes().opinions(), state.votes().signOffs()));
    }

    static Actor actor(PersonName person) {
        return new Actor.Person(person);
    }

    // Rules

    static Policy policy(QueueRules queue, int approvals, String... checks) {
        Policy standard = Policy.standard(APP);
        Map<String, Check> all = new LinkedHashMap<>();
        for (String check : checks) {
            all.put(
                    check,
                    new Check(check, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Retry.NONE));
        }
        ChangeRules changes = new ChangeRules(
                new Merging("main", queue),
                Approvals.of(approvals),
                all,
                new Team.Standard(),
                Map.of(),
                Isolation.BEST);
        return new Policy(
                List.of(AppPolicy.whole(APP), AppPolicy.whole(WEB)),
                changes,
                standard.line(),
                Optional.empty(),
                standard.observation(),
                List.of());
    }

    static Policy withTest(Policy policy, int max, boolean smoke) {
        return new Policy(
                policy.apps(),
                policy.changes(),
                policy.line(),
                Optional.of(new TestPolicy(
                        "process",
                        AGE,
                        max,
                        smoke ? Optional.of(Command.of("smoke")) : Optional.empty(),
                        Settings.NONE)),
                policy.observation(),
                List.of());
    }
}

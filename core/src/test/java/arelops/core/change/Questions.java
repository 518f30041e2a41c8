package arelops.core.change;

import arelops.core.change.ApprovalQuestion.Accounts;
import arelops.core.change.ApprovalQuestion.Proposal;
import arelops.core.change.ApprovalQuestion.Said;
import arelops.core.change.ApprovalQuestion.Touched;
import arelops.core.change.Hands.Written;
import arelops.core.gate.Gate;
import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.PersonName;
import arelops.core.policy.Approvals;
import arelops.core.policy.ChangeRules;
import arelops.core.policy.Isolation;
import arelops.core.policy.Policy;
import arelops.core.policy.Team;
import arelops.core.release.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A change, told step by step: written by whom, approved by whom, pushed again.
final class Questions {
    static final Instant START = Instant.parse("2026-06-01T10:00:00Z");
    static final PersonName ANN = new PersonName("ann");
    static final PersonName BOB = new PersonName("bob");
    static final PersonName CAT = new PersonName("cat");
    static final PersonName DAN = new PersonName("dan");
    static final Head FIRST = head(1, 1);
    static final Head REBASED = head(2, 1);
    static final Head OTHER = head(3, 2);
    static final String CONFIG = ".arelops.yaml";

    private Approvals approvals = Approvals.STANDARD;
    private Team team = new Team.Standard();
    private Map<String, List<PersonName>> groups = Map.of();
    private boolean test = true;
    private final Map<PersonName, Role> roles = new HashMap<>();
    private final Set<PersonName> bots = new HashSet<>();
    private final List<Written> commits = new ArrayList<>();
    private final Set<PersonName> pushers = new HashSet<>();
    private final List<Opinion> opinions = new ArrayList<>();
    private final List<SignOff> signOffs = new ArrayList<>();
    private Head head = FIRST;
    private Instant since = START;
    private Instant now = START;
    private Proposal.Kind kind = Proposal.Kind.USUAL;
    private List<String> paths = List.of("src/a.js");
    private Optional<CodeOwners> owners = Optional.empty();
    private List<String> looser = List.of();

    /// A change that ANN wrote, where BOB, CAT and DAN may approve.
    static Questions ofAnn() {
        return new Questions()
                .account(ANN, Role.DEVELOPER)
                .account(BOB, Role.REVIEWER)
                .account(CAT, Role.OPERATOR)
                .account(DAN, Role.ADMIN)
                .wrote(ANN);
    }

    static CommitId commit(int n) {
        return new CommitId("%02x".formatted(n) + "0".repeat(38));
    }

    static Head head(int commit, int patch) {
        return new Head(commit(commit), Digest.of("patch " + patch));
    }

    static Written written(Set<PersonName> authors, Set<PersonName> committers, Set<PersonName> coAuthors) {
        return new Written(commit(9), authors, committers, coAuthors, List.of());
    }

    Questions account(PersonName name, Role role) {
        roles.put(name, role);
        return this;
    }

    Questions withoutAccount(PersonName name) {
        roles.remove(name);
        return this;
    }

    Questions bot(PersonName name) {
        bots.add(name);
        return this;
    }

    Questions wrote(PersonName... authors) {
        commits.add(written(Set.of(authors), Set.of(authors), Set.of()));
        return this;
    }

    Questions commit(Written commit) {
        commits.add(commit);
        return this;
    }

    Questions pusher(PersonName name) {
        pushers.add(name);
        return this;
    }

    Questions needs(int count, String... from) {
        approvals = new Approvals(count, List.of(from), approvals.owners());
        return this;
    }

    Questions small(PersonName... people) {
        team = new Team.Small(List.of(people));
        return this;
    }

    Questions group(String name, PersonName... people) {
        groups = Map.of(name, List.of(people));
        return this;
    }

    Questions withoutTest() {
        test = false;
        return this;
    }

    Questions owners(String file, String... changed) {
        approvals = new Approvals(approvals.count(), approvals.from(), true);
        return ownersFile(file, changed);
    }

    /// The file is there, but `owners: true` is not.
    Questions ownersFile(String file, String... changed) {
        owners = Optional.of(CodeOwners.parse(file));
        paths = List.of(changed);
        return this;
    }

    Questions ownersWithoutFile() {
        approvals = new Approvals(approvals.count(), approvals.from(), true);
        return this;
    }

    Questions looser(String... sentences) {
        looser = List.of(sentences);
        return this;
    }

    Questions inverse() {
        kind = Proposal.Kind.INVERSE;
        return this;
    }

    Questions later(Duration time) {
        now = now.plus(time);
        return this;
    }

    Questions pushed(Head next) {
        later(Duration.ofMinutes(1));
        head = next;
        since = now;
        return this;
    }

    Questions approved(PersonName... people) {
        for (PersonName person : people) {
            later(Duration.ofMinutes(1));
            opinions.add(Opinion.approval(person, roles.getOrDefault(person, Role.VIEWER), head, now));
        }
        return this;
    }

    Questions asksForChanges(PersonName person) {
        later(Duration.ofMinutes(1));
        opinions.add(Opinion.request(person, roles.getOrDefault(person, Role.VIEWER), head, now));
        return this;
    }

    /// The person takes back the last thing said.
    Questions withdrew(PersonName person) {
        for (int i = opinions.size() - 1; i >= 0; i--) {
            if (opinions.get(i).by().equals(person)
                    && opinions.get(i).withdrawn().isEmpty()) {
                opinions.set(i, opinions.get(i).withdrawn(now));
                return this;
            }
        }
        throw new IllegalStateException(person + " said nothing");
    }

    Questions signed(PersonName person, SignOff.Trade as) {
        signOffs.add(new SignOff(person, as, head.commit(), now, Optional.empty()));
        return this;
    }

    Questions tookBackSignOffs() {
        signOffs.replaceAll(one -> new SignOff(one.by(), one.as(), one.on(), one.at(), Optional.of(now)));
        return this;
    }

    Policy rules() {
        Policy standard = Policy.standard(new AppName("app"));
        ChangeRules changes = new ChangeRules("main", approvals, Map.of(), team, groups, Isolation.BEST);
        return new Policy(
                standard.apps(),
                changes,
                standard.line(),
                test ? standard.test() : Optional.empty(),
                standard.observation(),
                List.of());
    }

    ApprovalQuestion ask() {
        return new ApprovalQuestion(
                rules(),
                new Accounts(roles, bots, Map.of("Cat@Example.org", CAT)),
                new Proposal(new ChangeNumber(420), head, since, kind),
                new Hands(commits, pushers),
                new Touched(paths, owners, looser, CONFIG),
                new Said(opinions, signOffs));
    }

    List<Gate> gates() {
        return Approving.gates(ask(), now);
    }

    Gate gate(String id) {
        return gates().stream().filter(gate -> gate.id().equals(id)).findFirst().orElseThrow();
    }

    Gate approval() {
        return gate(Approving.APPROVAL);
    }

    /// How the last approval stands.
    Counted last() {
        return Approving.counted(ask()).getLast();
    }
}

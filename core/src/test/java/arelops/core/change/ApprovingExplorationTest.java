package arelops.core.change;

import static arelops.core.change.Questions.FIRST;
import static arelops.core.change.Questions.OTHER;
import static arelops.core.change.Questions.REBASED;
import static arelops.core.change.Questions.START;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.change.ApprovalQuestion.Accounts;
import arelops.core.change.ApprovalQuestion.Proposal;
import arelops.core.change.ApprovalQuestion.Said;
import arelops.core.change.ApprovalQuestion.Touched;
import arelops.core.gate.Gate;
import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Every small world of people, roles, hands and opinions against [SlowVerdict], which decides by
/// other means.
///
/// `-Darelops.long=true` tries more: all roles, opinions and hands (5,835,312 worlds, some
/// minutes). What it leaves out otherwise is, to the rules, the same as something that is tried.
class ApprovingExplorationTest {
    static final List<PersonName> PEOPLE = List.of(Questions.ANN, Questions.BOB, Questions.CAT);

    private static final Policy STANDARD = Policy.standard(new AppName("app"));
    private static final CodeOwners OWNERS = CodeOwners.parse("* @ann");
    private static final boolean LONG = Boolean.getBoolean("arelops.long");
    private static final Instant LATER = START.plus(Duration.ofMinutes(10));

    /// What a person said.
    enum Stance {
        NOTHING,
        OTHER_PATCH,
        SAME_PATCH,
        THIS_HEAD,
        WITHDRAWN,
        ASKS,
        APPROVED_THEN_ASKS
    }

    /// What a person has to do with the change.
    enum Part {
        NONE,
        AUTHOR,
        COMMITTER,
        CO_AUTHOR,
        PUSHER,
        BOT
    }

    /// A person of a small world; without a role there is no account.
    record Someone(Optional<Role> role, Stance stance, Part part) {}

    /// The rules of a small world; `named` is whether the first person alone may approve.
    record Asked(boolean small, int needed, boolean named) {}

    private static List<Someone> people(List<Optional<Role>> roles, List<Stance> stances, List<Part> parts) {
        List<Someone> all = new ArrayList<>();
        for (Optional<Role> role : roles) {
            for (Stance stance : stances) {
                for (Part part : parts) {
                    all.add(new Someone(role, stance, part));
                }
            }
        }
        return all;
    }

    private static List<Asked> rules(int people) {
        List<Asked> all = new ArrayList<>();
        for (int needed = 0; needed <= people; needed++) {
            for (boolean small : List.of(false, true)) {
                all.add(new Asked(small, needed, false));
                all.add(new Asked(small, needed, true));
            }
        }
        return all;
    }

    private static Policy policy(Asked asked, int people) {
        Approvals approvals = new Approvals(asked.needed(), asked.named() ? List.of("ann") : List.of(), true);
        Team team = asked.small() ? new Team.Small(PEOPLE.subList(0, people)) : new Team.Standard();
        return STANDARD.withChanges(new ChangeRules("main", approvals, Map.of(), team, Map.of(), Isolation.BEST));
    }

    private static List<Opinion> opinions(PersonName name, Someone person) {
        Role as = person.role().orElse(Role.ADMIN);
        Opinion now = Opinion.approval(name, as, FIRST, START);
        return switch (person.stance()) {
            case NOTHING -> List.of();
            case OTHER_PATCH -> List.of(Opinion.approval(name, as, OTHER, START));
            case SAME_PATCH -> List.of(Opinion.approval(name, as, REBASED, START));
            case THIS_HEAD -> List.of(now);
            case WITHDRAWN -> List.of(now.withdrawn(START));
            case ASKS -> List.of(Opinion.request(name, as, FIRST, START));
            case APPROVED_THEN_ASKS -> List.of(now, Opinion.request(name, as, FIRST, START));
        };
    }

    private static ApprovalQuestion question(List<Someone> world, Policy policy) {
        Map<PersonName, Role> roles = new HashMap<>();
        Set<PersonName> bots = new HashSet<>();
        Set<PersonName> pushers = new HashSet<>();
        List<Hands.Written> commits = new ArrayList<>();
        List<Opinion> opinions = new ArrayList<>();
        for (int i = 0; i < world.size(); i++) {
            PersonName name = PEOPLE.get(i);
            Set<PersonName> one = Set.of(name);
            world.get(i).role().ifPresent(role -> roles.put(name, role));
            opinions.addAll(opinions(name, world.get(i)));
            switch (world.get(i).part()) {
                case NONE -> {}
                case AUTHOR -> commits.add(Questions.written(one, Set.of(), Set.of()));
                case COMMITTER -> commits.add(Questions.written(Set.of(), one, Set.of()));
                case CO_AUTHOR -> commits.add(Questions.written(Set.of(), Set.of(), one));
                case PUSHER -> pushers.add(name);
                case BOT -> {
                    bots.add(name);
                    pushers.add(name);
                }
            }
        }
        return new ApprovalQuestion(
                policy,
                new Accounts(roles, bots, Map.of()),
                new Proposal(new ChangeNumber(7), FIRST, START, Proposal.Kind.USUAL),
                new Hands(commits, pushers),
                new Touched(List.of("a"), Optional.of(OWNERS), List.of("Less."), Questions.CONFIG),
                new Said(opinions, List.of()));
    }

    private static ApprovalQuestion with(ApprovalQuestion question, List<Opinion> opinions) {
        return new ApprovalQuestion(
                question.rules(),
                question.accounts(),
                question.proposal(),
                question.hands(),
                question.touched(),
                new Said(opinions, List.of()));
    }

    private static Set<String> shut(List<Gate> gates) {
        Set<String> shut = new HashSet<>();
        gates.stream().filter(gate -> !gate.lets()).map(Gate::id).forEach(shut::add);
        return shut;
    }

    private static void compare(List<Someone> world, Asked asked, ApprovalQuestion question) {
        SlowVerdict slow = new SlowVerdict(world, asked);
        for (boolean late : slow.isAlone() ? List.of(false, true) : List.of(false)) {
            Set<String> shut = shut(Approving.gates(question, late ? LATER : START));
            if (!shut.equals(slow.shut(late))) {
                assertThat(shut).as("%s %s %s", world, asked, late).isEqualTo(slow.shut(late));
            }
        }
    }

    /// What holds of every question, whatever the verdict.
    private static void laws(List<Someone> world, ApprovalQuestion question) {
        List<Gate> gates = Approving.gates(question, START);
        for (Counted counted : Approving.counted(question)) {
            Someone by = world.get(PEOPLE.indexOf(counted.approval().by()));
            boolean fair = by.part() == Part.NONE
                    && by.stance() != Stance.WITHDRAWN
                    && by.stance() != Stance.OTHER_PATCH
                    && by.role().filter(Role::mayApprove).isPresent();
            law(!counted.counts() || fair, "nobody approves without the right to", world);
        }
        List<Opinion> said = question.said().opinions();
        List<Opinion> standing =
                said.stream().filter(one -> one.withdrawn().isEmpty()).toList();
        law(gates.equals(Approving.gates(with(question, standing), START)), "what was withdrawn was never said", world);
        Set<String> shut = shut(gates);
        for (int i = 0; i < world.size(); i++) {
            Someone person = world.get(i);
            if (person.part() == Part.NONE
                    && person.role().filter(Role::mayApprove).isPresent()) {
                Opinion more = Opinion.approval(PEOPLE.get(i), person.role().get(), FIRST, START);
                List<Opinion> longer =
                        Stream.concat(said.stream(), Stream.of(more)).toList();
                law(
                        shut.containsAll(shut(Approving.gates(with(question, longer), START))),
                        "one more approval shuts no gate",
                        world);
            }
        }
    }

    private static void law(boolean holds, String law, List<Someone> world) {
        if (!holds) {
            throw new AssertionError(law + ": " + world);
        }
    }

    @Test
    @DisplayName("CHG-2, CHG-3, CHG-4: in every world of two people, of all roles, each gate is as a slow verdict says")
    void two_people() {
        List<Role> tried = LONG ? List.of(Role.values()) : List.of(Role.DEVELOPER, Role.REVIEWER, Role.ADMIN);
        List<Optional<Role>> roles = Stream.concat(
                        Stream.of(Optional.<Role>empty()), tried.stream().map(Optional::of))
                .toList();
        List<Part> parts = LONG ? List.of(Part.values()) : List.of(Part.NONE, Part.AUTHOR, Part.PUSHER, Part.BOT);
        List<Someone> all = people(roles, List.of(Stance.values()), parts);
        AtomicLong worlds = new AtomicLong();
        all.parallelStream().forEach(ann -> {
            for (Someone bob : all) {
                List<Someone> world = List.of(ann, bob);
                for (Asked asked : rules(2)) {
                    ApprovalQuestion question = question(world, policy(asked, 2));
                    compare(world, asked, question);
                    laws(world, question);
                }
                worlds.addAndGet(rules(2).size());
            }
        });
        assertThat(worlds.get()).isEqualTo(LONG ? 1_037_232 : 150_528);
    }

    /// BOB and CAT are the same to every rule here, so each pair of them is tried once.
    @Test
    @DisplayName("CHG-2, CHG-3: in every world of three people, reviewers or not, each gate is as a slow verdict says")
    void three_people() {
        List<Stance> stances = LONG
                ? List.of(Stance.values())
                : List.of(Stance.NOTHING, Stance.OTHER_PATCH, Stance.SAME_PATCH, Stance.THIS_HEAD, Stance.ASKS);
        List<Part> parts = LONG ? List.of(Part.values()) : List.of(Part.NONE, Part.AUTHOR, Part.BOT);
        List<Someone> all = people(List.of(Optional.of(Role.DEVELOPER), Optional.of(Role.REVIEWER)), stances, parts);
        AtomicLong worlds = new AtomicLong();
        List<Asked> rules = rules(3);
        List<Policy> policies = rules.stream().map(asked -> policy(asked, 3)).toList();
        IntStream.range(0, all.size()).parallel().forEach(i -> {
            for (int j = 0; j < all.size(); j++) {
                for (int k = j; k < all.size(); k++) {
                    List<Someone> world = List.of(all.get(i), all.get(j), all.get(k));
                    for (int rule = 0; rule < rules.size(); rule++) {
                        compare(world, rules.get(rule), question(world, policies.get(rule)));
                    }
                    worlds.addAndGet(rules.size());
                }
            }
        });
        assertThat(worlds.get()).isEqualTo(LONG ? 4_798_080 : 223_200);
    }
}

package arelops.core.release;

import static arelops.core.release.Small.ANN;
import static arelops.core.release.Small.APP;
import static arelops.core.release.Small.BOB;
import static arelops.core.release.Small.CAT;
import static arelops.core.release.Small.commit;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Actor;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Fact.Approved.Authority;
import arelops.core.evidence.Landings;
import arelops.core.evidence.LedgerState;
import arelops.core.gate.Gate;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.policy.Approvals;
import arelops.core.policy.Mode;
import arelops.core.policy.Policy;
import arelops.core.policy.PolicyChange;
import arelops.core.policy.Team;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// CHG-4: which commit's rules are in force, and that they become looser only with an admin's approval.
class PolicyChangeRulesTest {
    private static final Policy RULES = Small.policy();
    private static final Policy LOOSER = approvals(RULES, 1);
    private static final Policy TIGHTER = approvals(RULES, 3);

    private LedgerState ledger = LedgerState.EMPTY;
    private final Map<CommitId, Policy> configs = new HashMap<>();
    private final Map<CommitId, Set<PersonName>> authors = new HashMap<>();

    private static Policy approvals(Policy policy, int count) {
        return policy.withChanges(policy.changes().withApprovals(Approvals.of(count)));
    }

    private static Policy team(Policy policy, PersonName... people) {
        return policy.withChanges(policy.changes().withTeam(new Team.Small(List.of(people))));
    }

    private void record(Fact fact) {
        ledger = Small.after(ledger, fact, new Actor.Automation("a"), Small.START);
    }

    private void genesis(Policy rules) {
        record(new Fact.Genesis("main", commit(0)));
        configs.put(commit(0), rules);
    }

    /// The next commit is pushed with these rules; with a broken config where there are none.
    private void pushed(Optional<Policy> rules, PersonName... wrote) {
        int next = ledger.trunk().commits().size();
        record(new Fact.TrunkMoved(commit(next - 1), List.of(new Fact.Step(commit(next), Optional.empty()))));
        rules.ifPresent(there -> configs.put(commit(next), there));
        authors.put(commit(next), Set.of(wrote));
    }

    private void approved(int commit, PersonName person, Authority authority) {
        record(new Fact.Approved(commit(commit), Optional.empty(), person, authority));
    }

    private Optional<Policy> rules(CommitId commit) {
        return Optional.ofNullable(configs.get(commit));
    }

    private int inForce(Duration later) {
        return InForce.commit(ledger, this::rules, authors, Small.START.plus(later))
                .map(Small::index)
                .orElse(-1);
    }

    private int inForce() {
        return inForce(Duration.ZERO);
    }

    private LineSnapshot snapshot() {
        return new LineSnapshot(
                APP,
                Small.rules(rules(commit(inForce())).orElseThrow()),
                ledger,
                new LineSnapshot.World(
                        new TrunkSeen.At(ledger.trunk().tip().orElseThrow(), List.of()),
                        Map.of(),
                        Map.of(),
                        authors,
                        InForce.looser(ledger, this::rules)),
                "a");
    }

    private Gate gate(int commit) {
        return Intake.gates(snapshot(), commit(commit), Small.START).getLast();
    }

    private Answer approve(int commit, PersonName person, Role role) {
        return new Commands(snapshot(), person, role).answer(new Command.Approve(commit(commit), Optional.empty()));
    }

    @Test
    @DisplayName("CHG-4: before genesis nothing is in force; then genesis is")
    void genesis_is_in_force() {
        assertThat(inForce()).isEqualTo(-1);
        assertThat(InForce.looser(ledger, this::rules)).isEmpty();
        genesis(RULES);
        assertThat(inForce()).isZero();
    }

    @Test
    @DisplayName("CHG-4: a pushed commit that makes nothing looser is in force with the usual approvals")
    void tighter_needs_no_admin() {
        genesis(RULES);
        pushed(Optional.of(TIGHTER));
        approved(1, ANN, Authority.USUAL);
        assertThat(inForce()).isZero();
        approved(1, BOB, Authority.USUAL);
        assertThat(inForce()).isEqualTo(1);
        assertThat(Intake.gates(snapshot(), commit(1), Small.START))
                .extracting(Gate::id)
                .containsExactly("approval");
    }

    @Test
    @DisplayName("CHG-4: one that makes rules looser needs an admin's approval among them, and is not built before")
    void looser_needs_an_admin() {
        genesis(RULES);
        record(new Fact.Built(APP, commit(0), Small.DIGEST));
        pushed(Optional.of(LOOSER));
        approved(1, ANN, Authority.USUAL);
        approved(1, BOB, Authority.USUAL);

        assertThat(inForce()).isZero();
        assertThat(gate(1).id()).isEqualTo("policy change");
        assertThat(gate(1).state()).isEqualTo(Gate.State.WAITING);
        assertThat(gate(1).sentence())
                .isEqualTo(
                        "it makes rules looser: approvals is 1, was 2. An admin must approve that, who did not write it");
        assertThat(gate(1).reading()).isEqualTo(new Gate.Reading("0", "1"));
        Decision intake = Intake.decide(snapshot(), Small.START);
        assertThat(intake.because()).contains("came without a change: it makes rules looser");
        assertThat(((Decision.Wait) intake).until())
                .isEqualTo(new Decision.Until.Person(
                        "an admin: arelops approve " + commit(1).brief()));
        assertThat(intake.gates()).extracting(Gate::id).containsExactly("approval", "policy change");
        assertThat(Intake.mayBeReleased(snapshot(), commit(1), Small.START)).isFalse();

        approved(1, CAT, Authority.ADMIN);
        assertThat(inForce()).isEqualTo(1);
        assertThat(gate(1).sentence()).endsWith("Approved by [@cat]");
        assertThat(Intake.decide(snapshot(), Small.START)).isInstanceOf(Decision.Act.class);
    }

    @Test
    @DisplayName("CHG-4: an admin's approval counts as one of the usual ones, and does not replace the others")
    void an_admin_counts_as_one() {
        genesis(RULES);
        pushed(Optional.of(LOOSER));
        approved(1, CAT, Authority.ADMIN);
        assertThat(inForce()).isZero();
        assertThat(gate(1).lets()).isTrue();
        approved(1, BOB, Authority.USUAL);
        assertThat(inForce()).isEqualTo(1);
    }

    @Test
    @DisplayName("CHG-4: an admin who wrote it does not count")
    void an_admin_who_wrote_it() {
        genesis(RULES);
        pushed(Optional.of(LOOSER), CAT);
        approved(1, ANN, Authority.USUAL);
        approved(1, BOB, Authority.USUAL);
        approved(1, CAT, Authority.ADMIN);
        assertThat(inForce()).isZero();
        assertThat(gate(1).lets()).isFalse();
        assertThat(approve(1, CAT, Role.ADMIN))
                .isInstanceOf(Answer.Accepted.class)
                .extracting(answer -> ((Answer.Accepted) answer).facts())
                .isEqualTo(List.of());
    }

    @Test
    @DisplayName("CHG-4: rules that would let a commit in cannot come with it: it is judged by those before it")
    void judged_by_the_rules_before() {
        genesis(RULES);
        pushed(Optional.of(approvals(RULES, 0)));
        assertThat(inForce()).isZero();
        pushed(Optional.of(RULES));
        assertThat(inForce()).as("nothing after an untrusted commit counts").isZero();
        approved(1, ANN, Authority.ADMIN);
        approved(1, BOB, Authority.USUAL);
        assertThat(inForce())
                .as("the next is judged by its rules, and is tighter")
                .isEqualTo(2);
        assertThat(InForce.looser(ledger, this::rules)).containsOnlyKeys(commit(1));
    }

    @Test
    @DisplayName("CHG-4: a config that cannot be used changes no rules; the next is compared with the valid one before")
    void a_broken_config_changes_nothing() {
        genesis(RULES);
        pushed(Optional.empty());
        approved(1, ANN, Authority.USUAL);
        approved(1, BOB, Authority.USUAL);
        assertThat(inForce()).isZero();
        pushed(Optional.of(LOOSER));
        approved(2, ANN, Authority.USUAL);
        approved(2, BOB, Authority.USUAL);
        assertThat(inForce()).isZero();
        approved(2, CAT, Authority.ADMIN);
        assertThat(inForce()).isEqualTo(2);
    }

    @Test
    @DisplayName("CHG-4: what landed as a change, or was reverted since, or was built, is not asked again")
    void not_asked_again() {
        genesis(RULES);
        pushed(Optional.of(LOOSER));
        record(Landings.merged(commit(1), 1));
        assertThat(inForce()).isEqualTo(1);
        pushed(Optional.of(approvals(RULES, 0)));
        record(new Fact.TrunkMoved(commit(2), List.of(new Fact.Step(commit(3), Optional.of(commit(2))))));
        record(Landings.merged(commit(3), 2));
        configs.put(commit(3), LOOSER);
        assertThat(inForce()).as("reverted").isEqualTo(3);
        record(new Fact.Built(APP, commit(2), Small.DIGEST));
        assertThat(InForce.looser(ledger, this::rules)).isEmpty();
        assertThat(inForce()).isEqualTo(3);
        pushed(Optional.of(approvals(RULES, 0)));
        assertThat(InForce.looser(ledger, this::rules)).containsOnlyKeys(commit(4));
        assertThat(InForce.looser(ledger, this::rules).get(commit(4)))
                .extracting(PolicyChange::direction)
                .contains(PolicyChange.Direction.LOOSER);
    }

    @Test
    @DisplayName("CHG-4: the newest commit that anything was built of is where the search begins")
    void the_newest_built_begins() {
        genesis(RULES);
        pushed(Optional.of(LOOSER));
        pushed(Optional.of(TIGHTER));
        record(new Fact.Built(APP, commit(2), Small.DIGEST));
        record(new Fact.Built(APP, commit(1), Small.DIGEST));

        assertThat(inForce()).isEqualTo(2);
    }

    @Test
    @DisplayName("CHG-2, CHG-4: a team of one waits ten minutes, as there is nobody else to ask")
    void a_team_of_one() {
        genesis(team(RULES, ANN));
        pushed(Optional.of(approvals(team(RULES, ANN), 1)), ANN);
        assertThat(gate(1).state()).isEqualTo(Gate.State.NOT_APPLICABLE);
        assertThat(gate(1).sentence()).endsWith("Nobody else is in the team who could approve that");
        assertThat(inForce(Duration.ofMinutes(10).minusSeconds(1))).isZero();
        assertThat(inForce(Duration.ofMinutes(10))).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "CHG-2, CHG-4: in a small team the admin may be the author; the other's approval is needed all the same")
    void a_small_team() {
        genesis(team(RULES, ANN, BOB));
        pushed(Optional.of(approvals(team(RULES, ANN, BOB), 1)), ANN);
        assertThat(gate(1).sentence()).endsWith("An admin must approve that");
        approved(1, BOB, Authority.USUAL);
        assertThat(inForce()).isZero();
        assertThat(approve(1, ANN, Role.OPERATOR)).isInstanceOf(Answer.Refused.class);
        Answer own = approve(1, ANN, Role.ADMIN);
        assertThat(((Answer.Accepted) own).facts())
                .containsExactly(new Fact.Approved(commit(1), Optional.empty(), ANN, Authority.ADMIN));
        approved(1, ANN, Authority.ADMIN);
        assertThat(inForce()).isEqualTo(1);

        pushed(Optional.of(approvals(team(RULES, ANN, BOB), 0)), ANN);
        approved(2, ANN, Authority.ADMIN);
        assertThat(inForce()).as("their own word alone is not enough").isEqualTo(1);
    }

    @Test
    @DisplayName("CHG-4: the author of what makes nothing looser approves nothing, in a small team neither")
    void own_work_is_not_approved() {
        genesis(team(RULES, ANN, BOB));
        pushed(Optional.of(team(RULES, ANN, BOB)), ANN);
        assertThat(approve(1, ANN, Role.ADMIN)).isInstanceOf(Answer.Refused.class);
        pushed(
                Optional.of(team(RULES, ANN, BOB)
                        .withLine(RULES.line().stream()
                                .map(rules -> rules.withMode(Mode.PROPOSE))
                                .toList())),
                ANN);
        assertThat(approve(2, ANN, Role.ADMIN)).as("tighter").isInstanceOf(Answer.Refused.class);
    }

    @Test
    @DisplayName(
            "CHG-4, REL-4: the role at the time of the approval is recorded, and one who became admin may say it again")
    void the_role_then_is_recorded() {
        genesis(RULES);
        pushed(Optional.of(LOOSER));
        assertThat(((Answer.Accepted) approve(1, ANN, Role.REVIEWER)).facts())
                .containsExactly(new Fact.Approved(commit(1), Optional.empty(), ANN));
        approved(1, ANN, Authority.USUAL);
        assertThat(((Answer.Accepted) approve(1, ANN, Role.REVIEWER)).facts()).isEmpty();
        assertThat(((Answer.Accepted) approve(1, ANN, Role.ADMIN)).facts())
                .containsExactly(new Fact.Approved(commit(1), Optional.empty(), ANN, Authority.ADMIN));
        approved(1, ANN, Authority.ADMIN);
        assertThat(((Answer.Accepted) approve(1, ANN, Role.ADMIN)).facts()).isEmpty();
        assertThat(ledger.trust().approvers(commit(1))).containsExactly(ANN);
    }
}

package arelops.core.change;

import static arelops.core.change.Questions.ANN;
import static arelops.core.change.Questions.BOB;
import static arelops.core.change.Questions.CAT;
import static arelops.core.change.Questions.DAN;
import static arelops.core.change.Questions.START;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Actor;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Fact.Approved.Authority;
import arelops.core.evidence.LedgerState;
import arelops.core.gate.Gate;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.PersonName;
import arelops.core.policy.Policy;
import arelops.core.policy.PolicyChange;
import arelops.core.release.Intake;
import arelops.core.release.LineSnapshot;
import arelops.core.release.Role;
import arelops.core.release.Rules;
import arelops.core.release.TrunkSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A commit that came without a change is judged by [Intake], a change by [Approving]: by the same
/// rules.
class IntakeAgreementTest {
    private static final AppName APP = new AppName("app");
    private static final CommitId COMMIT = Questions.commit(1);
    private static final List<PersonName> PEOPLE = List.of(ANN, BOB, CAT, DAN);
    private static final Duration TEN = Duration.ofMinutes(10);

    private static List<PersonName> set(int bits) {
        return IntStream.range(0, PEOPLE.size())
                .filter(i -> ((bits >> i) & 1) == 1)
                .mapToObj(PEOPLE::get)
                .toList();
    }

    private static LedgerState after(LedgerState ledger, Fact fact) {
        return ledger.after(new Entry(
                ledger.seq() + 1,
                ledger.seq() == 0 ? Optional.empty() : Optional.of(Digest.of("before")),
                START,
                new Entry.Content(fact, new Actor.Automation("a"), "because", Optional.empty(), List.of())));
    }

    /// The gates of a pushed commit that these people wrote and approved; DAN is the admin.
    private static List<Gate> pushed(Policy policy, List<PersonName> wrote, List<PersonName> approved, Instant now) {
        LedgerState ledger = after(LedgerState.EMPTY, new Fact.Genesis("main", Questions.commit(0)));
        ledger = after(
                ledger, new Fact.TrunkMoved(Questions.commit(0), List.of(new Fact.Step(COMMIT, Optional.empty()))));
        for (PersonName person : approved) {
            Authority authority = person.equals(DAN) ? Authority.ADMIN : Authority.USUAL;
            ledger = after(ledger, new Fact.Approved(COMMIT, Optional.empty(), person, authority));
        }
        LineSnapshot.World world = new LineSnapshot.World(
                new TrunkSeen.At(COMMIT, List.of()),
                Map.of(),
                Map.of(),
                Map.of(COMMIT, Set.copyOf(wrote)),
                Map.of(COMMIT, List.of(new PolicyChange("a", PolicyChange.Direction.LOOSER, "Less."))));
        Rules rules = new Rules(policy, policy.digest(), Optional.empty());
        return Intake.gates(new LineSnapshot(APP, rules, ledger, world, "a"), COMMIT, now);
    }

    private static Questions change(int needed, boolean named, List<PersonName> team) {
        Questions change = new Questions()
                .account(ANN, Role.REVIEWER)
                .account(BOB, Role.REVIEWER)
                .account(CAT, Role.OPERATOR)
                .account(DAN, Role.ADMIN)
                .looser("Less.");
        Questions asked = named ? change.needs(needed, "bob", "dan") : change.needs(needed);
        return team.isEmpty() ? asked : asked.small(team.toArray(PersonName[]::new));
    }

    private static List<String> told(List<Gate> gates) {
        return gates.stream()
                .map(gate -> gate.id() + " " + gate.state() + " " + numbers(gate) + " " + gate.expected())
                .toList();
    }

    /// Intake names no numbers while it waits for time alone.
    private static String numbers(Gate gate) {
        boolean none = gate.expected().isPresent() || gate.state() == Gate.State.NOT_APPLICABLE;
        return none ? "" : gate.reading().measured() + " of " + gate.reading().needed();
    }

    @Test
    @DisplayName("CHG-2, CHG-3, CHG-4, CHG-6: for the same facts a change and a commit without one get the same gates")
    void the_same_gates() {
        List<List<PersonName>> teams =
                List.of(List.of(), List.of(ANN), List.of(ANN, BOB), List.of(ANN, BOB, CAT), List.of(BOB, DAN));
        int compared = 0;
        for (List<PersonName> team : teams) {
            for (int needed = 0; needed <= 3; needed++) {
                for (boolean named : List.of(false, true)) {
                    for (int who = 0; who < 256; who++) {
                        List<PersonName> wrote = set(who & 15);
                        List<PersonName> approved = set(who >> 4);
                        Questions change = change(needed, named, team).wrote(wrote.toArray(PersonName[]::new));
                        approved.forEach(change::approved);
                        for (Instant now : List.of(START, START.plus(TEN).minusMillis(1), START.plus(TEN))) {
                            List<Gate> gates = Approving.gates(change.ask(), now);
                            assertThat(told(gates))
                                    .as("%s needs %s, wrote %s, approved %s", team, needed, wrote, approved)
                                    .isEqualTo(told(pushed(change.rules(), wrote, approved, now)));
                            compared++;
                        }
                    }
                }
            }
        }
        assertThat(compared).isEqualTo(30_720);
    }
}

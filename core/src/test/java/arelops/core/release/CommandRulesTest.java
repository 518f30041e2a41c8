package arelops.core.release;

import static arelops.core.release.Small.ANN;
import static arelops.core.release.Small.BETA;
import static arelops.core.release.Small.PASSIVE;
import static arelops.core.release.Small.commit;
import static arelops.core.release.Tale.running;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.id.EnvironmentName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What people may ask for, who may, and what is refused with a reason and a mend (REL-3, REL-4).
class CommandRulesTest {
    private static Answer.Reason reason(Tale tale, Role role, Command command) {
        Answer answer = tale.answer(ANN, role, command);
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        Answer.Refused refused = (Answer.Refused) answer;
        assertThat(refused.because()).isNotBlank();
        assertThat(refused.mend()).isNotBlank();
        return refused.reason();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @DisplayName("REL-4: operators and admins operate, reviewers approve, only admins accept a trunk")
    void roles(Role role) {
        Tale tale = running();
        boolean operates = role == Role.OPERATOR || role == Role.ADMIN;
        assertThat(tale.answer(ANN, role, new Command.Hold(BETA, false)) instanceof Answer.Accepted)
                .isEqualTo(operates);
        assertThat(tale.answer(ANN, role, new Command.Approve(commit(1), Optional.empty())) instanceof Answer.Accepted)
                .isEqualTo(operates || role == Role.REVIEWER);
        if (role != Role.ADMIN) {
            assertThat(reason(tale, role, new Command.AcceptTrunk())).isEqualTo(Answer.Reason.ROLE);
        }
        if (!operates) {
            assertThat(reason(tale, role, new Command.Hold(BETA, false))).isEqualTo(Answer.Reason.ROLE);
            assertThat(role == Role.REVIEWER
                            || reason(tale, role, new Command.Approve(commit(1), Optional.empty()))
                                    == Answer.Reason.ROLE)
                    .isTrue();
            assertThat(reason(tale, role, new Command.ClearError(1, new Command.Clearing.Suspect(commit(1)))))
                    .isEqualTo(Answer.Reason.ROLE);
        }
    }

    @Test
    @DisplayName("REL-3: what is not there is refused as input")
    void what_is_not_there() {
        Tale tale = running();
        assertThat(reason(tale, Role.ADMIN, new Command.Hold(new EnvironmentName("mars"), false)))
                .isEqualTo(Answer.Reason.INPUT);
        assertThat(reason(tale, Role.ADMIN, new Command.Approve(commit(9), Optional.empty())))
                .isEqualTo(Answer.Reason.INPUT);
        assertThat(reason(tale, Role.ADMIN, new Command.ClearError(1, new Command.Clearing.Suspect(commit(1)))))
                .isEqualTo(Answer.Reason.INPUT);
        assertThat(reason(tale, Role.ADMIN, new Command.Promote(commit(9), BETA, List.of())))
                .isEqualTo(Answer.Reason.RULE);
        assertThat(reason(tale, Role.ADMIN, new Command.Withdraw(BETA))).isEqualTo(Answer.Reason.RULE);
        assertThat(reason(tale, Role.ADMIN, new Command.Overturn(commit(1), BETA)))
                .isEqualTo(Answer.Reason.RULE);
        assertThat(reason(tale, Role.ADMIN, new Command.AcceptTrunk())).isEqualTo(Answer.Reason.RULE);
        assertThat(reason(Tale.fresh(Small.policy()), Role.ADMIN, new Command.Rollback(BETA, Optional.empty(), false)))
                .isEqualTo(Answer.Reason.RULE);
        assertThat(reason(tale, Role.ADMIN, new Command.Rollback(BETA, Optional.empty(), false)))
                .isEqualTo(Answer.Reason.RULE);
    }

    @Test
    @DisplayName("REL-3: what changes nothing is accepted and records nothing")
    void what_changes_nothing() {
        Tale tale = running().ask(new Command.Approve(commit(1), Optional.empty()));
        for (Command idle : List.of(
                new Command.Resume(BETA), new Command.Repair(BETA), new Command.Approve(commit(1), Optional.empty()))) {
            assertThat(((Answer.Accepted) tale.answer(ANN, Role.ADMIN, idle)).facts())
                    .isEmpty();
        }
        assertThat(((Answer.Accepted)
                                tale.answer(ANN, Role.ADMIN, new Command.Approve(commit(1), Optional.of(PASSIVE))))
                        .facts())
                .containsExactly(new Fact.Approved(commit(1), Optional.of(PASSIVE), ANN));
    }

    @Test
    @DisplayName("GATE-5: only suspects are cleared, and only commits on trunk are fixes")
    void clearing_errors() {
        Tale tale = running().rest().ask(new Command.Rollback(BETA, Optional.empty(), false));
        long error = tale.world.ledger().errors().firstKey();
        assertThat(reason(tale, Role.ADMIN, new Command.ClearError(error, new Command.Clearing.Suspect(commit(0)))))
                .isEqualTo(Answer.Reason.INPUT);
        assertThat(reason(
                        tale,
                        Role.ADMIN,
                        new Command.ClearError(error, new Command.Clearing.FixedBy(commit(1), commit(9)))))
                .isEqualTo(Answer.Reason.INPUT);
    }

    @Test
    @DisplayName("S4: what was rejected there is not adopted, and nothing is adopted blindly")
    void adopting_is_refused() {
        Tale tale = running()
                .until(BETA, Tale.runs(Job.Phase.AFTER))
                .newest(BETA, Place.DOWN)
                .look(BETA);
        assertThat(tale.refused(new Command.Adopt(BETA, commit(1))).mend()).contains("overturn");
        LineSnapshot snapshot = tale.world.snapshot(Small.APP);
        LineSnapshot blind = new LineSnapshot(
                Small.APP,
                snapshot.rules(),
                snapshot.ledger(),
                new LineSnapshot.World(
                        snapshot.world().trunk(),
                        java.util.Map.of(),
                        java.util.Map.of(),
                        java.util.Map.of(),
                        java.util.Map.of()),
                "a");
        assertThat(new Commands(blind, ANN, Role.ADMIN).answer(new Command.Adopt(BETA, commit(0))))
                .isInstanceOf(Answer.Refused.class);
    }

    @Test
    @DisplayName("S11: adopting ends an attempt that serves, and one that is on its way")
    void adopting_ends_an_attempt() {
        Tale serves = running().until(BETA, Tale.runs(Job.Phase.AFTER)).ask(new Command.Adopt(BETA, commit(1)));
        Tale coming = running().until(BETA, Tale.runs(Job.Phase.BEFORE)).ask(new Command.Adopt(BETA, commit(0)));
        for (Tale tale : List.of(serves, coming)) {
            assertThat(tale.state(BETA).attempt()).isEmpty();
            assertThat(tale.state(BETA).intent()).isEmpty();
        }
        assertThat(((Answer.Accepted) running()
                                .until(BETA, Tale.runs(Job.Phase.AFTER))
                                .answer(ANN, Role.OPERATOR, new Command.Adopt(BETA, commit(1))))
                        .facts())
                .extracting(fact -> fact.getClass().getSimpleName())
                .containsExactly("Withdrawn", "Adopted");
    }

    @Test
    @DisplayName("ADO-1: what runs outside of the target is adopted by its commit, without touching it")
    void adopting_what_runs_elsewhere() {
        Tale tale = Tale.fresh(Small.policy()).ask(new Command.Adopt(PASSIVE, commit(0)));
        assertThat(tale.act(PASSIVE).action()).isInstanceOf(Action.FinishMove.class);
        tale.look(PASSIVE);
        assertThat(tale.waits(PASSIVE).until()).isInstanceOf(Decision.Until.Event.class);
        tale.rest();
        assertThat(tale.runs(PASSIVE))
                .as("a proper release of the same commit takes its place")
                .isZero();
    }

    @Test
    @DisplayName(
            "REL-3: a hold that is there already is not lost by asking twice, and `now` without an attempt is a hold")
    void holding_twice() {
        Tale tale = running().rest().ask(new Command.Hold(BETA, true)).ask(new Command.Hold(BETA, false));
        assertThat(tale.state(BETA).guard().hold()).isPresent();
        assertThat(tale.runs(BETA)).isEqualTo(1);
    }
}

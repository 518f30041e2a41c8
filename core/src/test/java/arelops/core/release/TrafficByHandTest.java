package arelops.core.release;

import static arelops.core.release.Small.ANN;
import static arelops.core.release.Small.APP;
import static arelops.core.release.Small.BETA;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Fact;
import arelops.core.evidence.TrafficUse;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who may use recorded traffic by hand, and what is recorded of it.
class TrafficByHandTest {
    private static final Slot IN_BETA = new Slot(APP, BETA);
    private static final Slot OF_A_CHANGE = new Slot(APP, new EnvironmentName("pr-7"));
    private static final Slot IN_PRODUCTION = new Slot(APP, EnvironmentName.PRODUCTION);

    private static Answer may(Role role, TrafficUse.Act act, Slot... slots) {
        return new TrafficByHand(Small.policy(), ANN, role)
                .may(act, List.of(slots), Tale.running().world.ledger());
    }

    private static Answer.Refused refused(Role role, TrafficUse.Act act, Slot... slots) {
        Answer answer = may(role, act, slots);
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        Answer.Refused refused = (Answer.Refused) answer;
        assertThat(refused.because()).isNotBlank();
        assertThat(refused.mend()).isNotBlank();
        return refused;
    }

    private static boolean touches(TrafficUse.Act act) {
        return act.sends() || act == TrafficUse.Act.RECORD;
    }

    @Test
    @DisplayName(
            "PAS-3: nothing is sent by hand to what serves PRODUCTION's users; what was sent before is still entered")
    void beside_users() {
        Slot passive = new Slot(APP, EnvironmentName.PASSIVE);
        Tale tale = Tale.running().rest().ask(new Command.FailOver(Optional.empty(), Fact.FailedOver.Occasion.NEED));
        TrafficByHand hand = new TrafficByHand(Small.policy(), ANN, Role.ADMIN);

        Answer.Refused refused = (Answer.Refused) hand.may(TrafficUse.Act.LOAD, List.of(passive), tale.world.ledger());
        assertThat(refused.because())
                .isEqualTo("users of PRODUCTION are served by PASSIVE, and nothing is sent beside them");
        assertThat(refused.mend()).isEqualTo("when they are back: arelops failback");
        assertThat(hand.may(TrafficUse.Act.LOAD, List.of(IN_BETA), tale.world.ledger()))
                .isInstanceOf(Answer.Accepted.class);
        assertThat(hand.may(TrafficUse.Act.RECORD, List.of(passive), tale.world.ledger()))
                .isInstanceOf(Answer.Accepted.class);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @DisplayName("REL-4: operators and admins use recorded traffic; all but viewers send it to a change's environment")
    void roles(Role role) {
        boolean operates = Set.of(Role.OPERATOR, Role.ADMIN).contains(role);
        for (TrafficUse.Act act : TrafficUse.Act.values()) {
            Slot[] slots = touches(act) ? new Slot[] {IN_BETA} : new Slot[0];
            assertThat(may(role, act, slots) instanceof Answer.Accepted).isEqualTo(operates);
            if (!operates) {
                assertThat(refused(role, act, slots))
                        .returns(Answer.Reason.ROLE, Answer.Refused::reason)
                        .extracting(Answer.Refused::mend)
                        .asString()
                        .startsWith("ask an operator or admin");
            }
            if (act.sends()) {
                assertThat(may(role, act, OF_A_CHANGE) instanceof Answer.Accepted)
                        .isEqualTo(role != Role.VIEWER);
                assertThat(may(role, act, OF_A_CHANGE, IN_BETA) instanceof Answer.Accepted)
                        .isEqualTo(operates);
            }
        }
        assertThat(may(role, TrafficUse.Act.RECORD, OF_A_CHANGE) instanceof Answer.Accepted)
                .isEqualTo(operates);
    }

    @ParameterizedTest
    @EnumSource(TrafficUse.Act.class)
    @DisplayName("TRF-2: nobody sends to PRODUCTION, whose users may be recorded")
    void production(TrafficUse.Act act) {
        if (act.sends()) {
            assertThat(refused(Role.ADMIN, act, IN_PRODUCTION).reason()).isEqualTo(Answer.Reason.RULE);
            assertThat(refused(Role.ADMIN, act, IN_BETA, IN_PRODUCTION).because())
                    .contains("where users are");
        }
        assertThat(may(Role.OPERATOR, TrafficUse.Act.RECORD, IN_PRODUCTION)).isInstanceOf(Answer.Accepted.class);
    }

    @Test
    void what_is_not_there_is_refused_as_input() {
        Slot mars = new Slot(APP, new EnvironmentName("mars"));
        Slot other = new Slot(new AppName("other"), BETA);
        assertThat(refused(Role.ADMIN, TrafficUse.Act.REPLAY, mars).reason()).isEqualTo(Answer.Reason.INPUT);
        assertThat(refused(Role.ADMIN, TrafficUse.Act.REPLAY, other).reason()).isEqualTo(Answer.Reason.INPUT);
        assertThat(refused(Role.ADMIN, TrafficUse.Act.REPLAY).reason()).isEqualTo(Answer.Reason.INPUT);
        assertThat(refused(Role.ADMIN, TrafficUse.Act.DELETE, IN_BETA).reason()).isEqualTo(Answer.Reason.INPUT);
    }

    @Test
    @DisplayName("EVD-1: what is recorded is what was done, and nothing where it may not be")
    void facts() {
        Fact.TrafficUsed used = new Fact.TrafficUsed(
                List.of(IN_BETA),
                new TrafficUse(
                        TrafficUse.Act.REPLAY, "production-20260601-1000", TrafficUse.Outcome.VALID, "0123456789"));

        Answer accepted = new TrafficByHand(Small.policy(), ANN, Role.OPERATOR).used(used);
        Answer refused = new TrafficByHand(Small.policy(), ANN, Role.DEVELOPER).used(used);

        assertThat(accepted)
                .isEqualTo(new Answer.Accepted(List.of(used), ANN + " replay production-20260601-1000 to BETA: valid"));
        assertThat(refused).isInstanceOf(Answer.Refused.class);
    }
}

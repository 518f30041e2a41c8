package arelops.core.change;

import static arelops.core.change.ChangeScene.policy;
import static arelops.core.change.ChangeScene.withTest;
import static arelops.core.change.ChangeTale.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import arelops.core.change.Feedback.Status;
import arelops.core.gate.Gate;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.Policy;
import arelops.core.policy.QueueRules;
import arelops.core.release.Journey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FeedbackTest {
    private static Policy rules(String... checks) {
        return withTest(policy(QueueRules.STANDARD, 1, checks), 1, true);
    }

    private static Feedback told(ChangeTale tale, Map<EnvironmentName, Journey.Stand> line) {
        ChangeState state = tale.state(ONE);
        Optional<ChangeDecision> decided = state.isOpen() ? Optional.of(tale.decision(ONE)) : Optional.empty();
        return Feedback.of(state, decided, ChangeBrief.of(state, decided, Optional.empty()), line);
    }

    @Test
    @DisplayName("CHG-5: the comment says first what is not met, in five lines at most")
    void what_is_not_met_comes_first() {
        ChangeTale tale = ChangeTale.of(1, rules("a", "b", "c", "d", "e")).goes();

        Feedback told = told(tale, Map.of());

        assertThat(told.sentence()).startsWith("It needs 1 more approval");
        assertThat(told.rows()).hasSize(5);
        assertThat(told.rows().getFirst().gate()).isEqualTo("approval");
        assertThat(told.rows().getFirst().state()).isEqualTo(Gate.State.WAITING);
    }

    @Test
    @DisplayName("CHG-5: the head of an open change has the status of TEST")
    void the_status_of_test() {
        ChangeTale tale = ChangeTale.of(1, rules()).looks();
        assertThat(told(tale, Map.of()).statuses()).singleElement().satisfies(status -> {
            assertThat(status.context()).isEqualTo("arelops/test");
            assertThat(status.state()).isEqualTo(Status.State.PENDING);
            assertThat(status.commit()).isEqualTo(tale.state(ONE).commit());
        });

        assertThat(told(tale.goes(), Map.of()).statuses())
                .singleElement()
                .extracting(Status::state, Status::text)
                .containsExactly(Status.State.SUCCESS, "the smoke test in TEST passed");

        ChangeTale failing =
                ChangeTale.of(1, rules()).looks().fails("testbuild").looks();
        assertThat(told(failing, Map.of()).statuses())
                .singleElement()
                .extracting(Status::state)
                .isEqualTo(Status.State.FAILURE);
    }

    @Test
    @DisplayName("CHG-5: what landed has a status for each environment of the line, at the trunk commit")
    void the_statuses_of_the_line() {
        ChangeTale tale = ChangeTale.of(1, policy(QueueRules.STANDARD, 1))
                .goes()
                .approved(ONE)
                .goes();
        Map<EnvironmentName, Journey.Stand> line = new LinkedHashMap<>();
        line.put(EnvironmentName.BETA, Journey.Stand.CONTAINED);
        line.put(EnvironmentName.PASSIVE, Journey.Stand.REJECTED);
        line.put(EnvironmentName.PRODUCTION, Journey.Stand.NOT_YET);

        Feedback told = told(tale, line);

        assertThat(told.sentence()).startsWith("It landed on trunk as ");
        assertThat(told.statuses())
                .extracting(Status::context, Status::state, Status::text)
                .containsExactly(
                        tuple("arelops/beta", Status.State.SUCCESS, "is in what BETA runs"),
                        tuple("arelops/passive", Status.State.FAILURE, "was rejected in PASSIVE"),
                        tuple("arelops/production", Status.State.PENDING, "is not in PRODUCTION yet"));
        assertThat(told.statuses()).allMatch(status -> status.text().length() <= Feedback.LONGEST);
    }

    @Test
    @DisplayName("CHG-5: with several apps a commit has come as far as with the last of them")
    void the_lesser_of_two() {
        assertThat(Journey.Stand.RUNS.lesser(Journey.Stand.TRIAL)).isEqualTo(Journey.Stand.TRIAL);
        assertThat(Journey.Stand.REJECTED.lesser(Journey.Stand.RUNS)).isEqualTo(Journey.Stand.REJECTED);
    }
}

package arelops.core.evidence;

import static arelops.core.evidence.Facts.SLOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said of recorded traffic that somebody used by hand.
class TrafficUseTest {
    private static final String RUN = "0123456789abcdef";

    private static TrafficUse use(TrafficUse.Act act, TrafficUse.Outcome outcome) {
        return new TrafficUse(act, "production-20260601-1000", outcome, RUN);
    }

    @ParameterizedTest
    @EnumSource(TrafficUse.Act.class)
    void each_act_comes_to_its_own_outcomes_alone(TrafficUse.Act act) {
        assertThat(act.outcomes()).isNotEmpty();
        for (TrafficUse.Outcome outcome : TrafficUse.Outcome.values()) {
            if (act.outcomes().contains(outcome)) {
                assertThat(use(act, outcome).outcome()).isEqualTo(outcome);
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> use(act, outcome));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "A", "a b", "-a", "a\n"})
    void names_of_recordings_have_one_form(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrafficUse(TrafficUse.Act.DELETE, name, TrafficUse.Outcome.BEGUN, RUN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "UPPERCASE", "a b c d e f g"})
    void runs_are_named_in_one_form(String run) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrafficUse(TrafficUse.Act.DELETE, "a", TrafficUse.Outcome.BEGUN, run));
    }

    @Test
    @DisplayName("EVD-1: an entry of traffic by hand changes nothing of what the ledger adds up to")
    void it_changes_nothing() {
        Entry.Content genesis = new Entry.Content(
                new Fact.Genesis("main", Facts.commit(0)), new Actor.Automation("a"), "b", Optional.empty(), List.of());
        LedgerState before = LedgerState.EMPTY.after(new Entry(1, Optional.empty(), Instant.EPOCH, genesis));
        for (TrafficUse.Act act : TrafficUse.Act.values()) {
            for (TrafficUse.Outcome outcome : act.outcomes()) {
                Fact fact = new Fact.TrafficUsed(List.of(SLOT), use(act, outcome));
                Entry entry = new Entry(
                        2,
                        Optional.of(Facts.DIGEST),
                        Instant.EPOCH,
                        new Entry.Content(fact, new Actor.Person(Facts.ANN), "b", Optional.empty(), List.of()));

                assertThat(before.after(entry)).isEqualTo(before.at(2));
            }
        }
    }
}

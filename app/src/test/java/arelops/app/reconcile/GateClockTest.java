package arelops.app.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.gate.Gate;
import arelops.core.release.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("GATE-6: a gate says since when it stands as it stands")
class GateClockTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final GateClock clock = new GateClock();

    private Optional<Instant> since(Gate gate, int minutes) {
        Decision decision = new Decision.Wait("waits", new Decision.Until.Event("something"), List.of(gate));
        return clock.dated("shop/beta", decision, NOON.plusSeconds(60L * minutes))
                .gates()
                .getFirst()
                .since();
    }

    @Test
    void a_gate_that_stays_as_it_is_keeps_the_time_at_which_it_was_first_seen_so() {
        assertThat(since(Gate.waiting("hours", "closed", "the next opening"), 0))
                .contains(NOON);
        assertThat(since(Gate.waiting("hours", "closed", "the next opening").read("1", "2"), 5))
                .as("its numbers move")
                .contains(NOON);
    }

    @Test
    void a_gate_that_changes_begins_anew() {
        since(Gate.waiting("hours", "closed", "the next opening"), 0);

        assertThat(since(Gate.open("hours", "open"), 5)).contains(NOON.plusSeconds(300));
        assertThat(since(Gate.waiting("hours", "closed", "the next opening"), 9))
                .contains(NOON.plusSeconds(540));
    }

    @Test
    void what_the_ledger_tells_goes_before_what_was_seen() {
        Instant held = NOON.minusSeconds(86_400);

        assertThat(since(Gate.waiting("hold", "held", "resume").since(held), 0)).contains(held);
    }

    @Test
    void each_environment_has_its_own_time() {
        since(Gate.waiting("hours", "closed", "the next opening"), 0);
        Decision other = new Decision.Wait(
                "waits",
                new Decision.Until.Event("something"),
                List.of(Gate.waiting("hours", "closed", "the next opening")));

        assertThat(clock.dated("shop/passive", other, NOON.plusSeconds(60))
                        .gates()
                        .getFirst()
                        .since())
                .contains(NOON.plusSeconds(60));
    }
}

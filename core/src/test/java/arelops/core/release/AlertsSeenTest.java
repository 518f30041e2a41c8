package arelops.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// LINE-5: what was heard of alerts, and when it was.
class AlertsSeenTest {
    private static final AlertAnswer QUIET = new AlertAnswer.Told(List.of());
    private static final AlertAnswer FIRING = new AlertAnswer.Told(List.of(Small.alert(Map.of())));
    private static final AlertAnswer DEAF = new AlertAnswer.Unknown("nothing answers there");

    private static Instant at(long seconds) {
        return Small.START.plusSeconds(seconds);
    }

    private static AlertsSeen heard(AlertAnswer answer, long... seconds) {
        AlertsSeen seen = AlertsSeen.NOTHING;
        for (long second : seconds) {
            seen = seen.heard(at(second), answer, Small.WINDOW);
        }
        return seen;
    }

    @Test
    void the_same_answer_again_makes_one_stretch() {
        AlertsSeen seen = heard(QUIET, 0, 10, 40).heard(at(50), FIRING, Small.WINDOW);

        assertThat(seen.stretches())
                .containsExactly(
                        new AlertsSeen.Stretch(at(0), at(40), QUIET), new AlertsSeen.Stretch(at(50), at(50), FIRING));
    }

    @Test
    @DisplayName("LINE-5: a source that was long unasked was not heard in between, whatever it says after")
    void a_long_pause_is_not_known() {
        AlertsSeen seen = heard(QUIET, 0, 31);

        assertThat(seen.stretches()).hasSize(2);
        assertThat(seen.covers(at(0), at(60))).isFalse();
        assertThat(heard(QUIET, 0, 30).covers(at(0), at(60))).isTrue();
        assertThat(heard(QUIET, 0, 29).covers(at(0), at(60)))
                .as("not asked for the last 31 s")
                .isFalse();
        assertThat(heard(QUIET, 31, 60).covers(at(0), at(60)))
                .as("nor for the first")
                .isFalse();
        assertThat(AlertsSeen.NOTHING.covers(at(0), at(60))).isFalse();
    }

    @Test
    void a_short_window_needs_one_answer_in_it() {
        assertThat(heard(QUIET, 1).covers(at(0), at(2))).isTrue();
        assertThat(heard(QUIET, 2).covers(at(0), at(2))).isFalse();
        assertThat(AlertsSeen.pause(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(15));
        assertThat(AlertsSeen.pause(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(150));
    }

    @Test
    @DisplayName("LINE-5: after the clock was set back, what bears a later time is forgotten")
    void the_clock_is_set_back() {
        AlertsSeen seen = heard(QUIET, 0, 10).heard(at(5), DEAF, Small.WINDOW);

        assertThat(seen.stretches()).containsExactly(new AlertsSeen.Stretch(at(5), at(5), DEAF));
    }

    @Test
    void an_alert_that_comes_and_goes_for_ever_does_not_fill_the_memory() {
        AlertsSeen seen = AlertsSeen.NOTHING;
        for (int i = 0; i < 5_000; i++) {
            seen = seen.heard(at(i), i % 2 == 0 ? QUIET : FIRING, Small.WINDOW);
        }

        assertThat(seen.stretches()).hasSize(2_000);
        assertThat(seen.stretches().getLast().to()).isEqualTo(at(4_999));
    }
}

package arelops.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.id.EnvironmentName;
import arelops.core.policy.RecordingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecordingTurnTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final RecordingPolicy RULES = RecordingPolicy.of(EnvironmentName.PRODUCTION);
    private static final String DIGEST = RULES.digest().hex();
    private static final String OTHER =
            RecordingPolicy.of(EnvironmentName.BETA).digest().hex();

    private static RecordingSeen.Known running(String rules) {
        RecordingSeen.Running running =
                new RecordingSeen.Running("production-1", rules, NOW.minusSeconds(60), NOW.plusSeconds(3540), 7, 0);
        return new RecordingSeen.Known(Optional.of(running), Optional.empty());
    }

    private static RecordingSeen.Known over(String rules, Duration since, RecordingSeen.Ending ending, String trouble) {
        Instant began = NOW.minus(since);
        RecordingSeen.Past past = new RecordingSeen.Past(
                "production-1",
                rules,
                began,
                ending,
                ending == RecordingSeen.Ending.CUT ? Optional.empty() : Optional.of(began.plusSeconds(30)),
                trouble);
        return new RecordingSeen.Known(Optional.empty(), Optional.of(past));
    }

    private static RecordingStep turn(RecordingSeen seen) {
        return RecordingTurn.of(Optional.of(RULES), true, seen, NOW);
    }

    @Test
    @DisplayName("TRF-1: where none was made yet one begins")
    void the_first() {
        assertThat(turn(RecordingSeen.Known.NOTHING))
                .isInstanceOfSatisfying(
                        RecordingStep.Begin.class,
                        begin -> assertThat(begin.rules()).isEqualTo(RULES));
    }

    @Test
    @DisplayName("TRF-1: what is not known begins nothing and ends nothing")
    void unknown() {
        RecordingSeen unknown = new RecordingSeen.Unknown("no answer");

        assertThat(turn(unknown)).isInstanceOf(RecordingStep.Nothing.class);
        assertThat(RecordingTurn.of(Optional.empty(), true, unknown, NOW)).isInstanceOf(RecordingStep.Nothing.class);
    }

    @Test
    @DisplayName("TRF-1: one that runs by the rules goes on, whoever asks and how often")
    void it_runs() {
        assertThat(turn(running(DIGEST)))
                .isEqualTo(turn(running(DIGEST)))
                .isInstanceOfSatisfying(
                        RecordingStep.Nothing.class,
                        nothing -> assertThat(nothing.until()).contains(NOW.plusSeconds(3540)));
    }

    @Test
    @DisplayName("TRF-1: other rules end the running one, and the next begins at once")
    void other_rules() {
        assertThat(turn(running(OTHER)))
                .isInstanceOfSatisfying(
                        RecordingStep.End.class, end -> assertThat(end.id()).isEqualTo("production-1"));
        assertThat(turn(over(OTHER, Duration.ofSeconds(1), RecordingSeen.Ending.SIZE, "")))
                .isInstanceOf(RecordingStep.Begin.class);
    }

    @Test
    @DisplayName("TRF-1: without rules the line's own ends, and a person's goes on")
    void no_rules() {
        assertThat(RecordingTurn.of(Optional.empty(), true, running(DIGEST), NOW))
                .isInstanceOf(RecordingStep.End.class);
        assertThat(RecordingTurn.of(Optional.empty(), true, running(""), NOW))
                .isInstanceOf(RecordingStep.Nothing.class);
        assertThat(RecordingTurn.of(Optional.empty(), true, RecordingSeen.Known.NOTHING, NOW))
                .isInstanceOf(RecordingStep.Nothing.class);
    }

    @Test
    @DisplayName("TRF-1: one that a person began goes first")
    void by_hand() {
        assertThat(turn(running("")))
                .isInstanceOfSatisfying(
                        RecordingStep.Nothing.class,
                        nothing -> assertThat(nothing.because()).contains("begun by hand"));
    }

    @Test
    @DisplayName("TRF-1: nothing begins where nothing is deployed")
    void nothing_deployed() {
        assertThat(RecordingTurn.of(Optional.of(RULES), false, RecordingSeen.Known.NOTHING, NOW))
                .isInstanceOf(RecordingStep.Nothing.class);
    }

    @Test
    @DisplayName("TRF-1: after one that had its size early the next waits for its turn")
    void its_turn() {
        assertThat(turn(over(DIGEST, Duration.ofMinutes(59), RecordingSeen.Ending.SIZE, "")))
                .isInstanceOfSatisfying(
                        RecordingStep.Nothing.class,
                        nothing -> assertThat(nothing.until()).contains(NOW.plus(Duration.ofMinutes(1))));
        assertThat(turn(over(DIGEST, Duration.ofHours(1), RecordingSeen.Ending.SIZE, "")))
                .isInstanceOf(RecordingStep.Begin.class);
    }

    @Test
    @DisplayName("TRF-1: after one that is over, also because its node was stopped, the next begins at once")
    void at_once() {
        assertThat(turn(over(DIGEST, Duration.ofHours(1), RecordingSeen.Ending.TIME, "")))
                .isInstanceOf(RecordingStep.Begin.class);
        assertThat(turn(over(DIGEST, Duration.ofMinutes(1), RecordingSeen.Ending.TIME, "the scan refused some")))
                .isInstanceOf(RecordingStep.Begin.class);
    }

    @Test
    @DisplayName("TRF-1: after one that was cut off the next waits a little, and says what was in the way")
    void cut_off() {
        RecordingSeen full =
                over(DIGEST, Duration.ofMinutes(4), RecordingSeen.Ending.CUT, "The disk is full. Make room.");

        assertThat(turn(full).because()).isEqualTo("The disk is full. Make room.");
        assertThat(turn(full)).isInstanceOf(RecordingStep.Nothing.class);
        assertThat(turn(over(DIGEST, Duration.ofMinutes(5), RecordingSeen.Ending.CUT, "")))
                .isInstanceOf(RecordingStep.Begin.class);
    }

    @Test
    @DisplayName("TRF-1: whatever is seen, none begins while one runs, and only the line's own is ended")
    void every_small_world() {
        List<RecordingSeen> all = new ArrayList<>(List.of(new RecordingSeen.Unknown("?"), RecordingSeen.Known.NOTHING));
        for (String rules : List.of("", DIGEST, OTHER)) {
            all.add(running(rules));
            for (Duration since : List.of(Duration.ZERO, Duration.ofMinutes(30), Duration.ofDays(1))) {
                for (RecordingSeen.Ending ending : RecordingSeen.Ending.values()) {
                    all.add(over(rules, since, ending, ""));
                    all.add(over(rules, since, ending, "trouble"));
                }
            }
        }
        for (RecordingSeen seen : all) {
            for (Optional<RecordingPolicy> wanted : List.of(Optional.of(RULES), Optional.<RecordingPolicy>empty())) {
                for (boolean serves : new boolean[] {true, false}) {
                    holds(wanted, serves, seen);
                }
            }
        }
    }

    private static void holds(Optional<RecordingPolicy> wanted, boolean serves, RecordingSeen seen) {
        RecordingStep step = RecordingTurn.of(wanted, serves, seen, NOW);
        Optional<RecordingSeen.Running> running =
                seen instanceof RecordingSeen.Known known ? known.running() : Optional.empty();

        assertThat(step.because()).isNotBlank();
        switch (step) {
            case RecordingStep.Begin(RecordingPolicy rules, String _) -> {
                assertThat(wanted).contains(rules);
                assertThat(serves).isTrue();
                assertThat(running).isEmpty();
                assertThat(seen).isInstanceOf(RecordingSeen.Known.class);
            }
            case RecordingStep.End(String id, String _) -> {
                assertThat(running.map(RecordingSeen.Running::id)).contains(id);
                assertThat(running.map(RecordingSeen.Running::rules)).isNotEqualTo(Optional.of(""));
            }
            case RecordingStep.Nothing _ -> {}
        }
    }
}

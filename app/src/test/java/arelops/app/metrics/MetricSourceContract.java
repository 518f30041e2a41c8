package arelops.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What every source of windows must do.
public abstract class MetricSourceContract {
    /// A whole number of 60-second windows after the epoch, as servers cut them.
    protected static final Stretch STRETCH =
            new Stretch(Instant.parse("2026-01-02T12:00:00Z"), Duration.ofMinutes(1), 4);

    /// What has been counted: in the second window there was no telemetry, in the third the
    /// canary had no request.
    protected static final List<Window> COUNTED = List.of(
            Window.of(counts(100, 1), counts(50, 2)),
            new Window(Optional.empty(), Optional.empty()),
            Window.of(counts(102, 3), counts(0, 0)),
            Window.of(counts(103, 0), counts(7, 7)));

    private static ArmWindow counts(long requests, long errors) {
        return ArmWindow.of(requests, errors, LatencyCounts.none());
    }

    /// A source of what has been counted.
    protected abstract MetricSource counted();

    /// A source that does not answer.
    protected abstract MetricSource silent();

    @Test
    @DisplayName("CAN-1: a source tells each arm's counts, and tells no telemetry apart from no requests")
    void windows_are_told_as_they_were_counted() {
        Readings readings = counted().read(STRETCH);

        assertThat(readings).isInstanceOfSatisfying(Readings.Taken.class, taken -> {
            assertThat(taken.windows()).isEqualTo(COUNTED);
            assertThat(taken.canary().get(1))
                    .isInstanceOfSatisfying(
                            ArmReading.Nothing.class,
                            nothing -> assertThat(nothing.because()).isNotBlank());
        });
    }

    @Test
    @DisplayName("CAN-1: of a time that was not watched a source tells nothing, for a reason")
    void a_time_that_was_not_watched_is_empty() {
        Stretch before = new Stretch(STRETCH.from().minus(Duration.ofDays(1)), STRETCH.window(), 2);

        Readings readings = counted().read(before);

        assertThat(readings)
                .isInstanceOfSatisfying(
                        Readings.Taken.class,
                        taken -> assertThat(taken.windows())
                                .hasSize(2)
                                .containsOnly(new Window(Optional.empty(), Optional.empty())));
    }

    @Test
    @DisplayName("REL-2: a source that does not answer gives a reason and no window")
    void a_source_that_does_not_answer_has_told_nothing() {
        assertThat(silent().read(STRETCH))
                .isInstanceOfSatisfying(
                        Readings.Failed.class,
                        failed -> assertThat(failed.because()).isNotBlank());
    }
}

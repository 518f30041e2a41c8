package arelops.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.gate.Soak;
import arelops.core.policy.Amount;
import arelops.core.policy.Percent;
import arelops.core.policy.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// LINE-5: which windows count.
class SoakReadingTest {
    private static final Soak SOAK = new Soak(Duration.ofSeconds(150), 20, 1);

    private static Seen.Window window(boolean complete, long requests, long errors, double p99) {
        return new Seen.Window(Small.START, Small.WINDOW, complete, requests, errors, OptionalDouble.of(p99), false);
    }

    private static Watch watch(String name, Amount max) {
        return new Watch(name, Optional.of(max), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static final List<Watch> WATCHES = List.of(
            watch("errors", new Amount.Share(Percent.of(5))),
            watch("p99", new Amount.Time(Duration.ofMillis(300))),
            watch("other", new Amount.Time(Duration.ofMillis(1))),
            watch("other", new Amount.Share(Percent.of(0))));

    private static SoakReading reading(Seen.Window... windows) {
        return SoakReading.of(List.of(windows), SOAK, Small.WINDOW, WATCHES);
    }

    @Test
    @DisplayName("LINE-5: a soak needs its length in whole windows, and its samples")
    void length_and_samples() {
        Seen.Window good = window(true, 10, 0, 100);
        assertThat(reading(good, good).isDone(SOAK)).isFalse();
        assertThat(reading(good, good).needed()).isEqualTo(3);
        assertThat(reading(good, good, good).isDone(SOAK)).isTrue();
        Seen.Window few = window(true, 6, 0, 100);
        assertThat(reading(few, few, few).isDone(SOAK)).as("18 of 20 requests").isFalse();
        assertThat(reading(few, few, few, few).isDone(SOAK)).isTrue();
        assertThat(reading(few).measured()).isEqualTo("1 of 3 windows, 6 requests");
    }

    @Test
    @DisplayName("LINE-4: a soak says when nobody asked but ARelOps itself")
    void probes_are_named() {
        Seen.Window users = window(true, 10, 0, 100);
        Seen.Window probes = new Seen.Window(Small.START, Small.WINDOW, true, 10, 0, OptionalDouble.of(100), true);
        assertThat(reading(probes, probes).measured()).isEqualTo("2 of 3 windows, 20 requests, all by probes");
        assertThat(reading(probes, users).measured())
                .isEqualTo("2 of 3 windows, 20 requests, 1 of the windows by probes alone");
    }

    @Test
    @DisplayName("LINE-5: windows with a gap, without data or over a threshold do not count")
    void windows_that_do_not_count() {
        SoakReading reading = reading(
                window(false, 10, 0, 100), window(true, 0, 0, 100), window(true, 10, 1, 100), window(true, 10, 0, 301));
        assertThat(reading.observed()).isZero();
        assertThat(reading.samples()).isZero();
        assertThat(reading.progress().watched()).isEqualTo(Small.WINDOW.multipliedBy(4));
    }

    @Test
    @DisplayName("LINE-5: a limit is crossed above it, not at it")
    void a_limit_is_crossed_above_it() {
        assertThat(reading(window(true, 100, 5, 300)).observed()).isEqualTo(1);
        assertThat(reading(window(true, 100, 6, 300)).observed()).isZero();
        Seen.Window unmeasured = new Seen.Window(Small.START, Small.WINDOW, true, 10, 0, OptionalDouble.empty(), false);
        assertThat(reading(unmeasured).observed()).isEqualTo(1);
    }

    @Test
    @DisplayName("LINE-5: only the two newest complete windows end a soak, and they say what was crossed")
    void two_windows_running() {
        Seen.Window good = window(true, 10, 0, 100);
        Seen.Window slow = window(true, 10, 0, 412.4);
        Seen.Window wrong = window(true, 3, 1, 100);
        assertThat(reading(slow).crossed()).isEmpty();
        assertThat(reading(slow, good).crossed()).isEmpty();
        assertThat(reading(good, slow).crossed()).isEmpty();
        assertThat(reading(slow, slow, good).crossed()).isEmpty();
        assertThat(reading(slow, wrong).crossed()).contains("errors at 33.33 %, the limit is 5%");
        assertThat(reading(slow, window(false, 1, 0, 1), slow).crossed())
                .contains("p99 at 412 ms, the limit is 300 ms");
    }

    @Test
    @DisplayName("LINE-5: where windows get another length in a soak, what was observed counts as long as it was")
    void windows_of_another_length() {
        Seen.Window brief =
                new Seen.Window(Small.START, Duration.ofSeconds(10), true, 10, 0, OptionalDouble.empty(), false);
        SoakReading reading = reading(brief, brief, brief, window(true, 10, 0, 100));
        assertThat(reading.isDone(SOAK)).as("90 of 150 s").isFalse();
        assertThat(reading.measured()).isEqualTo("4 of 5 windows, 40 requests");
        assertThat(reading.isBeforeHalf()).isFalse();
        assertThat(reading(brief, brief, brief).isBeforeHalf()).isTrue();
        Seen.Window night =
                new Seen.Window(Small.START, Duration.ofHours(9), false, 0, 0, OptionalDouble.empty(), false);
        assertThat(reading(night, brief).isOverdue())
                .as("a pause is one window")
                .isFalse();
    }

    @Test
    @DisplayName("LINE-5: a soak is overdue after four times its length, whatever counted")
    void overdue() {
        List<Seen.Window> windows = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            windows.add(window(false, 0, 0, 0));
        }
        assertThat(SoakReading.of(windows, SOAK, Small.WINDOW, WATCHES).isOverdue())
                .isFalse();
        windows.add(window(true, 1, 0, 0));
        assertThat(SoakReading.of(windows, SOAK, Small.WINDOW, WATCHES).isOverdue())
                .isTrue();
        Soak none = new Soak(Duration.ZERO, 0, 1);
        assertThat(SoakReading.of(windows.subList(0, 3), none, Small.WINDOW, WATCHES)
                        .isOverdue())
                .isFalse();
        assertThat(SoakReading.of(windows.subList(0, 4), none, Small.WINDOW, WATCHES)
                        .isOverdue())
                .isTrue();
    }
}

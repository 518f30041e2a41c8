package arelops.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.gate.Soak;
import arelops.core.policy.Amount;
import arelops.core.policy.Percent;
import arelops.core.policy.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A threshold fires exactly where it would end a soak.
class ThresholdsTest {
    private static final Instant START = Instant.parse("2026-11-28T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Watch ERRORS = new Watch(
            "errors",
            Optional.of(new Amount.Share(Percent.of(1))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /// `.` good, `x` with errors, `-` not measured as a whole, `0` without a request.
    private static List<Seen.Window> windows(String text) {
        List<Seen.Window> windows = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char kind = text.charAt(i);
            windows.add(new Seen.Window(
                    START.plus(MINUTE.multipliedBy(i)),
                    MINUTE,
                    kind != '-',
                    kind == '0' ? 0 : 100,
                    kind == '.' || kind == '0' ? 0 : 20,
                    OptionalDouble.of(5),
                    false));
        }
        return windows;
    }

    @Test
    @DisplayName("TRF-3: a threshold fires at the end of the second complete window running that crosses it")
    void two_running() {
        assertThat(Thresholds.fired(windows(".x.x0x"), ERRORS)).isEmpty();
        assertThat(Thresholds.fired(windows("x"), ERRORS)).isEmpty();
        assertThat(Thresholds.fired(windows("..xx.."), ERRORS))
                .contains(
                        new Thresholds.Firing(START.plus(MINUTE.multipliedBy(4)), "errors at 20.0 %, the limit is 1%"));
        assertThat(Thresholds.fired(windows(".x-x"), ERRORS).map(Thresholds.Firing::at))
                .contains(START.plus(MINUTE.multipliedBy(4)));
    }

    @Test
    @DisplayName("TRF-3: it fires in the very windows by which a soak would end, for all rows of seven windows")
    void as_a_soak() {
        String kinds = ".x-0";
        for (int number = 0; number < 1 << 14; number++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 7; i++) {
                text.append(kinds.charAt(number >> (2 * i) & 3));
            }
            List<Seen.Window> all = windows(text.toString());
            Optional<Instant> first = Optional.empty();
            for (int size = 1; size <= all.size() && first.isEmpty(); size++) {
                boolean ends = SoakReading.of(all.subList(0, size), Soak.of(MINUTE), MINUTE, List.of(ERRORS))
                        .crossed()
                        .isPresent();
                first = ends ? Optional.of(START.plus(MINUTE.multipliedBy(size))) : Optional.empty();
            }

            assertThat(Thresholds.fired(all, ERRORS).map(Thresholds.Firing::at))
                    .as(text.toString())
                    .isEqualTo(first);
        }
    }

    @Test
    void how_near_the_windows_came_is_told() {
        assertThat(Thresholds.nearest(windows(".x-0"), ERRORS))
                .isEqualTo("errors were at most 20.00 %, the limit is 1%");
        assertThat(Thresholds.nearest(windows("-0"), ERRORS)).isEmpty();
        assertThat(Thresholds.nearest(
                        windows("."),
                        new Watch(
                                "p99",
                                Optional.of(new Amount.Time(Duration.ofSeconds(1))),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())))
                .isEqualTo("p99 was at most 5 ms, the limit is 1s");
    }

    @Test
    void only_what_a_soak_compares_is_measured() {
        assertThat(Thresholds.isMeasured(ERRORS)).isTrue();
        assertThat(Thresholds.isMeasured(new Watch(
                        "p99",
                        Optional.of(new Amount.Share(Percent.of(1))),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))
                .isFalse();
        assertThat(Thresholds.isMeasured(
                        new Watch("errors", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())))
                .isFalse();
        assertThat(Thresholds.crossed(windows("x").getFirst(), List.of(ERRORS)))
                .contains("errors at 20.0 %, the limit is 1%");
    }
}

package arelops.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.Judge;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.Window;
import arelops.core.evidence.CanaryRun;
import arelops.core.evidence.Fact.CanaryJudged.Stand;
import arelops.core.id.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Which windows of a running canary are judged, and which are recorded as judged.
class CanaryReadingTest {
    private static final LatencyCounts QUICK = LatencyCounts.of(new TreeMap<>(Map.of(47, 100L)));
    private static final Judge JUDGE = new CanaryRules(
                    Small.trying(List.of(Small.PRODUCTION)),
                    Small.trying(List.of(Small.PRODUCTION))
                            .line()
                            .getFirst()
                            .canary()
                            .orElseThrow())
            .judge();

    private static CanaryRun run(String text, Instant until) {
        return new CanaryRun(
                2,
                new CanaryRun.Arms(new Release(1, Small.commit(0), Small.DIGEST), 1, 2),
                0,
                Optional.of(Small.START),
                new CanaryRun.Judged(text, until),
                Stand.GOES_ON,
                Small.START);
    }

    private static Seen.ArmsWindow window(Instant start, Duration length) {
        ArmWindow arm = ArmWindow.of(100, 1, QUICK);
        return new Seen.ArmsWindow(start, length, true, false, Window.of(arm, arm));
    }

    @Test
    @DisplayName("CAN-3: a window that begins some nanoseconds before the one before it ended, as lengths are measured"
            + " by another clock than times of day, is judged, and once")
    void windows_that_overlap_by_nanoseconds_are_judged_once() {
        Seen.ArmsWindow first = window(Small.START, Duration.ofSeconds(60, 49));
        Seen.ArmsWindow second = window(Small.START.plusSeconds(60), Duration.ofSeconds(60));

        CanaryReading one = CanaryReading.of(run("", Small.START), JUDGE, List.of(first), CanaryAlarms.NONE);
        CanaryReading two =
                CanaryReading.of(run(one.text(), one.until()), JUDGE, List.of(first, second), CanaryAlarms.NONE);
        CanaryReading three =
                CanaryReading.of(run(two.text(), two.until()), JUDGE, List.of(first, second), CanaryAlarms.NONE);

        assertThat(one.judging().windows()).isEqualTo(1);
        assertThat(two.fresh()).containsExactly(second);
        assertThat(two.judging().windows()).isEqualTo(2);
        assertThat(three.fresh()).isEmpty();
        assertThat(three.step().samples()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "CAN-2: what stable took in the windows before the canary is known to the judge until he recorded something,"
                    + " and is no window of the canary's")
    void what_was_before() {
        Seen.ArmsWindow earlier = window(Small.START.minusSeconds(120), Duration.ofSeconds(60));
        Seen.ArmsWindow across = window(Small.START.minusSeconds(30), Duration.ofSeconds(60));
        Seen.ArmsWindow first = window(Small.START, Duration.ofSeconds(60));
        List<Seen.ArmsWindow> all = List.of(earlier, across, first);

        CanaryReading reading = CanaryReading.of(run("", Small.START), JUDGE, all, CanaryAlarms.NONE);
        CanaryReading later = CanaryReading.of(run(reading.text(), reading.until()), JUDGE, all, CanaryAlarms.NONE);

        assertThat(reading.judge().situation().priorLatency()).isEqualTo(QUICK);
        assertThat(reading.judging().windows()).isEqualTo(1);
        assertThat(reading.fresh()).containsExactly(first);
        assertThat(reading.step().samples()).isEqualTo(100);
        assertThat(later.judge().situation().priorLatency().total()).isZero();
        assertThat(later.text()).isEqualTo(reading.text());
    }
}

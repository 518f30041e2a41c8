package arelops.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.policy.Amount;
import arelops.core.policy.Percent;
import arelops.core.policy.Watch;
import arelops.core.release.SideBySide.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// LINE-5, LINE-4: what two arms side by side say.
class SideBySideTest {
    private static final List<Watch> WATCHES = List.of(
            watch("errors", new Amount.Share(Percent.of(5))), watch("p99", new Amount.Time(Duration.ofMillis(300))));

    private static Watch watch(String name, Amount max) {
        return new Watch(name, Optional.of(max), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Seen.Window window(int minute, boolean complete, long requests, long errors, double p99) {
        return new Seen.Window(
                Small.START.plus(Small.WINDOW.multipliedBy(minute)),
                Small.WINDOW,
                complete,
                requests,
                errors,
                OptionalDouble.of(p99),
                false);
    }

    private static Seen.Pair pair(int minute, long errors, long stableRequests, long stableErrors) {
        return new Seen.Pair(
                window(minute, true, 100, errors, 10),
                Optional.of(window(minute, true, stableRequests, stableErrors, 10)));
    }

    private static Seen.Pair alone(int minute) {
        return pair(minute, 50, 100, 0);
    }

    private static Seen.Pair both(int minute) {
        return pair(minute, 50, 100, 50);
    }

    private static Seen.Pair well(int minute) {
        return pair(minute, 0, 100, 0);
    }

    private static SideBySide read(Seen.Pair... pairs) {
        return SideBySide.of(List.of(pairs), WATCHES, StableShare.HALF);
    }

    @Test
    @DisplayName("LINE-5: two windows running must agree, and the first two that do decide")
    void two_windows_running() {
        assertThat(read().finding()).isEqualTo(Finding.UNSURE);
        assertThat(read(alone(0)).finding()).isEqualTo(Finding.UNSURE);
        assertThat(read(alone(0), alone(1)).finding()).isEqualTo(Finding.RELEASE);
        assertThat(read(both(0), both(1)).finding()).isEqualTo(Finding.STABLE_TOO);
        assertThat(read(well(0), well(1)).finding()).isEqualTo(Finding.NO_LONGER);
        assertThat(read(alone(0), both(1), alone(2), well(3)).finding()).isEqualTo(Finding.UNSURE);
        assertThat(read(alone(0), well(1), well(2), alone(3), alone(4)).finding())
                .as("whenever somebody looks")
                .isEqualTo(Finding.NO_LONGER);
    }

    @Test
    @DisplayName("LINE-5: a window with a gap does not count; one without data is in between")
    void gaps_and_empty_windows() {
        Seen.Pair gap = new Seen.Pair(window(1, false, 100, 50, 10), Optional.of(window(1, true, 100, 0, 10)));
        assertThat(read(alone(0), gap).finding()).isEqualTo(Finding.UNSURE);
        assertThat(read(alone(0), gap, alone(2)).finding()).isEqualTo(Finding.RELEASE);
        Seen.Pair empty = new Seen.Pair(window(1, true, 0, 0, 0), Optional.empty());
        assertThat(read(alone(0), empty, alone(2)).finding()).isEqualTo(Finding.UNSURE);
        assertThat(read(alone(0), empty, alone(2), alone(3)).finding()).isEqualTo(Finding.RELEASE);
        assertThat(read(empty).because()).isEqualTo("no window of both yet");
    }

    @Test
    @DisplayName("S7: a stable without requests, or with less than half as many, clears or blames nobody")
    void too_few_of_stable() {
        Seen.Pair none = new Seen.Pair(window(0, true, 100, 50, 10), Optional.empty());
        Seen.Pair still = new Seen.Pair(window(1, true, 100, 50, 10), Optional.empty());
        assertThat(read(none, still).finding()).isEqualTo(Finding.UNSURE);
        assertThat(read(none, still).because())
                .isEqualTo(
                        "errors at 50.0 %, the limit is 5%; stable had too few of the same requests to compare with");
        assertThat(read(pair(0, 50, 49, 0), pair(1, 50, 49, 0)).finding()).isEqualTo(Finding.UNSURE);
        assertThat(read(pair(0, 50, 50, 0), pair(1, 50, 50, 0)).finding()).isEqualTo(Finding.RELEASE);
        assertThat(read(pair(0, 0, 49, 0), pair(1, 0, 49, 0)).finding()).isEqualTo(Finding.UNSURE);
    }

    @Test
    @DisplayName("LINE-5: the same threshold must be crossed to blame the environment, not just any")
    void the_same_threshold() {
        List<Seen.Pair> other = new ArrayList<>();
        List<Seen.Pair> same = new ArrayList<>();
        for (int minute = 0; minute < 2; minute++) {
            Seen.Window wrong = window(minute, true, 100, 50, 10);
            other.add(new Seen.Pair(wrong, Optional.of(window(minute, true, 100, 0, 900))));
            Seen.Window wrongAndSlow = window(minute, true, 100, 50, 900);
            same.add(new Seen.Pair(wrongAndSlow, Optional.of(window(minute, true, 100, 60, 10))));
        }
        assertThat(SideBySide.of(other, WATCHES, StableShare.HALF).finding()).isEqualTo(Finding.RELEASE);
        assertThat(SideBySide.of(same, WATCHES, StableShare.HALF))
                .as("slow alone, wrong both")
                .isEqualTo(new SideBySide(
                        Finding.RELEASE, "p99 at 900 ms, the limit is 300 ms; stable kept it in the same windows"));
    }

    @Test
    @DisplayName("LINE-4: origins are compared each with itself; stable's crossing in one of them clears the release")
    void origins_are_not_mixed() {
        assertThat(read(well(0), alone(0), well(1), alone(1)).finding()).isEqualTo(Finding.RELEASE);
        assertThat(read(both(0), alone(0), both(1), alone(1)).finding()).isEqualTo(Finding.STABLE_TOO);
        Seen.Pair apart = new Seen.Pair(window(0, true, 100, 50, 10), Optional.empty());
        Seen.Pair still = new Seen.Pair(window(1, true, 100, 50, 10), Optional.empty());
        assertThat(read(apart, well(0), still, well(1)).finding())
                .as("users fail, and only probes could be compared")
                .isEqualTo(Finding.UNSURE);
        Seen.Pair nobody = new Seen.Pair(window(0, true, 0, 0, 0), Optional.empty());
        Seen.Pair nobodyStill = new Seen.Pair(window(1, true, 0, 0, 0), Optional.empty());
        assertThat(read(nobody, well(0), well(1), nobodyStill).finding()).isEqualTo(Finding.NO_LONGER);
    }

    @Test
    @DisplayName("GATE-8: where nothing ever settled, the release is compared with its threshold alone")
    void without_a_stable() {
        Seen.Pair wrong = new Seen.Pair(window(0, true, 100, 50, 10), Optional.empty());
        Seen.Pair still = new Seen.Pair(window(1, true, 100, 50, 10), Optional.empty());
        Seen.Pair fine = new Seen.Pair(window(0, true, 100, 0, 10), Optional.empty());
        Seen.Pair ever = new Seen.Pair(window(1, true, 100, 0, 10), Optional.empty());
        assertThat(SideBySide.of(List.of(wrong, still), WATCHES, StableShare.NONE)
                        .finding())
                .isEqualTo(Finding.RELEASE);
        assertThat(SideBySide.of(List.of(fine, ever), WATCHES, StableShare.NONE).finding())
                .isEqualTo(Finding.NO_LONGER);
        assertThat(SideBySide.of(List.of(fine, still), WATCHES, StableShare.NONE)
                        .finding())
                .isEqualTo(Finding.UNSURE);
    }
}

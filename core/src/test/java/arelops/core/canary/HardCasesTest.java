package arelops.core.canary;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.canary.Measured.Standing;
import arelops.core.canary.Sampling.Arm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Canaries that other judges get wrong.
class HardCasesTest {
    private final Judge judge = Sampling.judge(JudgePolicy.standard());

    private Judgement judged(List<Window> windows) {
        return Sampling.judgement(judge, windows);
    }

    private static Sampling sampling() {
        return new Sampling(20_261_127);
    }

    private static List<Window> changed(List<Window> windows, int from, int to, Window by) {
        List<Window> changed = new ArrayList<>(windows);
        for (int i = from; i <= to; i++) {
            changed.set(i - 1, by);
        }
        return changed;
    }

    private static Window withoutCanary(Window window) {
        return new Window(window.baseline(), Optional.empty());
    }

    @Test
    @DisplayName("CAN-2: errors that begin after fifty good windows are rejected within five, and the start is named")
    void late_onset_of_errors() {
        List<Window> windows =
                sampling().windows(60, _ -> Arm.of(100, 0.01), window -> Arm.of(100, window < 50 ? 0.01 : 0.10));

        Judgement judgement = judged(windows);

        assertThat(judgement.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(judgement.decidedAt().orElseThrow()).isBetween(50, 55);
        assertThat(judgement.sentence()).containsPattern("since window (4[5-9]|5[0-3]), errors are");
    }

    @Test
    @DisplayName(
            "CAN-2: latency that grows by half after fifty good windows is rejected within five, pass or no pass before")
    void late_onset_of_latency() {
        List<Window> windows = sampling()
                .windows(
                        60,
                        _ -> Arm.of(1000, 0.01),
                        window -> Arm.of(1000, 0.01).slower(window < 50 ? 1 : 1.5));

        Judging before = Sampling.judged(judge, windows.subList(0, 49));
        Judgement judgement = judged(windows);

        assertThat(judge.verdict(before)).isEqualTo(Verdict.PASS);
        assertThat(judgement.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(judgement.decidedAt().orElseThrow()).isBetween(50, 55);
    }

    @Test
    @DisplayName(
            "CAN-1: a crash loop is rejected while its traffic collapses, with fewer requests than a pass would need")
    void crash_loop_with_collapsing_traffic() {
        List<Window> windows =
                sampling().windows(60, _ -> Arm.of(100, 0.01), window -> Arm.of(window > 8 ? 0 : 100 >> window, 0.9));

        Judgement judgement = judged(windows);

        assertThat(judgement.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(judgement.decidedAt().orElseThrow()).isLessThan(9);
    }

    @Test
    @DisplayName(
            "CAN-2: a canary with 5 % of the traffic is compared with all of the baseline's, and rejected when it is worse")
    void five_percent_share() {
        List<Window> worse = sampling().windows(60, Arm.of(1900, 0.01), Arm.of(100, 0.03));
        List<Window> alike = sampling().windows(60, Arm.of(1900, 0.01), Arm.of(100, 0.01));

        assertThat(judged(worse).verdict()).isEqualTo(Verdict.REJECT);
        assertThat(judged(alike).verdict()).isIn(Verdict.PASS, Verdict.CONTINUE);
    }

    @Test
    @DisplayName(
            "CAN-2: a heavy tail (Pareto 1.5) alone rejects nothing, and one that is half as heavy again is rejected")
    void heavy_tail() {
        Arm heavy = Arm.of(1000, 0.01).heavyTail();

        assertThat(judged(sampling().windows(60, heavy, heavy)).verdict()).isNotEqualTo(Verdict.REJECT);
        assertThat(judged(sampling().windows(60, heavy, heavy.slower(1.5))).verdict())
                .isEqualTo(Verdict.REJECT);
    }

    @Test
    @DisplayName("CAN-2: arms that start slowly pass once they are warm, and are rejected when only one gets warm")
    void warming_up() {
        Arm steady = Arm.of(1000, 0.01);
        List<Window> both = sampling().windows(60, HardCasesTest::warming, HardCasesTest::warming);
        List<Window> one =
                sampling().windows(60, HardCasesTest::warming, window -> steady.slower(window < 5 ? 3 : 1.5));

        assertThat(judged(both).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judged(one).verdict()).isEqualTo(Verdict.REJECT);
    }

    @Test
    @DisplayName("CAN-2: slow first windows of both arms are soon forgotten, and a slow twentieth is found beside them")
    void cold_first_windows() {
        Judge wide = Sampling.judge(JudgePolicy.standard().withLatency(new JudgePolicy.LatencyLimits(9, 22.5)));
        Arm warm = Arm.of(200, 0);
        List<Window> alike = sampling().windows(12, HardCasesTest::cold, HardCasesTest::cold);
        List<Window> slow =
                sampling().windows(12, HardCasesTest::cold, window -> window == 1 ? cold(1) : warm.slowerTail(60));

        assertThat(Sampling.judged(wide, alike).passed().orElse(Integer.MAX_VALUE))
                .isLessThanOrEqualTo(11);
        assertThat(wide.verdict(Sampling.judged(wide, slow))).isEqualTo(Verdict.REJECT);
    }

    /// A hundred times as slow in the first window alone.
    private static Arm cold(int window) {
        return Arm.of(200, 0).slower(window == 1 ? 100 : 1);
    }

    /// Ten times as slow in the first window, and half as much over it in each one after that.
    private static Arm warming(int window) {
        return Arm.of(1000, 0.01).slower(1 + 9 * Math.pow(0.5, window - 1));
    }

    @Test
    @DisplayName(
            "CAN-2: a pause in one window of the canary rejects nothing, early or late; pauses in three running do")
    void a_pause() {
        for (int at : new int[] {5, 10, 30, 58}) {
            for (int seed = 0; seed < 20; seed++) {
                List<Window> once = paused(seed, at, at);
                List<Window> thrice = paused(seed, at, at + 2);

                assertThat(judged(once).verdict()).as("once, at %d", at).isNotEqualTo(Verdict.REJECT);
                assertThat(judged(thrice).verdict()).as("thrice, from %d", at).isEqualTo(Verdict.REJECT);
            }
        }
    }

    /// All requests of the canary take ten times as long in these windows.
    private static List<Window> paused(int seed, int from, int to) {
        return new Sampling(seed)
                .windows(
                        60,
                        _ -> Arm.of(100, 0.01),
                        window -> Arm.of(100, 0.01).slower(window >= from && window <= to ? 10 : 1));
    }

    @Test
    @DisplayName(
            "CAN-2: with what stable took before, a slow canary is rejected in its second window, and never in its first")
    void the_first_window_counts() {
        for (int seed = 0; seed < 20; seed++) {
            Sampling sampling = new Sampling(seed);
            Judge knows = judge.after(sampling.window(Arm.of(1000, 0.01)).latency());

            Judging slow = Sampling.judged(
                    knows,
                    sampling.windows(2, Arm.of(200, 0.01), Arm.of(200, 0.01).slower(5)));
            Judging alike = Sampling.judged(knows, sampling.windows(60, Arm.of(200, 0.01), Arm.of(200, 0.01)));

            assertThat(slow.rejected().orElseThrow().window()).isEqualTo(2);
            assertThat(alike.rejected()).isEmpty();
        }
    }

    @Test
    @DisplayName("CAN-2: a service quicker than the scale tells apart passes, and one that is no longer so is rejected")
    void quicker_than_the_scale() {
        for (double median : new double[] {0.1, 0.4, 0.8}) {
            Arm quick = Arm.of(1000, 0.01).slower(median / 100);
            Arm slow = Arm.of(1000, 0.01).slower(Math.max(2.5, 2 * median) / 100);
            Arm slowTail = Arm.of(1000, 0.01).slower(median / 100).slowerTail(10);

            assertThat(judged(sampling().windows(60, quick, quick)).verdict())
                    .as(median + " ms")
                    .isEqualTo(Verdict.PASS);
            assertThat(judged(sampling().windows(60, quick, slow)).verdict())
                    .as(median + " ms, then slow")
                    .isEqualTo(Verdict.REJECT);
            assertThat(judged(sampling().windows(60, quick, slowTail)).verdict())
                    .as(median + " ms, then a slow tail")
                    .isEqualTo(Verdict.REJECT);
        }
    }

    @Test
    @DisplayName("CAN-1: a refusal for a slow tail names a quantile that is beyond the limit")
    void a_refusal_names_what_is_beyond_the_limit() {
        Judge wide = Sampling.judge(JudgePolicy.standard().withLatency(new JudgePolicy.LatencyLimits(9, 22)));
        for (int seed = 0; seed < 50; seed++) {
            Sampling sampling = new Sampling(seed);
            List<Window> windows = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                windows.add(Window.of(
                        sampling.window(Arm.of(100, 0)),
                        sampling.window(Arm.of(100, 0).slowerTail(100))));
            }

            Judgement judgement = Sampling.judgement(wide, windows);

            assertThat(judgement.verdict()).isEqualTo(Verdict.REJECT);
            Measured latency = judgement.measures().get(1);
            assertThat(latency.numbers().estimate())
                    .as(judgement.sentence())
                    .isGreaterThan(latency.numbers().limit());
            assertThat(judgement.sentence()).containsPattern("p9[59] is [^(]*\\(\\+[1-9][0-9]{3,} %");
        }
    }

    /// Windows in which so many of 100 requests are served from a cache, in 3 ms, and the rest in 60.
    private static List<Window> cached(int hits, double fast, double slow) {
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int some = hits + i % 3 - 1;
            windows.add(Window.of(hitsAndMisses(some, 1, 1), hitsAndMisses(some, fast, slow)));
        }
        return windows;
    }

    private static ArmWindow hitsAndMisses(int hits, double fast, double slow) {
        return ArmWindow.of(
                1000,
                10,
                LatencyCounts.of(Map.of(
                        Sampling.SCALE.bucket(3 * fast),
                        10L * hits,
                        Sampling.SCALE.bucket(60 * slow),
                        1000 - 10L * hits)));
    }

    @Test
    @DisplayName(
            "CAN-2: where nine of ten come from a cache, alike passes, and slower hits as well as slower misses are rejected")
    void two_speeds() {
        for (int hits : new int[] {50, 75, 90, 95}) {
            assertThat(judged(cached(hits, 1, 1)).verdict())
                    .as(hits + " % cached")
                    .isEqualTo(Verdict.PASS);
            assertThat(judged(cached(hits, 1.5, 1)).verdict())
                    .as(hits + " % cached, slower hits")
                    .isEqualTo(Verdict.REJECT);
            assertThat(judged(cached(hits, 1, 1.5)).verdict())
                    .as(hits + " % cached, slower misses")
                    .isEqualTo(Verdict.REJECT);
        }
    }

    @Test
    @DisplayName("CAN-2: an incident that hits both arms alike rejects nothing")
    void shared_incident() {
        List<Window> windows = sampling()
                .windows(
                        60,
                        window -> Arm.of(200, window > 20 && window < 40 ? 0.3 : 0.01)
                                .slower(window > 20 ? 2 : 1),
                        window -> Arm.of(200, window > 20 && window < 40 ? 0.3 : 0.01)
                                .slower(window > 20 ? 2 : 1));

        assertThat(judged(windows).verdict()).isNotEqualTo(Verdict.REJECT);
    }

    @Test
    @DisplayName(
            "CAN-2: growing shares under a drifting error rate do not look like a worse canary (Simpson's paradox)")
    void share_ramp_with_drifting_rate() {
        List<Window> windows = sampling()
                .windows(
                        60,
                        window -> Arm.of(window < 30 ? 1900 : 200, window < 30 ? 0.005 : 0.05),
                        window -> Arm.of(window < 30 ? 100 : 1800, window < 30 ? 0.005 : 0.05));

        Judgement judgement = judged(windows);

        assertThat(judgement.measures().getFirst().numbers().value())
                .as("pooled, the canary looks twice as bad")
                .isGreaterThan(2 * judgement.measures().getFirst().numbers().baseline());
        assertThat(judgement.measures().getFirst().numbers().estimate()).isBetween(0.85, 1.15);
        assertThat(judgement.verdict()).isNotEqualTo(Verdict.REJECT);
    }

    @Test
    @DisplayName("CAN-1: a canary better than its baseline passes")
    void better_than_the_baseline() {
        Judgement judgement = judged(
                sampling().windows(60, Arm.of(500, 0.02), Arm.of(500, 0.005).slower(0.7)));

        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judgement.measures()).allMatch(one -> one.evidence().standing() == Standing.NOT_WORSE);
    }

    @Test
    @DisplayName("CAN-1: a canary without traffic has no data, however good its baseline is")
    void no_canary_traffic() {
        Judgement judgement = judged(sampling().windows(60, Arm.of(500, 0.01), Arm.of(0, 0)));

        assertThat(judgement.verdict()).isEqualTo(Verdict.NODATA);
        assertThat(judgement.decidedAt()).isEmpty();
    }

    @Test
    @DisplayName(
            "CAN-1: three requests a window are no data at first and no pass after an hour, and all failing is rejected")
    void three_requests_a_window() {
        List<Window> alike = sampling().windows(60, Arm.of(3, 0), Arm.of(3, 0));

        assertThat(judged(alike.subList(0, 30)).verdict()).isEqualTo(Verdict.NODATA);
        assertThat(judged(alike).verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(judged(sampling().windows(60, Arm.of(3, 0), Arm.of(3, 1))).verdict())
                .isEqualTo(Verdict.REJECT);
    }

    @Test
    @DisplayName("CAN-1: telemetry that stops turns a pass into no data, and one that comes back goes on")
    void telemetry_that_stops() {
        List<Window> good = sampling().windows(60, Arm.of(1000, 0.01), Arm.of(1000, 0.01));
        List<Window> stopped = changed(good, 41, 60, withoutCanary(good.getFirst()));

        assertThat(judged(good.subList(0, 40)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judged(stopped.subList(0, 44)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judged(stopped.subList(0, 45)).verdict()).isEqualTo(Verdict.NODATA);
        assertThat(judged(changed(good, 41, 50, withoutCanary(good.getFirst()))).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    @DisplayName("CAN-1: no error in either arm passes by the absolute limit, once enough requests were good")
    void zero_errors_in_both() {
        assertThat(judged(sampling().windows(60, Arm.of(1000, 0), Arm.of(1000, 0)))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judged(sampling().windows(60, Arm.of(2, 0), Arm.of(2, 0))).verdict())
                .isEqualTo(Verdict.CONTINUE);
    }

    @Test
    @DisplayName("CAN-1: nothing but errors in both arms is neither a pass nor a rejection")
    void all_errors_in_both() {
        assertThat(judged(sampling().windows(60, Arm.of(500, 1), Arm.of(500, 1)))
                        .verdict())
                .isEqualTo(Verdict.CONTINUE);
    }

    @Test
    @DisplayName("CAN-2: an arm that restarts loses two windows and is slow in a third, and nothing is rejected")
    void one_arm_restarted() {
        List<Window> windows = new ArrayList<>(sampling()
                .windows(60, _ -> Arm.of(300, 0.01), window -> Arm.of(300, 0.01).slower(window == 32 ? 1.4 : 1)));
        windows.set(29, withoutCanary(windows.get(29)));
        windows.set(30, withoutCanary(windows.get(30)));

        assertThat(judged(windows).verdict()).isNotIn(Verdict.REJECT, Verdict.NODATA);
    }

    @Test
    @DisplayName("CAN-1: a rejection stands, whatever comes after it")
    void a_rejection_stands() {
        List<Window> windows = new ArrayList<>(sampling().windows(30, Arm.of(500, 0.01), Arm.of(500, 0.2)));
        Judgement rejected = judged(windows);

        windows.addAll(sampling().windows(300, Arm.of(500, 0.01), Arm.of(500, 0.001)));
        Judgement later = judged(windows);

        assertThat(later.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(later.decidedAt()).isEqualTo(rejected.decidedAt());
        assertThat(later.sentence()).isEqualTo(rejected.sentence());
    }

    @Test
    @DisplayName("CAN-1: latency that is no longer measured is no data, even while requests and errors are")
    void a_measure_that_stops() {
        List<Window> windows = new ArrayList<>(sampling().windows(40, Arm.of(1000, 0.01), Arm.of(1000, 0.01)));
        ArmWindow untimed = ArmWindow.of(1000, 10, LatencyCounts.none());
        for (int i = 0; i < 5; i++) {
            windows.add(Window.of(untimed, untimed));
        }

        assertThat(judged(windows).verdict()).isEqualTo(Verdict.NODATA);
        assertThat(judged(windows).sentence()).contains("latency had no values in the last 5 windows");
    }
}

package arelops.core.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import arelops.core.canary.Measured.Standing;
import arelops.core.canary.Sampling.Arm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What holds at every look.
class JudgingTest {
    private static final Judge JUDGE = Sampling.judge(JudgePolicy.standard());
    private static final int SEEDS = Boolean.getBoolean("arelops.long") ? 2000 : 60;

    private static Judging judged(Judge judge, int requests, double errors, int windows, long seed) {
        return Sampling.judged(
                judge, new Sampling(seed).windows(windows, Arm.of(requests, 0.01), Arm.of(requests, errors)));
    }

    @Test
    @DisplayName("CAN-2: looked at in each of 60 windows, good canaries are not rejected more often than alpha allows")
    void good_canaries_are_not_rejected() {
        int rejected = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            rejected += JUDGE.verdict(judged(JUDGE, 100, 0.01, 60, seed)) == Verdict.REJECT ? 1 : 0;
        }

        assertThat(rejected).isLessThanOrEqualTo(Math.max(1, SEEDS * 15 / 1000));
    }

    @Test
    @DisplayName("CAN-2: twice the errors are rejected in four of five hours at 100 requests a window and no tolerance")
    void worse_canaries_are_rejected() {
        Judge strict = Sampling.judge(JudgePolicy.standard().withErrors(new JudgePolicy.ErrorLimits(1, 1.5, 0.005)));
        int rejected = 0;
        int passed = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Judging judging = judged(strict, 100, 0.02, 60, seed);
            rejected += strict.verdict(judging) == Verdict.REJECT ? 1 : 0;
            passed += judging.passed().isPresent() ? 1 : 0;
        }

        assertThat(rejected).isGreaterThanOrEqualTo(SEEDS * 7 / 10);
        assertThat(passed).isLessThanOrEqualTo(SEEDS / 20);
    }

    @Test
    @DisplayName(
            "CAN-2: arms that wander by 5 % from window to window do not look like a slow canary at 1,000 requests")
    void wandering_arms_are_not_rejected() {
        int rejected = 0;
        int days = SEEDS / 3;
        for (int seed = 0; seed < days; seed++) {
            rejected += JUDGE.verdict(Sampling.judged(JUDGE, wandering(seed))) == Verdict.REJECT ? 1 : 0;
        }

        assertThat(rejected).isLessThanOrEqualTo(Math.max(1, days * 3 / 100));
    }

    /// Each arm's latency by an autoregressive process of its own (rho 0.8, 5 %) and its instance (2 %).
    private static List<Window> wandering(long seed) {
        Sampling sampling = new Sampling(seed);
        double[] level = {0.05 * sampling.gaussian(), 0.05 * sampling.gaussian()};
        double[] instance = {0.02 * sampling.gaussian(), 0.02 * sampling.gaussian()};
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ArmWindow[] arms = new ArmWindow[2];
            for (int arm = 0; arm < 2; arm++) {
                level[arm] = 0.8 * level[arm] + 0.05 * 0.6 * sampling.gaussian();
                arms[arm] = sampling.window(Arm.of(1000, 0.01).slower(Math.exp(level[arm] + instance[arm])));
            }
            windows.add(Window.of(arms[0], arms[1]));
        }
        return windows;
    }

    @Test
    @DisplayName("CAN-3: a judging that is written and read back goes on exactly as if it had not been, at every look")
    void a_judging_is_written_and_read_back() {
        JudgePolicy policy = JudgePolicy.standard()
                .withMetrics(List.of(
                        metric("retries", MetricRule.Kind.COUNTER, MetricRule.Direction.MORE),
                        metric("memory, MiB", MetricRule.Kind.GAUGE, MetricRule.Direction.EITHER)));
        Judge judge = Sampling.judge(policy);
        Judging kept = judge.start();
        Judging reread = judge.start();

        for (Window window : metered(new Sampling(3), 40, 1.0, 2.5)) {
            kept = judge.look(kept, window);
            reread = judge.look(JudgingText.read(JudgingText.write(reread)), window);
            assertThat(JudgingText.write(reread)).isEqualTo(JudgingText.write(kept));
        }

        assertThat(judge.judgement(reread)).isEqualTo(judge.judgement(kept));
        assertThat(judge.verdict(kept)).isEqualTo(Verdict.REJECT);
    }

    @Test
    @DisplayName("CAN-3: what is kept between looks does not grow with their number, and is below 10 kB a measure")
    void what_is_kept_is_small() {
        List<Window> windows = new Sampling(5).windows(200, Arm.of(300, 0.01), Arm.of(300, 0.01));

        int hour = JudgingText.write(Sampling.judged(JUDGE, windows.subList(0, 60)))
                .length();
        int all = JudgingText.write(Sampling.judged(JUDGE, windows)).length();

        assertThat(all).isLessThan(hour + 1000).isLessThan(2 * 10_000);
    }

    @Test
    void a_text_that_is_no_judging_is_refused() {
        String text = JudgingText.write(JUDGE.start());

        assertThatIllegalArgumentException().isThrownBy(() -> JudgingText.read("judging-3 1"));
        assertThatIllegalArgumentException().isThrownBy(() -> JudgingText.read(text + " 1"));
        for (int cut = 0; cut < text.length(); cut += 7) {
            String part = text.substring(0, cut);
            assertThatIllegalArgumentException().isThrownBy(() -> JudgingText.read(part));
        }
    }

    private static MetricRule metric(String name, MetricRule.Kind kind, MetricRule.Direction direction) {
        return new MetricRule(name, kind, direction, 0.2, 0.5, true);
    }

    private static List<Window> metered(Sampling sampling, int count, double retries, double memory) {
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            windows.add(Window.of(metered(sampling, 20, 500 + i), metered(sampling, 20 * retries, (500 + i) * memory)));
        }
        return windows;
    }

    private static ArmWindow metered(Sampling sampling, double retries, double memory) {
        ArmWindow window = sampling.window(Arm.of(200, 0.01));
        return new ArmWindow(
                window.requests(),
                window.errors(),
                window.latency(),
                new TreeMap<>(Map.of("retries", retries, "memory, MiB", memory)));
    }

    @Test
    @DisplayName("CAN-2: a counter is compared per request, and rejects when it grows beyond its tolerance")
    void counters_are_judged() {
        Judge judge = Sampling.judge(JudgePolicy.standard()
                .withMetrics(List.of(metric("retries", MetricRule.Kind.COUNTER, MetricRule.Direction.MORE))));

        Judgement worse = Sampling.judgement(judge, metered(new Sampling(1), 60, 2, 1));
        Judgement alike = Sampling.judgement(judge, metered(new Sampling(1), 60, 1, 1));
        Judgement fewer = Sampling.judgement(judge, metered(new Sampling(1), 60, 0.5, 1));

        assertThat(worse.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(worse.measures().getLast().numbers().estimate()).isBetween(1.9, 2.1);
        assertThat(alike.measures().getLast().evidence().standing()).isEqualTo(Standing.NOT_WORSE);
        assertThat(fewer.verdict()).isNotEqualTo(Verdict.REJECT);
    }

    @Test
    @DisplayName("CAN-2: a gauge is compared window by window, and less of it is worse where the direction says so")
    void gauges_are_judged() {
        Judge more = Sampling.judge(JudgePolicy.standard()
                .withMetrics(List.of(metric("memory, MiB", MetricRule.Kind.GAUGE, MetricRule.Direction.MORE))));
        Judge less = Sampling.judge(JudgePolicy.standard()
                .withMetrics(List.of(metric("memory, MiB", MetricRule.Kind.GAUGE, MetricRule.Direction.LESS))));
        List<Window> doubled = metered(new Sampling(2), 60, 1, 2);
        List<Window> halved = metered(new Sampling(2), 60, 1, 0.5);

        assertThat(Sampling.judgement(more, doubled).verdict()).isEqualTo(Verdict.REJECT);
        assertThat(Sampling.judgement(more, halved).verdict()).isNotEqualTo(Verdict.REJECT);
        assertThat(Sampling.judgement(less, halved).verdict()).isEqualTo(Verdict.REJECT);
        assertThat(Sampling.judgement(less, doubled).verdict()).isNotEqualTo(Verdict.REJECT);
    }

    @Test
    @DisplayName("CAN-2: a metric that is not critical never rejects, and is in the way of a pass while it is worse")
    void metrics_that_are_not_critical() {
        MetricRule advisory =
                new MetricRule("retries", MetricRule.Kind.COUNTER, MetricRule.Direction.MORE, 0.2, 0.5, false);
        Judge judge = Sampling.judge(JudgePolicy.standard().withMetrics(List.of(advisory)));

        Judgement judgement = Sampling.judgement(judge, metered(new Sampling(1), 60, 2, 1));

        assertThat(judgement.verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(judgement.sentence()).contains("worse than tolerated, but not critical");
    }

    @Test
    @DisplayName("CAN-1: of ten metrics that are all good, four without data keep the canary from passing")
    void missing_metrics_do_not_pass() {
        List<MetricRule> rules = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            rules.add(metric("missing " + i, MetricRule.Kind.GAUGE, MetricRule.Direction.MORE));
        }
        Judge judge = Sampling.judge(JudgePolicy.standard().withMetrics(rules));

        Judgement judgement = Sampling.judgement(judge, metered(new Sampling(1), 60, 1, 1));

        assertThat(judgement.verdict()).isEqualTo(Verdict.NODATA);
    }
}

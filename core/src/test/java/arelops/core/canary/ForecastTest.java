package arelops.core.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import arelops.core.canary.Forecast.Plan;
import arelops.core.canary.Sampling.Arm;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// CAN-4: what is said before a canary starts, against canaries drawn at random.
class ForecastTest {
    private static final Judge JUDGE = Sampling.judge(JudgePolicy.standard());
    private static final int SEEDS = 21;
    private static final int LIMIT = 60;
    private static final Plan WHOLE = new Plan(List.of(new Plan.Step(1, 20, 0)), LIMIT);

    private static Forecast forecast(Plan plan, int requests) {
        ArmWindow typical = new Sampling(77).window(Arm.of(50_000, 0.01));
        return Forecast.of(JUDGE, plan, typical, requests);
    }

    /// The windows until a canary passes, of all seeds in order.
    private static List<Integer> passes(Arm arm) {
        return IntStream.range(0, SEEDS)
                .map(seed -> passes(new Sampling(seed).windows(2 * LIMIT, arm, arm)))
                .sorted()
                .boxed()
                .toList();
    }

    private static int passes(List<Window> windows) {
        Judging judging = JUDGE.start();
        for (int i = 0; i < windows.size(); i++) {
            judging = JUDGE.look(judging, windows.get(i));
            if (JUDGE.verdict(judging) == Verdict.PASS) {
                return i + 1;
            }
        }
        return windows.size() + 1;
    }

    /// Of all seeds, how many find this canary within so many windows.
    private static long found(Arm baseline, Arm canary, int windows) {
        return IntStream.range(0, SEEDS)
                .filter(seed -> Sampling.judged(JUDGE, new Sampling(seed).windows(windows, baseline, canary))
                        .rejected()
                        .isPresent())
                .count();
    }

    @Test
    @DisplayName("CAN-4: a pass takes as long as was said, in the middle of canaries drawn at random")
    void a_pass_takes_as_long_as_was_said() {
        for (int requests : new int[] {300, 1000}) {
            int middle = passes(Arm.of(requests, 0.01)).get(SEEDS / 2);
            int said = forecast(new Plan(List.of(new Plan.Step(1, 1, 0)), LIMIT * 2), requests)
                    .pass()
                    .orElseThrow();

            assertThat((double) said)
                    .as("of " + requests + " requests a window")
                    .isCloseTo(middle, within(0.35 * middle));
        }
    }

    @Test
    @DisplayName("CAN-4: what was said to be found is found in most canaries, and what lies well below is not")
    void it_finds_what_was_said() {
        Forecast forecast = forecast(WHOLE, 500);
        Arm stable = Arm.of(500, 0.01);
        int until = Math.max(20, forecast.pass().orElse(LIMIT));
        double errors = forecast.finds().errors().orElseThrow();
        double slower = forecast.finds().slower().orElseThrow();
        double tail = forecast.finds().tail().orElseThrow();

        assertThat(found(stable, Arm.of(500, errors * 1.3), until)).isGreaterThan(SEEDS / 2);
        assertThat(found(stable, Arm.of(500, 0.01 + (errors - 0.01) / 3), until))
                .isLessThan(SEEDS / 2);
        assertThat(found(stable, stable.slower(slower * 1.1), until)).isGreaterThan(SEEDS / 2);
        assertThat(found(stable, stable.slower(1 + (slower - 1) / 3), until)).isLessThan(SEEDS / 2);
        assertThat(found(stable, stable.slowerTail(tail * 1.3), until)).isGreaterThan(SEEDS / 2);
        assertThat(found(stable, stable.slowerTail(1 + (tail - 1) / 3), until)).isLessThan(SEEDS / 2);
    }

    @Test
    void little_traffic_is_said_not_to_pass_within_the_limit() {
        Forecast forecast = forecast(WHOLE, 3);

        assertThat(forecast.pass()).isEmpty();
        assertThat(forecast.requests()).isEqualTo(3);
    }

    @Test
    @DisplayName("CAN-4: where it takes longer than its steps, it says how many requests would do, and that many do")
    void it_asks_for_so_many_requests() {
        Forecast few = forecast(WHOLE, 100);
        double asked = few.asks().orElseThrow();

        Forecast enough = forecast(WHOLE, (int) Math.ceil(asked));

        assertThat(few.pass().orElse(LIMIT)).isGreaterThan(20);
        assertThat(asked).isBetween(100.0, 1000.0);
        assertThat(enough.pass()).hasValue(20);
        assertThat(enough.asks()).as("those of today do").hasValue(Math.ceil(asked));
        assertThat(forecast(WHOLE, (int) (asked * 0.8)).pass().orElse(LIMIT)).isGreaterThan(20);
    }

    @Test
    @DisplayName("CAN-4: steps with fewer windows than a pass needs are not helped by any number of requests")
    void no_number_of_requests_helps() {
        Forecast forecast = forecast(new Plan(List.of(new Plan.Step(1, 2, 0)), LIMIT), 1000);

        assertThat(forecast.asks()).isEmpty();
        assertThat(forecast.pass()).isPresent();
    }

    @Test
    @DisplayName("CAN-4: a step goes on until it has its samples, and what is said reckons with that")
    void steps_have_samples() {
        Plan plan = new Plan(List.of(new Plan.Step(0.1, 5, 2000), new Plan.Step(1, 5, 2000)), LIMIT);

        Forecast forecast = forecast(plan, 1000);

        assertThat(forecast.pass()).as("20 windows of 100, and 5 of 1000").hasValue(25);
        assertThat(forecast.asks().orElseThrow())
                .as("2000 in 5 windows of a tenth")
                .isBetween(4000.0, 4400.0);
    }

    @Test
    void a_small_share_gets_fewer_requests_and_takes_longer() {
        Plan small = new Plan(List.of(new Plan.Step(0.05, 10, 0), new Plan.Step(0.5, 1, 0)), 2 * LIMIT);

        Forecast forecast = forecast(small, 2000);

        assertThat(forecast.requests()).isEqualTo(100);
        assertThat(forecast.pass().orElseThrow()).isGreaterThan(11);
        assertThat(forecast).isEqualTo(forecast(small, 2000));
        assertThat(forecast.pass().orElseThrow())
                .isGreaterThanOrEqualTo(forecast(small, 20_000).pass().orElseThrow());
    }

    @Test
    void without_latencies_errors_alone_are_forecast() {
        Forecast forecast = Forecast.of(JUDGE, WHOLE, ArmWindow.of(50_000, 500, LatencyCounts.none()), 500);

        assertThat(forecast.finds().errors()).isPresent();
        assertThat(forecast.finds().slower()).isEmpty();
        assertThat(forecast.pass()).as("nothing shows that it is not slower").isEmpty();
    }

    @Test
    void a_plan_has_a_step() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Plan(List.of(), 5))
                .withMessageContaining("a canary has a step");
    }

    @Test
    void an_arm_that_does_what_is_expected_owes_nothing_in_the_long_run() {
        ArmWindow typical = new Sampling(5).window(Arm.of(10_000, 0.02));
        java.util.TreeMap<Integer, Double> shares = new java.util.TreeMap<>();
        typical.latency().buckets().forEach((bucket, count) -> shares.put(bucket, count / 10_000.0));
        ExpectedArm arm = new ExpectedArm(0.02, shares);
        long requests = 0;
        long errors = 0;
        long timed = 0;
        for (int window = 0; window < 1000; window++) {
            ArmWindow one = arm.next(7.3);
            requests += one.requests();
            errors += one.errors();
            timed += one.latency().total();
        }

        assertThat(requests).isBetween(7299L, 7301L);
        assertThat(errors).isBetween(145L, 147L);
        assertThat(timed).isBetween(requests - 60, requests + 60);
    }
}

package arelops.core.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import arelops.core.canary.Sampling.Arm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final Situation SITUATION =
            Sampling.judge(JudgePolicy.standard()).situation();

    /// Arms that each wander by an autoregressive process of their own.
    private static List<Window> wandering(int count, double sd) {
        Sampling sampling = new Sampling(9);
        double[] level = {0, 0};
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ArmWindow[] arms = new ArmWindow[2];
            for (int arm = 0; arm < 2; arm++) {
                level[arm] = 0.8 * level[arm] + 0.6 * sd * sampling.gaussian();
                arms[arm] = sampling.window(Arm.of(400, 0.01).slower(Math.exp(level[arm])));
            }
            windows.add(Window.of(arms[0], arms[1]));
        }
        return windows;
    }

    @Test
    @DisplayName(
            "CAN-2: a service that hardly wanders keeps strict tolerances, and its healthy history is not rejected")
    void quiet_services_get_strict_tolerances() {
        Calibration.Result result =
                new Calibration(JudgePolicy.standard(), SITUATION, wandering(240, 0.01), 0.01).result();

        assertThat(result.holds()).isTrue();
        assertThat(result.rejected()).isZero();
        assertThat(result.proposed().latency().worse()).isLessThanOrEqualTo(0.05);
        assertThat(result.rejectedAtMost()).isBetween(0.5, 0.55);
    }

    @Test
    @DisplayName(
            "CAN-2: one that wanders by 25 % gets the noise and the tolerance that its history needs, and no more is found")
    void wandering_services_get_wider_tolerances() {
        List<Window> history = wandering(240, 0.25);

        Calibration.Result result = new Calibration(JudgePolicy.standard(), SITUATION, history, 0.01).result();

        assertThat(result.noise()).isCloseTo(0.25, within(0.08));
        assertThat(result.rejected()).isZero();
        Calibration.Ladder latency = result.measures().stream()
                .filter(ladder -> ladder.measure().equals("latency"))
                .findFirst()
                .orElseThrow();
        assertThat(result.proposed().latency().worse())
                .isEqualTo(latency.steps().get(latency.chosen()).tolerance());
    }

    @Test
    void a_history_shorter_than_a_canary_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Calibration(JudgePolicy.standard(), SITUATION, wandering(59, 0.01), 0.01))
                .withMessage("the history has 59 windows, and one canary takes 60");
    }

    @Test
    @DisplayName("the bound of a share of which nothing was seen is the rule of three")
    void nothing_seen_bounds_a_share() {
        assertThat(BinomialBound.upper(0, 300, 0.05)).isCloseTo(3.0 / 300, within(0.0005));
        assertThat(BinomialBound.upper(5, 5, 0.05)).isEqualTo(1);
    }
}

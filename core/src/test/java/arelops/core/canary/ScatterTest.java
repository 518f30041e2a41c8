package arelops.core.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// How much a window is worth, by how far those before it scattered.
class ScatterTest {
    private static Hits hits(SplittableRandom random, double baseline, double canary) {
        return new Hits(
                IntStream.range(0, 200)
                        .filter(_ -> random.nextDouble() < baseline)
                        .count(),
                200,
                IntStream.range(0, 200)
                        .filter(_ -> random.nextDouble() < canary)
                        .count(),
                200);
    }

    /// The mean weight after so many windows, over many seeds.
    private static double weight(int windows, IntToDoubleFunction canary) {
        double sum = 0;
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Scatter scatter = Scatter.NONE;
            for (int i = 1; i <= windows; i++) {
                scatter = scatter.plus(hits(random, 0.2, canary.applyAsDouble(i)));
            }
            sum += scatter.weight();
        }
        return sum / 100;
    }

    @Test
    @DisplayName(
            "CAN-2: chance alone takes little of a window's worth, and nor does a canary that is worse all the time")
    void chance() {
        assertThat(weight(40, _ -> 0.2)).isBetween(0.85, 1.0);
        assertThat(weight(40, _ -> 0.4)).isBetween(0.85, 1.0);
    }

    @Test
    @DisplayName("CAN-2: where one window of five has a burst, windows are worth less than a third")
    void bursts() {
        assertThat(weight(40, window -> window % 5 == 0 ? 0.5 : 0.2)).isLessThan(0.34);
    }

    @Test
    @DisplayName("CAN-2: the change that is to be found takes nothing from the two windows that show it first")
    void the_change_itself() {
        assertThat(weight(31, window -> window > 30 ? 0.6 : 0.2)).isGreaterThan(0.85);
        assertThat(weight(32, window -> window > 30 ? 0.6 : 0.2)).isBetween(0.5, 0.8);
    }

    @Test
    @DisplayName(
            "CAN-2: before there is anything to go by a window counts in full, and windows of a hit or two tell nothing")
    void nothing_to_go_by() {
        assertThat(Scatter.NONE.weight()).isEqualTo(1);
        Scatter scatter = Scatter.NONE;
        for (int i = 0; i < 50; i++) {
            scatter = scatter.plus(new Hits(i % 3 == 0 ? 2 : 0, 200, i % 3 == 1 ? 1 : 0, 200));
        }
        assertThat(scatter).isEqualTo(Scatter.NONE);
    }
}

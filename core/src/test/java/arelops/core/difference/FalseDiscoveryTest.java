package arelops.core.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FalseDiscoveryTest {
    @Test
    void the_chance_is_that_of_fair_coins() {
        assertThat(FalseDiscovery.chance(0, 0)).isEqualTo(1);
        assertThat(FalseDiscovery.chance(5, 5)).isEqualTo(1);
        assertThat(FalseDiscovery.chance(7, 0)).isCloseTo(1.0 / 128, within(1e-12));
        assertThat(FalseDiscovery.chance(8, 2)).isCloseTo(56.0 / 1024, within(1e-12));
        assertThat(FalseDiscovery.chance(3, 2)).isCloseTo(0.5, within(1e-12));
        assertThat(FalseDiscovery.chance(60, 40)).isCloseTo(0.028443966820490, within(1e-10));
        assertThat(FalseDiscovery.chance(1_000_000, 0)).isZero();
        assertThat(FalseDiscovery.chance(500_500, 499_500)).isCloseTo(0.1588, within(1e-3));
    }

    @Test
    void benjamini_and_hochberg_reject_what_their_own_example_does() {
        double[] chances = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0000
        };

        assertThat(count(FalseDiscovery.discoveries(chances, 0.05))).isEqualTo(4);
        assertThat(count(FalseDiscovery.discoveries(chances, 0.01))).isEqualTo(3);
    }

    @Test
    void a_later_one_that_passes_takes_earlier_ones_with_it() {
        assertThat(FalseDiscovery.discoveries(new double[] {0.019, 0.5, 0.018, 0.02}, 0.03))
                .containsExactly(true, false, true, true);
        assertThat(FalseDiscovery.discoveries(new double[] {}, 0.01)).isEmpty();
    }

    private static int count(boolean[] all) {
        int count = 0;
        for (boolean one : all) {
            count += one ? 1 : 0;
        }
        return count;
    }
}

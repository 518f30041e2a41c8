package arelops.core.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The numbers under the verdicts, against values that others published or computed.
class GoldenValuesTest {
    private static final Offset<Double> EXACT = within(1e-8);

    @Test
    @DisplayName("CAN-3: the sum over all ways to share the hits is that of two independent programs, to 1e-8")
    void sums_agree_with_other_programs() {
        assertThat(OddsLikelihood.logTotal(1000, 1000, 30, Math.log(1.5))).isCloseTo(159.83585736, EXACT);
        assertThat(OddsLikelihood.logTotal(950, 50, 400, Math.log(3))).isCloseTo(698.37560572, EXACT);
    }

    @Test
    @DisplayName("CAN-3: the evidence on two windows of errors is that of two independent programs, to 1e-8")
    void evidence_on_errors_agrees_with_other_programs() {
        double[] grid = IntStream.range(0, 24)
                .mapToDouble(i -> Math.log(1.05) * Math.pow(Math.log(30) / Math.log(1.05), i / 23.0))
                .toArray();
        PlainWealth wealth = PlainWealth.of(grid.length);

        for (Hits hits : new Hits[] {new Hits(10, 1000, 20, 1000), new Hits(12, 1000, 25, 1000)}) {
            wealth = wealth.bet(Bets.factors(OddsLikelihood.of(hits)::of, 0, grid, 1));
        }

        assertThat(wealth.log()).isCloseTo(2.67467293, EXACT);
    }

    @Test
    @DisplayName("CAN-3: the bounds of a quantile are those of their authors' own program")
    void bounds_of_quantiles_agree_with_their_authors() {
        assertThat(QuantileInterval.bound(0.5, 1000, 0.05, 100)).isCloseTo(68.62803, within(5e-6));
        assertThat(QuantileInterval.bound(0.9, 1000, 0.05, 100)).isCloseTo(43.72119, within(5e-6));
        assertThat(QuantileInterval.bound(0.1, 1000, 0.05, 100)).isCloseTo(59.96521, within(5e-6));
    }

    @Test
    void published_bounds_that_serve_for_comparison_are_right() {
        assertThat(OtherBounds.logTwoCounts(10, 30, 0.5, 10)).isCloseTo(3.37791182, EXACT);
        assertThat(OtherBounds.logTwoCounts(100, 12, 0.05, 10)).isCloseTo(1.01989026, EXACT);
        assertThat(OtherBounds.distribution(1000, 0.05)).isCloseTo(0.08656913, EXACT);
        assertThat(OtherBounds.distributionFrom(1000, 100, 0.05, 0.85)).isCloseTo(0.08204769, within(2e-7));
        assertThat(OtherBounds.logBetaBinomial(10, 100, 100, 0.2, 0.8, true)).isCloseTo(-0.07134019, EXACT);
        assertThat(OtherBounds.logBetaBinomial(10, 100, 100, 0.2, 0.8, false)).isCloseTo(-0.6941012, within(5e-8));
    }

    @Test
    @DisplayName("for rare errors the exact evidence is that of two Poisson counts, which knows no number of requests")
    void rare_errors_are_counts() {
        Hits hits = new Hits(10, 10_000_000, 30, 10_000_000);
        double[] grid = {Math.log(2), Math.log(3), Math.log(5)};

        double[] exact = OddsLikelihood.of(hits).of(grid);
        double[] counts = Rate.of(10, 10_000_000, 30, 10_000_000).likelihood(grid);

        for (int i = 1; i < grid.length; i++) {
            assertThat(exact[i] - exact[0]).isCloseTo(counts[i] - counts[0], within(1e-4));
        }
    }

    @Test
    @DisplayName("the sum from the greatest term outwards is the plain sum, in 2,000 random small windows")
    void sum_outwards_is_the_plain_sum() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2000; i++) {
            int baseline = 1 + random.nextInt(60);
            int canary = 1 + random.nextInt(60);
            int hits = random.nextInt(baseline + canary + 1);
            double d = 7 * random.nextDouble() - 3.5;

            double plain = 0;
            for (int j = Math.max(0, hits - baseline); j <= Math.min(hits, canary); j++) {
                plain += Math.exp(LogFactorial.choose(canary, j) + LogFactorial.choose(baseline, hits - j) + d * j);
            }

            assertThat(OddsLikelihood.logTotal(baseline, canary, hits, d)).isCloseTo(Math.log(plain), within(1e-9));
        }
    }

    @Test
    @DisplayName("the sum of every so manieth term of many is that of all of them, in 400 random large windows")
    void every_so_manieth_term_stands_for_all() {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 400; i++) {
            int baseline = 30_000 + random.nextInt(400_000);
            int canary = 30_000 + random.nextInt(400_000);
            int hits = 20_000 + random.nextInt(baseline + canary - 40_000);
            double d = 4 * random.nextDouble() - 2;
            double[] terms = new double[Math.min(hits, canary) + 1];
            double most = 0;
            int lowest = Math.max(0, hits - baseline);
            for (int j = lowest; j < terms.length; j++) {
                terms[j] = LogFactorial.choose(canary, j) + LogFactorial.choose(baseline, hits - j) + d * j;
                most = j == lowest ? terms[j] : Math.max(most, terms[j]);
            }

            double plain = 0;
            for (int j = lowest; j < terms.length; j++) {
                plain += Math.exp(terms[j] - most);
            }

            assertThat(OddsLikelihood.logTotal(baseline, canary, hits, d))
                    .isCloseTo(most + Math.log(plain), within(1e-8));
        }
    }

    @Test
    @DisplayName("sums of few terms, taken for many odds ratios at once, are those taken one by one")
    void few_terms_are_the_plain_sum() {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 2000; i++) {
            int baseline = 1 + random.nextInt(i % 2 == 0 ? 80 : 100_000);
            int canary = 1 + random.nextInt(i % 3 == 0 ? 80 : 100_000);
            int hits = random.nextInt(Math.min(140, baseline + canary + 1));
            int ofCanary = Math.min(hits, canary);

            double[] together = HitWeights.of(new Hits(hits - ofCanary, baseline, ofCanary, canary))
                    .logTotals(OddsInterval.GRID);

            for (int d = 0; d < together.length; d++) {
                double alone = OddsLikelihood.logTotal(baseline, canary, hits, OddsInterval.GRID[d]);
                assertThat(together[d]).isCloseTo(alone, within(1e-9 * (1 + Math.abs(alone))));
            }
        }
    }

    @Test
    @DisplayName("counts of a billion take no more time than those of thousands, and agree with their neighbours")
    void huge_counts_are_summed_by_laplace() {
        long n = 1_000_000_000L;
        double[] grid = {0, 0.1, 0.5};

        double[] huge = OddsLikelihood.of(new Hits(n / 10, n, n / 10, n)).of(grid);

        assertThat(huge[0]).isGreaterThan(huge[1]);
        assertThat(huge[1]).isGreaterThan(huge[2]);
        double information = new Hits(n / 10, n, n / 10, n).information();
        assertThat(huge[1] - huge[0]).isCloseTo(-0.005 * information, within(0.01 * information * 0.005));
    }
}

package arelops.core.difference;

import arelops.core.canary.LogFactorial;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Tells differences from chance, of many places at once.
final class FalseDiscovery {
    private FalseDiscovery() {}

    /// The probability that of `hits + misses` fair coins at least `hits` show heads; 1 unless there
    /// are more hits than misses.
    ///
    /// If a release is like stable, it and the second copy of stable may be exchanged: that it alone
    /// differs from the first copy is as probable as that the second copy alone does.
    static double chance(long hits, long misses) {
        if (hits <= misses) {
            return 1;
        }
        long coins = hits + misses;
        double sum = 0;
        double term = 1;
        for (long heads = hits; heads <= coins && term > sum * 1e-17; heads++) {
            sum += term;
            term *= (double) (coins - heads) / (double) (heads + 1);
        }
        return Math.min(1, sum * StrictMath.exp(LogFactorial.choose(coins, hits) - (double) coins * StrictMath.log(2)));
    }

    /// Which of these probabilities are discoveries, if that share of them may be false: the rule of
    /// Benjamini and Hochberg (1995).
    static boolean[] discoveries(double[] chances, double share) {
        int[] order = IntStream.range(0, chances.length)
                .boxed()
                .sorted((one, other) -> Double.compare(chances[one], chances[other]))
                .mapToInt(Integer::intValue)
                .toArray();
        int found = 0;
        for (int rank = 1; rank <= order.length; rank++) {
            if (chances[order[rank - 1]] <= share * rank / order.length) {
                found = rank;
            }
        }
        boolean[] all = new boolean[chances.length];
        Arrays.stream(order, 0, found).forEach(index -> all[index] = true);
        return all;
    }
}

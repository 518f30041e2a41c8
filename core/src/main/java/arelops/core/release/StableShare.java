package arelops.core.release;

import java.util.OptionalDouble;

/// How much of an environment's traffic stable has beside a release that soaks, and whether what it did with it tells
/// anything.
///
/// @param percent 0 where there is no stable
record StableShare(int percent) {
    static final StableShare NONE = new StableShare(0);
    static final StableShare HALF = new StableShare(50);

    /// How likely a share that tells may have done so well by chance, were stable as bad as the release.
    private static final double DOUBT = 0.05;
    /// A 99th percentile of fewer requests rests on fewer than five of them.
    private static final long LEAST = 500;

    boolean compares() {
        return percent > 0;
    }

    /// Stable had at least half as many requests as its share makes: fewer would look well by chance.
    boolean isComparable(Seen.Pair pair) {
        long stable = pair.stable().map(Seen.Window::requests).orElse(0L);
        long trial = pair.trial().requests();
        return stable > 0 && trial > 0 && 2 * stable * (100 - percent) >= trial * percent;
    }

    /// Whether it tells that stable kept a threshold that the release crossed. Half of the traffic does; in a small
    /// share few requests may do well by chance.
    boolean tells(String measure, Seen.Pair pair) {
        if (percent >= HALF.percent) {
            return true;
        }
        Seen.Window stable = pair.stable().orElseThrow();
        OptionalDouble errors = measure.equals("errors")
                ? OptionalDouble.of(
                        (double) pair.trial().errors() / pair.trial().requests())
                : OptionalDouble.empty();
        return errors.isPresent()
                ? atMost(stable.errors(), stable.requests(), errors.getAsDouble()) <= DOUBT
                : stable.requests() >= LEAST;
    }

    /// The probability of so few hits, or fewer, in so many trials.
    static double atMost(long hits, long trials, double share) {
        if (share >= 1) {
            return hits >= trials ? 1 : 0;
        }
        double odds = StrictMath.log(share) - StrictMath.log1p(-share);
        double term = trials * StrictMath.log1p(-share);
        double sum = StrictMath.exp(term);
        for (long i = 0; i < hits; i++) {
            term += odds + StrictMath.log((double) (trials - i) / (i + 1));
            sum += StrictMath.exp(term);
        }
        return sum;
    }
}

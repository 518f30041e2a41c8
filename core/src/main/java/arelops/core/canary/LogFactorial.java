package arelops.core.canary;

/// Logarithms of factorials and of binomial coefficients, to some 1e-12 of their size.
public final class LogFactorial {
    private static final double[] SMALL = new double[4096];

    static {
        double sum = 0;
        for (int i = 1; i < SMALL.length; i++) {
            sum += StrictMath.log(i);
            SMALL[i] = sum;
        }
    }

    private static final double ROOT = 0.5 * StrictMath.log(2 * Math.PI);

    private LogFactorial() {}

    /// Of `n`, not below 0.
    public static double of(long n) {
        return n < SMALL.length ? SMALL[(int) n] : stirling((double) n);
    }

    /// Stirling's series; the first term left out is below 1e-24 from 4,096 on.
    private static double stirling(double n) {
        double inverse = 1 / n;
        double square = inverse * inverse;
        return (n + 0.5) * StrictMath.log(n) - n + ROOT + inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
    }

    /// The logarithm of the ways to choose `k` of `n`.
    public static double choose(long n, long k) {
        return of(n) - of(k) - of(n - k);
    }
}

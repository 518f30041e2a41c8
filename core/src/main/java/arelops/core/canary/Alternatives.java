package arelops.core.canary;

/// The odds ratios that are bet on, as logarithms: how much worse, or better, than a limit the canary
/// might be.
///
/// Few and far apart: each alternative takes its part of the stake, and between two neighbours little
/// is lost.
final class Alternatives {
    /// From 1.2 to 12 times the limit.
    private static final double[] WORSE = steps(1.2, 12, 12);
    /// From 1.12 to 8 times below the limit.
    private static final double[] BETTER = steps(1.12, 8, 8);

    private Alternatives() {}

    static double[] worseThan(double logLimit) {
        return shifted(WORSE, logLimit, 1);
    }

    static double[] betterThan(double logLimit) {
        return shifted(BETTER, logLimit, -1);
    }

    private static double[] shifted(double[] steps, double from, int sign) {
        double[] grid = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            grid[i] = from + sign * steps[i];
        }
        return grid;
    }

    /// Logarithms that grow by the same factor from one to the next.
    private static double[] steps(double nearest, double farthest, int count) {
        double first = StrictMath.log(nearest);
        double growth = StrictMath.log(farthest) / first;
        double[] steps = new double[count];
        for (int i = 0; i < count; i++) {
            steps[i] = first * StrictMath.pow(growth, i / (count - 1.0));
        }
        return steps;
    }
}

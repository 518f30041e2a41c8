package arelops.core.canary;

/// The logarithm of the mean of numbers that are given as logarithms.
final class LogMean {
    private LogMean() {}

    static double of(double... logs) {
        double top = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            top = Math.max(top, log);
        }
        double sum = 0;
        for (double log : logs) {
            sum += StrictMath.exp(log - top);
        }
        return top + StrictMath.log(sum / logs.length);
    }
}

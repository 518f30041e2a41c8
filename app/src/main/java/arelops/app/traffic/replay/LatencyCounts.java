package arelops.app.traffic.replay;

import org.HdrHistogram.Histogram;

/// Counts times in nanoseconds, in HdrHistogram's steps of three digits up to an hour. Only counts: a histogram also
/// keeps its greatest value with each record, which takes longer than all the rest while times grow. For one thread.
final class LatencyCounts {
    private static final long LONGEST = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    /// The times below 2^11 have a step of their own, and of each power of two above there are 2^10.
    private static final int HALF = 10;

    private static final int STEPS = 1 << HALF;
    private static final long FINE = 2L * STEPS - 1;
    private static final int FINE_ZEROS = Long.numberOfLeadingZeros(FINE);
    private final long[] counts = new long[step(LONGEST) + 1];

    /// One more; what is out of the range counts as the nearest in it.
    void add(long nanos) {
        counts[step(Math.clamp(nanos, 0, LONGEST))]++;
    }

    /// A histogram of all of them.
    Histogram histogram() {
        Histogram histogram = new Histogram(1, LONGEST, DIGITS);
        for (int step = 0; step < counts.length; step++) {
            if (counts[step] > 0) {
                histogram.recordValueWithCount(lowest(step), counts[step]);
            }
        }
        return histogram;
    }

    private static int step(long nanos) {
        int power = FINE_ZEROS - Long.numberOfLeadingZeros(nanos | FINE);
        return (power << HALF) + (int) (nanos >>> power);
    }

    private static long lowest(int step) {
        int power = Math.max(0, (step >> HALF) - 1);
        return (long) (step - (power << HALF)) << power;
    }
}

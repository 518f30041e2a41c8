package arelops.app.deploy;

/// Logarithmic buckets of latency: bucket b holds 1.05^b to 1.05^(b+1) milliseconds, bucket 0 also all below 1 ms.
public final class LatencyBuckets {
    public static final double GROWTH = 1.05;

    /// The last bucket, of some 1.7 hours and all above.
    public static final int LAST = 320;

    private static final double[] BOUNDS = bounds();

    private LatencyBuckets() {}

    public static int of(long nanos) {
        double millis = nanos / 1e6;
        if (millis < BOUNDS[1]) {
            return 0;
        }
        int guess = Math.min(LAST, (int) (Math.log(millis) / Math.log(GROWTH)));
        if (guess < LAST && millis >= BOUNDS[guess + 1]) {
            return guess + 1;
        }
        return millis < BOUNDS[guess] ? guess - 1 : guess;
    }

    /// The lower bound of a bucket in milliseconds.
    public static double lowerMillis(int bucket) {
        return bucket == 0 ? 0 : BOUNDS[bucket];
    }

    private static double[] bounds() {
        double[] bounds = new double[LAST + 1];
        for (int b = 0; b <= LAST; b++) {
            bounds[b] = Math.pow(GROWTH, b);
        }
        return bounds;
    }
}

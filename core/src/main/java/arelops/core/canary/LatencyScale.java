package arelops.core.canary;

import java.util.Locale;

/// The buckets of a latency histogram: bucket `b` covers `[growth^b, growth^(b+1))`, bucket 0 also
/// what is below 1.
///
/// @param growth above 1 and at most 1.25: coarser buckets cannot tell latencies that differ by a tolerance
/// @param unit the unit of the bounds, for example `ms`
public record LatencyScale(double growth, String unit) {
    public static final double COARSEST = 1.25;
    public static final double FINEST = 1.001;
    /// The highest bucket that is read; at a growth of 1.05 some 10^21 milliseconds.
    public static final int LAST_BUCKET = 100_000;

    public LatencyScale {
        if (!(growth >= FINEST && growth <= COARSEST)) {
            throw new IllegalArgumentException(
                    "the growth of the buckets is from " + FINEST + " to " + COARSEST + ", not " + growth);
        }
        if (unit.isBlank()) {
            throw new IllegalArgumentException("the unit of the latencies is empty");
        }
    }

    /// The standard scale: 5 % a bucket, milliseconds.
    public static LatencyScale milliseconds() {
        return new LatencyScale(1.05, "ms");
    }

    /// The lower bound of a bucket.
    public double low(double bucket) {
        return StrictMath.pow(growth, bucket);
    }

    /// The bucket that a value falls into.
    public int bucket(double value) {
        return value < 1 ? 0 : (int) Math.min(LAST_BUCKET, Math.floor(StrictMath.log(value) / StrictMath.log(growth)));
    }

    /// How many buckets a factor spans, rounded, at least one.
    int span(double factor) {
        return Math.max(1, (int) Math.round(StrictMath.log(factor) / StrictMath.log(growth)));
    }

    /// The factor that so many buckets span.
    double factor(int buckets) {
        return StrictMath.pow(growth, buckets);
    }

    String show(double value) {
        String number = value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : value >= 10 ? String.format(Locale.ROOT, "%.1f", value) : String.format(Locale.ROOT, "%.2f", value);
        return number + " " + unit;
    }
}

package arelops.core.canary;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How many requests fell into each bucket of a [LatencyScale].
public final class LatencyCounts {
    private static final LatencyCounts NONE = new LatencyCounts(0, new long[0]);

    private final int first;
    private final long[] counts;
    private final long total;

    private LatencyCounts(int first, long[] counts) {
        this.first = first;
        this.counts = counts;
        this.total = Arrays.stream(counts).sum();
    }

    public static LatencyCounts none() {
        return NONE;
    }

    /// So many requests in each bucket.
    ///
    /// @param buckets bucket to count; neither is negative
    public static LatencyCounts of(Map<Integer, Long> buckets) {
        SortedMap<Integer, Long> sorted = new TreeMap<>(buckets);
        sorted.values().removeIf(count -> count == 0);
        if (sorted.isEmpty()) {
            return NONE;
        }
        int first = sorted.firstKey();
        int last = sorted.lastKey();
        if (first < 0 || last > LatencyScale.LAST_BUCKET) {
            throw new IllegalArgumentException(
                    "buckets go from 0 to " + LatencyScale.LAST_BUCKET + ", not to " + (first < 0 ? first : last));
        }
        long[] counts = new long[last - first + 1];
        sorted.forEach((bucket, count) -> {
            if (count < 0) {
                throw new IllegalArgumentException("bucket " + bucket + " has a negative count: " + count);
            }
            counts[bucket - first] = count;
        });
        return new LatencyCounts(first, counts);
    }

    public long total() {
        return total;
    }

    /// How many are in this bucket or a higher one.
    long from(int bucket) {
        long sum = 0;
        for (int i = Math.max(0, bucket - first); i < counts.length; i++) {
            sum += counts[i];
        }
        return sum;
    }

    private long in(int bucket) {
        return bucket < first || bucket >= first + counts.length ? 0 : counts[bucket - first];
    }

    /// The bounds around this one between which hardly a request lies, and so about as many are above each.
    ///
    /// @param share of those above that may lie between
    Gap gap(int bucket, double share) {
        long above = from(bucket);
        long most = (long) (above * (1 + share));
        int low = bucket;
        for (long sum = above; low > first && sum + in(low - 1) <= most; low--) {
            sum += in(low - 1);
        }
        long least = (long) Math.ceil(above * (1 - share));
        int high = bucket;
        for (long sum = above; high < first + counts.length - 1 && sum - in(high) >= least; high++) {
            sum -= in(high);
        }
        return new Gap(low <= first ? 0 : low, above == 0 ? LatencyScale.LAST_BUCKET : high);
    }

    /// @param low the first bound
    /// @param high the last bound
    record Gap(int low, int high) {}

    /// The share of those in this bucket or a higher one; between two bounds in proportion.
    double shareFrom(double bucket) {
        int whole = (int) Math.floor(bucket);
        long above = from(whole);
        double within = (above - from(whole + 1)) * (bucket - whole);
        return (above - within) / total;
    }

    /// The bucket that holds the request of this rank, counted from one.
    int bucketOf(long rank) {
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return first + i;
            }
        }
        return first + counts.length - 1;
    }

    /// Where a share of the requests lies below, in buckets; within a bucket in proportion.
    double quantile(double share) {
        double rank = share * total;
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 && seen + counts[i] >= rank) {
                return first + i + Math.max(0, rank - seen) / counts[i];
            }
            seen += counts[i];
        }
        return first + counts.length;
    }

    public LatencyCounts plus(LatencyCounts other) {
        if (total == 0) {
            return other;
        }
        if (other.total == 0) {
            return this;
        }
        int low = Math.min(first, other.first);
        int high = Math.max(first + counts.length, other.first + other.counts.length);
        long[] sum = new long[high - low];
        System.arraycopy(counts, 0, sum, first - low, counts.length);
        for (int i = 0; i < other.counts.length; i++) {
            sum[other.first - low + i] += other.counts[i];
        }
        return new LatencyCounts(low, sum);
    }

    /// Bucket to count, without empty ones.
    public SortedMap<Integer, Long> buckets() {
        SortedMap<Integer, Long> buckets = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                buckets.put(first + i, counts[i]);
            }
        }
        return buckets;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencyCounts counted && buckets().equals(counted.buckets());
    }

    @Override
    public int hashCode() {
        return buckets().hashCode();
    }

    @Override
    public String toString() {
        return buckets().toString();
    }
}

package arelops.core.canary;

import java.util.SortedMap;
import java.util.TreeMap;

/// An arm that does what is to be expected, window after window: no chance, and what a window owes to
/// whole numbers it gives to the next ones.
final class ExpectedArm {
    private final double errors;
    private final int[] buckets;
    private final double[] shares;
    private final double[] owed;
    private double owedRequests = 0.5;
    private double owedErrors = 0.5;

    /// @param errors the share of the requests that fail
    /// @param latency the share of the requests in each bucket
    ExpectedArm(double errors, SortedMap<Integer, Double> latency) {
        this.errors = errors;
        this.buckets = latency.keySet().stream().mapToInt(Integer::intValue).toArray();
        this.shares = latency.values().stream().mapToDouble(Double::doubleValue).toArray();
        this.owed = new double[buckets.length];
    }

    /// One window in which so many requests are to be expected.
    ArmWindow next(double expected) {
        owedRequests += expected;
        long requests = (long) owedRequests;
        owedRequests -= (double) requests;
        owedErrors += errors * (double) requests;
        long failed = Math.min(requests, (long) owedErrors);
        owedErrors -= (double) failed;
        return ArmWindow.of(requests, failed, LatencyCounts.of(times(requests)));
    }

    /// Which buckets so many requests fall into: those that are owed most come first, so that the rare
    /// ones come when it is their turn.
    private SortedMap<Integer, Long> times(long requests) {
        long[] counts = new long[buckets.length];
        long left = requests;
        for (int i = 0; i < counts.length; i++) {
            double due = owed[i] + shares[i] * (double) requests;
            counts[i] = Math.max(0, (long) due);
            owed[i] = due - (double) counts[i];
            left -= counts[i];
        }
        for (; left != 0 && counts.length > 0; left -= Long.signum(left)) {
            int one = Long.signum(left);
            int next = turn(counts, one);
            counts[next] += one;
            owed[next] -= one;
        }
        SortedMap<Integer, Long> times = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            times.put(buckets[i], counts[i]);
        }
        return times;
    }

    /// The bucket whose turn it is to have one more, or one less than it has.
    private int turn(long[] counts, int one) {
        int best = -1;
        for (int i = 0; i < counts.length; i++) {
            boolean may = one > 0 || counts[i] > 0;
            if (may && (best < 0 || one * owed[i] > one * owed[best])) {
                best = i;
            }
        }
        if (best < 0) {
            throw new IllegalStateException("no bucket has one to give");
        }
        return best;
    }
}

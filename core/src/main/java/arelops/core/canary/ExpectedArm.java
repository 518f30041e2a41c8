package arelops.core.canary;

import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/// An arm that does what is to be expected, window after window: no chance, and what a window owes to
/// whole numbers it gives to the next ones.
final class ExpectedArm {
    private final double errors;
    private final SortedMap<Integer, Double> latency;
    private final SortedMap<Integer, Double> owed = new TreeMap<>();
    private double owedRequests = 0.5;
    private double owedErrors = 0.5;

    /// @param errors the share of the requests that fail
    /// @param latency the share of the requests in each bucket
    ExpectedArm(double errors, SortedMap<Integer, Double> latency) {
        this.errors = errors;
        this.latency = latency;
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
        SortedMap<Integer, Long> counts = new TreeMap<>();
        latency.forEach((bucket, share) -> {
            double due = owed.getOrDefault(bucket, 0.0) + share * (double) requests;
            long whole = Math.max(0, (long) due);
            counts.put(bucket, whole);
            owed.put(bucket, due - (double) whole);
        });
        long left =
                requests - counts.values().stream().mapToLong(Long::longValue).sum();
        for (; left != 0 && !owed.isEmpty(); left -= Long.signum(left)) {
            long one = Long.signum(left);
            Integer bucket = owed.entrySet().stream()
                    .filter(entry -> one > 0 || counts.getOrDefault(entry.getKey(), 0L) > 0)
                    .max(Comparator.comparingDouble(entry -> (double) one * entry.getValue()))
                    .orElseThrow()
                    .getKey();
            counts.merge(bucket, one, Long::sum);
            owed.merge(bucket, (double) -one, Double::sum);
        }
        return counts;
    }
}

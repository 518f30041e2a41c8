package arelops.bench.traffic;

import java.util.Arrays;

/// How late requests came, by their middle one, the slowest hundredth and the slowest; and how much longer all of them
/// took than they should.
record Lateness(double p50, double p99, double max, double stretch) {
    private static final double MILLI = 1e6;

    /// @param arrivals in nanoseconds
    /// @param due when each should have come, on the same clock
    static Lateness of(long[] arrivals, long[] due) {
        long[] late = new long[arrivals.length];
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < late.length; i++) {
            if (arrivals[i] == 0) {
                throw new IllegalStateException("request " + i + " did not come");
            }
            late[i] = arrivals[i] - due[i];
            first = Math.min(first, arrivals[i]);
            last = Math.max(last, arrivals[i]);
        }
        Arrays.sort(late);
        return new Lateness(
                late[late.length / 2] / MILLI,
                late[late.length * 99 / 100] / MILLI,
                late[late.length - 1] / MILLI,
                (double) (last - first) / (double) (due[due.length - 1] - due[0]));
    }

    /// Of a sender that knows a rate alone: its schedule begins with its first request.
    static Lateness ofRate(long[] arrivals, int rate) {
        long[] due = new long[arrivals.length];
        for (int i = 0; i < due.length; i++) {
            due[i] = arrivals[0] + i * 1_000_000_000L / rate;
        }
        return of(arrivals, due);
    }
}

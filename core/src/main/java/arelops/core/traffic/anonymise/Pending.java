package arelops.core.traffic.anonymise;

import java.util.Arrays;

/// Sums that wait to be put into a table of several megabytes, each of which would wait for memory by
/// itself: together they wait once. Each comes with two more numbers.
final class Pending {
    private static final int MOST = 512;
    private static final int LATELY = 1 << 10;
    private final long[] sums = new long[MOST];
    private final long[] seconds = new long[MOST];
    private final int[] thirds = new int[MOST];
    private final long[] lately = new long[LATELY];
    private long touched;
    private int size;

    /// Takes a sum, and says whether no other one has room now. One that came lately is left out.
    boolean add(long sum, long second, int third) {
        int latest = (int) (sum >>> 24) & LATELY - 1;
        if (lately[latest] == sum) {
            return false;
        }
        lately[latest] = sum;
        sums[size] = sum;
        seconds[size] = second;
        thirds[size] = third;
        size++;
        return size == MOST;
    }

    int size() {
        return size;
    }

    long sum(int index) {
        return sums[index];
    }

    long second(int index) {
        return seconds[index];
    }

    int third(int index) {
        return thirds[index];
    }

    /// Has the processor fetch all the places in a table where they will be put.
    void fetch(SumTable table) {
        long all = 0;
        for (int i = 0; i < size; i++) {
            all ^= table.at(sums[i]);
        }
        touched = all;
    }

    /// What was fetched, so that it is not left out as of no use.
    long touched() {
        return touched;
    }

    /// None waits any more.
    void taken() {
        Arrays.fill(sums, 0, size, 0);
        Arrays.fill(seconds, 0, size, 0);
        size = 0;
    }

    /// Forgets also which came lately.
    void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(seconds, 0);
        Arrays.fill(lately, 0);
        touched = 0;
        size = 0;
    }
}

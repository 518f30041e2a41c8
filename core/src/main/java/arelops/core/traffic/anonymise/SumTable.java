package arelops.core.traffic.anonymise;

import java.util.Arrays;

/// Sums of values, none of which is 0, with a number for each; grows up to a limit, after which new
/// ones are refused.
final class SumTable {
    private static final int NONE = -1;
    private final int most;
    private long[] sums = new long[1024];
    private int[] numbers = new int[1024];
    private int size;

    SumTable(int most) {
        this.most = most;
    }

    /// The number of a sum, or -1.
    int get(long sum) {
        int mask = sums.length - 1;
        for (int i = place(sum, mask); sums[i] != 0; i = i + 1 & mask) {
            if (sums[i] == sum) {
                return numbers[i];
            }
        }
        return NONE;
    }

    /// Whether it is there now; the first number of a sum stays.
    boolean put(long sum, int number) {
        int mask = sums.length - 1;
        int i = place(sum, mask);
        while (sums[i] != 0) {
            if (sums[i] == sum) {
                return true;
            }
            i = i + 1 & mask;
        }
        if (size == most) {
            return false;
        }
        sums[i] = sum;
        numbers[i] = number;
        size++;
        if (size * 2 > sums.length) {
            grow();
        }
        return true;
    }

    int size() {
        return size;
    }

    /// Adds all of another; how many found no room.
    long putAll(SumTable other) {
        long refused = 0;
        for (int i = 0; i < other.sums.length; i++) {
            if (other.sums[i] != 0 && !put(other.sums[i], other.numbers[i])) {
                refused++;
            }
        }
        return refused;
    }

    void clear() {
        Arrays.fill(sums, 0);
        size = 0;
    }

    private static int place(long sum, int mask) {
        return (int) (sum >>> 20) & mask;
    }

    private void grow() {
        long[] oldSums = sums;
        int[] oldNumbers = numbers;
        sums = new long[oldSums.length * 2];
        numbers = new int[sums.length];
        int mask = sums.length - 1;
        for (int old = 0; old < oldSums.length; old++) {
            if (oldSums[old] != 0) {
                int i = place(oldSums[old], mask);
                while (sums[i] != 0) {
                    i = i + 1 & mask;
                }
                sums[i] = oldSums[old];
                numbers[i] = oldNumbers[old];
            }
        }
    }
}

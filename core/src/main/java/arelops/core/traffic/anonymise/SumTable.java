package arelops.core.traffic.anonymise;

import java.util.Arrays;

/// Sums of values with a number for each; grows up to a limit, after which new ones are refused.
final class SumTable {
    private static final int NONE = -1;
    private final int most;
    private long[] sums = new long[1024];
    private int[] numbers = new int[1024];
    private int size;

    SumTable(int most) {
        this.most = most;
        Arrays.fill(numbers, NONE);
    }

    /// The number of a sum, or -1.
    int get(long sum) {
        int mask = sums.length - 1;
        int i = (int) (sum >>> 20) & mask;
        while (numbers[i] != NONE) {
            if (sums[i] == sum) {
                return numbers[i];
            }
            i = i + 1 & mask;
        }
        return NONE;
    }

    /// Whether it is there now; the first number of a sum stays.
    boolean put(long sum, int number) {
        int mask = sums.length - 1;
        int i = (int) (sum >>> 20) & mask;
        while (numbers[i] != NONE) {
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
            if (other.numbers[i] != NONE && !put(other.sums[i], other.numbers[i])) {
                refused++;
            }
        }
        return refused;
    }

    void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(numbers, NONE);
        size = 0;
    }

    private void grow() {
        long[] oldSums = sums;
        int[] oldNumbers = numbers;
        sums = new long[oldSums.length * 2];
        numbers = new int[sums.length];
        Arrays.fill(numbers, NONE);
        int mask = sums.length - 1;
        for (int old = 0; old < oldSums.length; old++) {
            if (oldNumbers[old] != NONE) {
                int i = (int) (oldSums[old] >>> 20) & mask;
                while (numbers[i] != NONE) {
                    i = i + 1 & mask;
                }
                sums[i] = oldSums[old];
                numbers[i] = oldNumbers[old];
            }
        }
    }
}

package arelops.core.traffic.anonymise;

import java.util.Arrays;

/// Sums of values, none of which is 0, with a number for each or without; grows up to a limit, after which new
/// ones are refused.
final class SumTable {
    private static final int NONE = -1;
    private final int most;
    private long[] sums = new long[1024];
    private int[] numbers;
    private int size;

    /// @param numbered whether there are numbers; without they are all 0
    SumTable(int most, boolean numbered) {
        this.most = most;
        numbers = new int[numbered ? sums.length : 0];
    }

    /// The number of a sum, or -1.
    int get(long sum) {
        int mask = sums.length - 1;
        for (int i = place(sum, mask); sums[i] != 0; i = i + 1 & mask) {
            if (sums[i] == sum) {
                return numbers.length > 0 ? numbers[i] : 0;
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
        if (numbers.length > 0) {
            numbers[i] = number;
        }
        size++;
        if (size * 2 > sums.length) {
            grow();
        }
        return true;
    }

    /// What stands where a sum is looked for first.
    long at(long sum) {
        return sums[place(sum, sums.length - 1)];
    }

    int size() {
        return size;
    }

    /// Adds all of another; how many found no room.
    long putAll(SumTable other) {
        long refused = 0;
        for (int i = 0; i < other.sums.length; i++) {
            if (other.sums[i] != 0 && !put(other.sums[i], other.numbers.length > 0 ? other.numbers[i] : 0)) {
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
        numbers = new int[oldNumbers.length > 0 ? sums.length : 0];
        int mask = sums.length - 1;
        for (int old = 0; old < oldSums.length; old++) {
            if (oldSums[old] != 0) {
                int i = place(oldSums[old], mask);
                while (sums[i] != 0) {
                    i = i + 1 & mask;
                }
                sums[i] = oldSums[old];
                if (numbers.length > 0) {
                    numbers[i] = oldNumbers[old];
                }
            }
        }
    }
}

package arelops.core.traffic.anonymise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Lines in which nothing was found, as keyed sums: what a session sends with each of its requests is
/// looked through once. What stands in all requests is remembered whole, as that is faster to ask for.
///
/// The sum is the value of a polynomial, whose coefficients are the line's length and bytes, at a secret
/// place, modulo 2^61 - 1. Two lines of up to 4,096 bytes have the same sum at no more than 586 of all
/// places (a polynomial has no more zeros than its degree), so for whoever does not know the place with
/// a chance below 2^-51; and a line is compared with two others. The oldest are overwritten.
final class CleanLines {
    /// Longer lines are not remembered.
    private static final int LONGEST = 4096;

    private static final int LONGEST_WHOLE = 255;
    private static final int SIZE = 1 << 17;
    private static final int TAKEN = 7;
    private static final int BITS = 61;
    private static final long PRIME = (1L << BITS) - 1;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private final long place;
    private final long[] sums = new long[SIZE];
    private final DullRuns lines = new DullRuns(LONGEST_WHOLE);
    private long asked;

    /// @param secret at random
    CleanLines(long secret) {
        place = secret >>> (Long.SIZE - BITS);
    }

    /// Whether nothing was found in a line.
    boolean has(byte[] in, int from, int to) {
        asked = 0;
        if (to - from < DullRuns.SHORTEST || to - from > LONGEST) {
            return false;
        }
        if (lines.has(in, from, to)) {
            return true;
        }
        long sum = sum(in, from, to);
        if (has(sum)) {
            lines.add(in, from, to);
            return true;
        }
        asked = sum;
        return false;
    }

    /// In the line that was asked for last nothing was found.
    void addAsked() {
        if (asked != 0) {
            add(asked);
        }
    }

    /// The sum of a line, which is not 0.
    long sum(byte[] in, int from, int to) {
        long sum = (long) to - from;
        int at = from;
        while (at + Long.BYTES <= to) {
            sum = times(sum) + ((long) EIGHT.get(in, at) & -1L >>> Byte.SIZE);
            at += TAKEN;
        }
        sum = times(sum) + ((long) EIGHT.get(in, to - Long.BYTES) >>> Byte.SIZE);
        long rest = (sum & PRIME) + (sum >>> BITS);
        return (rest == PRIME ? 0 : rest) + 1;
    }

    /// Of a number below 2^62, one that is the same but for the prime, below 2^61 + 4.
    private long times(long number) {
        long high = Math.multiplyHigh(number, place);
        long low = number * place;
        long sum = (low & PRIME) + (high << (Long.SIZE - BITS) | low >>> BITS);
        return (sum & PRIME) + (sum >>> BITS);
    }

    boolean has(long sum) {
        int pair = pair(sum);
        return sums[pair] == sum || sums[pair + 1] == sum;
    }

    void add(long sum) {
        int pair = pair(sum);
        sums[pair + 1] = sums[pair];
        sums[pair] = sum;
    }

    void clear() {
        Arrays.fill(sums, 0);
        lines.clear();
    }

    private static int pair(long sum) {
        return (int) ((sum * SPREAD) >>> (Long.SIZE - Integer.numberOfTrailingZeros(SIZE))) & ~1;
    }
}

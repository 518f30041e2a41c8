package arelops.core.traffic.anonymise;

import java.util.Arrays;

/// Tells of most endings at once that no value has them: three bits for each, all in one number, so that
/// asking costs one look at memory. Now and then it takes another ending for one of them, never one of
/// them for another.
final class EndingFilter {
    private final long[] bits;
    private final int shift;
    private boolean empty = true;

    /// @param size how many numbers of 64 bits: a power of two
    EndingFilter(int size) {
        bits = new long[size];
        shift = Long.SIZE - Integer.numberOfTrailingZeros(size);
    }

    /// Adds an ending, which is mixed.
    void add(long ending) {
        bits[(int) (ending >>> shift)] |= mask(ending);
        empty = false;
    }

    boolean isEmpty() {
        return empty;
    }

    boolean mayHave(long ending) {
        long mask = mask(ending);
        return (bits[(int) (ending >>> shift)] & mask) == mask;
    }

    /// Adds those of another one of the same size.
    void addAll(EndingFilter other) {
        empty &= other.empty;
        for (int i = 0; i < bits.length; i++) {
            bits[i] |= other.bits[i];
        }
    }

    void clear() {
        Arrays.fill(bits, 0);
        empty = true;
    }

    private static long mask(long ending) {
        return 1L << (ending >>> 31) | 1L << (ending >>> 37) | 1L << (ending >>> 43);
    }
}

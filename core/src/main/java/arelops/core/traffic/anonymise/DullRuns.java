package arelops.core.traffic.anonymise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Runs of characters in which lately no text was hidden: names of headers and programs, which stand in
/// each request. It changes how fast that is known, never what it is: a run is compared byte by byte.
final class DullRuns {
    /// Shorter ones are not asked for.
    static final int SHORTEST = Long.BYTES;

    private static final int SLOT = 32;
    private static final int LONGEST = SLOT - 1;
    private static final int SLOTS = 1 << 10;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private final byte[] slots = new byte[SLOTS * SLOT];

    /// Whether this run is one.
    boolean has(byte[] in, int from, int to) {
        int length = to - from;
        if (length > LONGEST) {
            return false;
        }
        int base = base(in, from, to);
        return slots[base] == length && Arrays.equals(slots, base + 1, base + 1 + length, in, from, to);
    }

    void add(byte[] in, int from, int to) {
        int length = to - from;
        if (length <= LONGEST) {
            int base = base(in, from, to);
            slots[base] = (byte) length;
            System.arraycopy(in, from, slots, base + 1, length);
        }
    }

    private static int base(byte[] in, int from, int to) {
        long ends = (long) EIGHT.get(in, from) + Long.rotateLeft((long) EIGHT.get(in, to - Long.BYTES), 17);
        return (int) ((ends * SPREAD) >>> (Long.SIZE - 10)) * SLOT;
    }
}

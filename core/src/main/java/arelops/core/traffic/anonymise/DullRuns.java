package arelops.core.traffic.anonymise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Runs of characters in which lately nothing was found: names of headers and programs, which stand in
/// each request. It changes how fast that is known, never what it is: a run is compared byte by byte.
///
/// A run is remembered when it comes the second time, as most never do; and of most that never came one
/// byte tells it, so that the runs themselves are not looked at.
final class DullRuns {
    /// Shorter ones are not asked for.
    static final int SHORTEST = Long.BYTES;

    private static final int SLOTS_BITS = 10;
    private static final int SLOTS = 1 << SLOTS_BITS;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private final int room;
    private final byte[] slots;
    private final byte[] marks = new byte[SLOTS];
    private final byte[] once = new byte[SLOTS];

    /// @param longest that is remembered, at most 255
    DullRuns(int longest) {
        room = longest + 1;
        slots = new byte[room << SLOTS_BITS];
    }

    /// Whether this run is one.
    boolean has(byte[] in, int from, int to) {
        int length = to - from;
        if (length >= room) {
            return false;
        }
        long hash = hash(in, from, to);
        int slot = slot(hash);
        if (marks[slot] != mark(hash)) {
            return false;
        }
        int base = slot * room;
        return (slots[base] & 0xff) == length && Arrays.equals(slots, base + 1, base + 1 + length, in, from, to);
    }

    void add(byte[] in, int from, int to) {
        int length = to - from;
        if (length >= room) {
            return;
        }
        long hash = hash(in, from, to);
        int slot = slot(hash);
        byte mark = mark(hash);
        if (once[slot] != mark) {
            once[slot] = mark;
            return;
        }
        marks[slot] = mark;
        int base = slot * room;
        slots[base] = (byte) length;
        System.arraycopy(in, from, slots, base + 1, length);
    }

    void clear() {
        Arrays.fill(slots, (byte) 0);
        Arrays.fill(marks, (byte) 0);
        Arrays.fill(once, (byte) 0);
    }

    private static long hash(byte[] in, int from, int to) {
        long ends = (long) EIGHT.get(in, from) + Long.rotateLeft((long) EIGHT.get(in, to - Long.BYTES), 17);
        return ends * SPREAD;
    }

    private static int slot(long hash) {
        return (int) (hash >>> (Long.SIZE - SLOTS_BITS));
    }

    private static byte mark(long hash) {
        return (byte) (hash >>> 40 | 1);
    }
}

package arelops.core.traffic.anonymise;

import java.util.Arrays;

/// Pseudonyms that were worked out lately. It changes how fast they are found, never what they are: a
/// hit is compared
/// byte by byte. Each value has one place, which the next value of the same place takes over.
final class PseudonymCache {
    /// For a recorder, which meets many values: 8 MiB.
    static final int LARGE = 1 << 17;

    /// For one of many copies: 256 KiB.
    static final int SMALL = 1 << 12;

    private static final int NONE = -1;
    private static final int SLOT = 64;
    private static final int ROOM = 30;
    private static final int RAW = 4;
    private static final int FAKE = RAW + ROOM;
    private final byte[] slots;
    private final int mask;

    /// @param size how many values it holds: a power of two, at most [#LARGE]
    PseudonymCache(int size) {
        slots = new byte[size * SLOT];
        mask = size - 1;
    }

    /// The place of a value; [#NONE] of one that is too long to have one.
    static int slot(int kind, byte[] in, int from, int to) {
        if (to - from > ROOM) {
            return NONE;
        }
        long hash = kind;
        for (int i = from; i < to; i++) {
            hash = (hash ^ in[i]) * 0x9E3779B97F4A7C15L;
        }
        hash ^= hash >>> 29;
        return (int) ((hash * 0xBF58476D1CE4E5B9L) >>> 44) & LARGE - 1;
    }

    /// Whether the pseudonym was there, and so was written.
    boolean write(int slot, int kind, byte[] in, int from, int to, Output out) {
        int length = to - from;
        if (slot == NONE || length == 0) {
            return false;
        }
        int base = (slot & mask) * SLOT;
        if (slots[base] != length
                || slots[base + 2] != kind
                || !Arrays.equals(slots, base + RAW, base + RAW + length, in, from, to)) {
            return false;
        }
        out.put(slots, base + FAKE, base + FAKE + slots[base + 1]);
        return true;
    }

    void keep(int slot, int kind, byte[] in, int from, int to, Output out, int outFrom) {
        int length = to - from;
        int fakeLength = out.length() - outFrom;
        if (slot == NONE || fakeLength > ROOM) {
            return;
        }
        int base = (slot & mask) * SLOT;
        slots[base] = (byte) length;
        slots[base + 1] = (byte) fakeLength;
        slots[base + 2] = (byte) kind;
        System.arraycopy(in, from, slots, base + RAW, length);
        System.arraycopy(out.bytes(), outFrom, slots, base + FAKE, fakeLength);
    }

    void clear() {
        Arrays.fill(slots, (byte) 0);
    }
}

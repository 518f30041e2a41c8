package arelops.core.traffic.anonymise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// What became of whole values lately: their pseudonyms, and what was found in them. It changes how
/// fast that is known, never what it is: a value is compared byte by byte. The oldest are
/// overwritten. Not for several threads.
///
/// Most of what a session sends comes again with its next request: cookies, tokens, user agents.
final class ValueMemo {
    /// Longer values are not remembered.
    static final int LONGEST = 384;

    private static final int BYTES_OF_ONE = 64;
    private static final int TAG = 24;
    private static final long MARK = (1L << TAG) - 1;

    /// Before each value: its kind, its length, that of the pseudonym, how many finds follow.
    private static final int HEAD = 16;

    private static final int LENGTH = 4;
    private static final int FAKE_LENGTH = 8;
    private static final int FINDS = 12;
    private static final int UNCHANGED = -1;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] ring;
    private final long[] places;
    private final int shift;
    private long next = 1;

    /// @param size about how many values it holds: a power of two
    ValueMemo(int size) {
        ring = new byte[size * BYTES_OF_ONE];
        places = new long[size / 2];
        shift = Long.SIZE - Integer.numberOfTrailingZeros(places.length);
    }

    /// A number by which a value is found.
    ///
    /// @param kind what is done with it, and how it is written
    static long hash(int kind, byte[] in, int from, int to) {
        long hash = kind * SPREAD;
        int at = from;
        while (at + Long.BYTES <= to) {
            hash = (Long.rotateLeft(hash, 27) ^ (long) EIGHT.get(in, at)) * SPREAD;
            at += Long.BYTES;
        }
        long rest = (long) to - from;
        while (at < to) {
            rest = rest << 8 | (in[at++] & 0xff);
        }
        hash = (Long.rotateLeft(hash, 27) ^ rest) * SPREAD;
        return (hash ^ hash >>> 32) * SPREAD;
    }

    /// Where a value is, or -1.
    int find(long hash, int kind, byte[] in, int from, int to) {
        long place = places[(int) (hash >>> shift)];
        long at = place >>> TAG;
        if (((place ^ hash) & MARK) != 0 || at == 0 || at + ring.length < next) {
            return -1;
        }
        int base = (int) (at & ring.length - 1);
        int length = to - from;
        boolean same = (int) FOUR.get(ring, base) == kind
                && (int) FOUR.get(ring, base + LENGTH) == length
                && Arrays.equals(ring, base + HEAD, base + HEAD + length, in, from, to);
        return same ? base : -1;
    }

    /// Whether a value that is here stays as it is.
    boolean isUnchanged(int base) {
        return (int) FOUR.get(ring, base + FAKE_LENGTH) == UNCHANGED;
    }

    /// Writes the pseudonym of a value that is here.
    void write(int base, Output out) {
        int start = base + HEAD + (int) FOUR.get(ring, base + LENGTH);
        out.put(ring, start, start + (int) FOUR.get(ring, base + FAKE_LENGTH));
    }

    /// Counts what was found in a value that is here.
    void count(int base, Finds finds) {
        int fake = Math.max(0, (int) FOUR.get(ring, base + FAKE_LENGTH));
        int start = base + HEAD + (int) FOUR.get(ring, base + LENGTH) + fake;
        finds.again(ring, start, (int) FOUR.get(ring, base + FINDS));
    }

    /// Remembers what became of a value, and what was found in it since the log began.
    void keep(long hash, int kind, byte[] in, int from, int to, Splice whole, Finds finds) {
        int length = to - from;
        boolean changed = whole.changed();
        Output fake = whole.finish();
        int fakeLength = changed ? fake.length() : 0;
        int size = HEAD + length + fakeLength + Finds.MOST_LOGGED;
        int base = (int) (next & ring.length - 1);
        if (base + size > ring.length) {
            next += ring.length - base;
            base = 0;
        }
        FOUR.set(ring, base, kind);
        FOUR.set(ring, base + LENGTH, length);
        FOUR.set(ring, base + FAKE_LENGTH, changed ? fakeLength : UNCHANGED);
        System.arraycopy(in, from, ring, base + HEAD, length);
        System.arraycopy(fake.bytes(), 0, ring, base + HEAD + length, fakeLength);
        int logged = finds.copyLog(ring, base + HEAD + length + fakeLength);
        FOUR.set(ring, base + FINDS, logged);
        places[(int) (hash >>> shift)] = next << TAG | (hash & MARK);
        next += size;
    }

    /// Forgets all.
    void clear() {
        Arrays.fill(places, 0);
        Arrays.fill(ring, (byte) 0);
    }
}

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

    /// Longer values are remembered when they come the second time, as many long texts never do.
    private static final int LONG = 96;

    private static final int BYTES_OF_ONE = 128;

    /// Places for each value, two of which it may take: with one, values would push each other out.
    private static final int PLACES_OF_ONE = 2;

    private static final int TAG = 24;
    private static final long MARK = (1L << TAG) - 1;

    /// Before each value, in one number: its kind, its length, how many finds follow, and the length of
    /// the pseudonym and one, or 0 if it stays as it is.
    private static final int HEAD = Long.BYTES;

    private static final int LENGTH = 32;
    private static final int FINDS = 42;
    private static final int FAKE = 48;
    private static final int MOST_FAKE = 0xffff;
    private static final long KIND_AND_LENGTH = (1L << FINDS) - 1;
    private static final int SEEN = 1 << 15;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] ring;
    private final long[] places;
    private final int shift;
    private final byte[] seen = new byte[SEEN];
    private long next = 1;

    /// @param size about how many values it holds: a power of two
    ValueMemo(int size) {
        ring = new byte[size * BYTES_OF_ONE];
        places = new long[size * PLACES_OF_ONE];
        shift = Long.SIZE - Integer.numberOfTrailingZeros(places.length);
    }

    /// What is done with a value, and how it is written, as one number.
    static int kind(Decision decision, Coding coding) {
        int written = switch (coding) {
            case PLAIN -> 1;
            case JSON -> 2;
            case PERCENT -> 3;
            case FORM -> 4;
            case XML -> 5;
        };
        return decision.hides() ? (decision.source() + 1) * 8 + written : written;
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
        int pair = pair(hash);
        int found = find(places[pair], hash, kind, in, from, to);
        return found >= 0 ? found : find(places[pair + 1], hash, kind, in, from, to);
    }

    private int find(long place, long hash, int kind, byte[] in, int from, int to) {
        long at = place >>> TAG;
        if (((place ^ hash) & MARK) != 0 || at == 0 || at + ring.length < next) {
            return -1;
        }
        int base = (int) (at & ring.length - 1);
        int length = to - from;
        boolean same = (head(base) & KIND_AND_LENGTH) == (kind | (long) length << LENGTH)
                && Arrays.equals(ring, base + HEAD, base + HEAD + length, in, from, to);
        return same ? base : -1;
    }

    /// Whether a value that is here stays as it is.
    boolean isUnchanged(int base) {
        return head(base) >>> FAKE == 0;
    }

    /// Writes the pseudonym of a value that is here.
    void write(int base, Output out) {
        long head = head(base);
        int start = base + HEAD + length(head);
        out.put(ring, start, start + fakeLength(head));
    }

    /// Counts what was found in a value that is here.
    void count(int base, Finds finds) {
        long head = head(base);
        int found = (int) (head >>> FINDS) & ((1 << (FAKE - FINDS)) - 1);
        finds.again(ring, base + HEAD + length(head) + fakeLength(head), found);
    }

    /// Remembers what became of a value, and what was found in it since the log began.
    void keep(long hash, int kind, byte[] in, int from, int to, Splice whole, Finds finds) {
        int length = to - from;
        if (length > LONG && isNew(hash)) {
            return;
        }
        boolean changed = whole.changed();
        Output fake = whole.finish();
        int fakeLength = changed ? fake.length() : 0;
        if (fakeLength >= MOST_FAKE) {
            return;
        }
        int size = HEAD + length + fakeLength + Finds.MOST_LOGGED;
        int base = (int) (next & ring.length - 1);
        if (base + size > ring.length) {
            next += ring.length - base;
            base = 0;
        }
        System.arraycopy(in, from, ring, base + HEAD, length);
        System.arraycopy(fake.bytes(), 0, ring, base + HEAD + length, fakeLength);
        int logged = finds.copyLog(ring, base + HEAD + length + fakeLength);
        long head = kind | (long) length << LENGTH | (long) logged << FINDS | (changed ? fakeLength + 1L : 0) << FAKE;
        EIGHT.set(ring, base, head);
        int pair = pair(hash);
        int older = places[pair] >>> TAG < places[pair + 1] >>> TAG ? pair : pair + 1;
        places[older] = next << TAG | (hash & MARK);
        next += HEAD + length + fakeLength + logged;
    }

    private int pair(long hash) {
        return (int) (hash >>> shift) & ~1;
    }

    /// Whether a value was not met before, as far as is known.
    private boolean isNew(long hash) {
        int place = (int) (hash >>> TAG) & SEEN - 1;
        byte sign = (byte) ((hash >>> (Long.SIZE - Byte.SIZE)) | 1);
        boolean isNew = seen[place] != sign;
        seen[place] = sign;
        return isNew;
    }

    private long head(int base) {
        return (long) EIGHT.get(ring, base);
    }

    private static int length(long head) {
        return (int) (head >>> LENGTH) & ((1 << (FINDS - LENGTH)) - 1);
    }

    private static int fakeLength(long head) {
        return Math.max(0, (int) (head >>> FAKE) - 1);
    }

    /// Forgets all.
    void clear() {
        Arrays.fill(places, 0);
        Arrays.fill(ring, 0, (int) Math.min(ring.length, next), (byte) 0);
        Arrays.fill(seen, (byte) 0);
    }
}

package arelops.core.traffic.anonymise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Pseudonyms that were worked out lately. It changes how fast they are found, never what they are: a
/// hit is compared byte by byte. Each value has one place, which the next value of the same place takes
/// over.
///
/// Words, which are most of them, are compared and written as two numbers of 8 bytes; longer values
/// have places of their own.
final class PseudonymCache {
    /// For a recorder, which meets many values: 12 MiB.
    static final int LARGE = 1 << 17;

    /// For one of many copies: 384 KiB.
    static final int SMALL = 1 << 12;

    private static final int LONGS = 4;
    private static final int LONGEST_WORD = 14;
    private static final int LENGTH = 48;
    private static final int KIND = 56;
    private static final int SLOT = 128;
    private static final int ROOM = 62;
    private static final int RAW = 3;
    private static final int FAKE = RAW + ROOM;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// Of each word two numbers with its bytes, its length and its kind, and two with its pseudonym and the
    /// length of that.
    private final long[] words;

    private final byte[] others;
    private final int wordShift;
    private final int otherShift;

    /// @param size how many words it holds, and half as many longer values: a power of two
    PseudonymCache(int size) {
        words = new long[size * LONGS];
        others = new byte[size / 2 * SLOT];
        wordShift = Long.SIZE - Integer.numberOfTrailingZeros(size);
        otherShift = wordShift + 1;
    }

    /// Whether the pseudonym was there, and so was written.
    boolean write(int kind, byte[] in, int from, int to, Output out) {
        int length = to - from;
        if (length <= LONGEST_WORD) {
            long first = bytes(in, from, Math.min(length, Long.BYTES));
            long second = second(kind, in, from, length);
            int base = place(first, second, wordShift) * LONGS;
            if (words[base] != first || words[base + 1] != second) {
                return false;
            }
            long end = words[base + 3];
            out.put(words[base + 2], end, (int) (end >>> KIND));
            return true;
        }
        if (length > ROOM) {
            return false;
        }
        int base = place(kind, in, from, to);
        if (others[base] != length
                || others[base + 2] != kind
                || !Arrays.equals(others, base + RAW, base + RAW + length, in, from, to)) {
            return false;
        }
        out.put(others, base + FAKE, base + FAKE + others[base + 1]);
        return true;
    }

    void keep(int kind, byte[] in, int from, int to, Output out, int outFrom) {
        int length = to - from;
        int fakeLength = out.length() - outFrom;
        if (length == 0 || fakeLength > (length <= LONGEST_WORD ? LONGEST_WORD : ROOM)) {
            return;
        }
        if (length <= LONGEST_WORD) {
            long first = bytes(in, from, Math.min(length, Long.BYTES));
            long second = second(kind, in, from, length);
            int base = place(first, second, wordShift) * LONGS;
            words[base] = first;
            words[base + 1] = second;
            words[base + 2] = bytes(out.bytes(), outFrom, Math.min(fakeLength, Long.BYTES));
            words[base + 3] = second(fakeLength, out.bytes(), outFrom, fakeLength);
        } else if (length <= ROOM) {
            int base = place(kind, in, from, to);
            others[base] = (byte) length;
            others[base + 1] = (byte) fakeLength;
            others[base + 2] = (byte) kind;
            System.arraycopy(in, from, others, base + RAW, length);
            System.arraycopy(out.bytes(), outFrom, others, base + FAKE, fakeLength);
        }
    }

    void clear() {
        Arrays.fill(words, 0);
        Arrays.fill(others, (byte) 0);
    }

    /// The bytes after the first 8, with the length and the kind above.
    private static long second(int kind, byte[] in, int from, int length) {
        long bytes = length > Long.BYTES ? bytes(in, from + Long.BYTES, length - Long.BYTES) : 0;
        return bytes | (long) length << LENGTH | (long) kind << KIND;
    }

    /// 1 to 8 bytes, the first as the lowest; 0 for none.
    private static long bytes(byte[] in, int from, int count) {
        if (from + Long.BYTES <= in.length) {
            return count == 0 ? 0 : (long) EIGHT.get(in, from) & -1L >>> (Long.SIZE - Byte.SIZE * count);
        }
        long bytes = 0;
        for (int i = count - 1; i >= 0; i--) {
            bytes = bytes << Byte.SIZE | (in[from + i] & 0xff);
        }
        return bytes;
    }

    private static int place(long first, long second, int shift) {
        long mixed = (first ^ Long.rotateLeft(second * SPREAD, 29)) * SPREAD;
        return (int) (((mixed ^ mixed >>> 32) * SPREAD) >>> shift);
    }

    private int place(int kind, byte[] in, int from, int to) {
        return (int) (ValueMemo.hash(kind, in, from, to) >>> otherShift) * SLOT;
    }
}

package arelops.core.traffic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A run of bytes that nobody changes any more: an array, or a part of one.
public final class Bytes {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST = 0x8080808080808080L;

    /// No bytes.
    public static final Bytes NONE = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int from;
    private final int to;

    private Bytes(byte[] array, int from, int to) {
        this.array = array;
        this.from = from;
        this.to = to;
    }

    /// These bytes, copied.
    public static Bytes copyOf(byte[] bytes) {
        return new Bytes(bytes.clone(), 0, bytes.length);
    }

    /// A part of an array which the caller gives away: nobody may write to it any more.
    ///
    /// @param to the index after the last byte
    public static Bytes owned(byte[] array, int from, int to) {
        if (from < 0 || from > to || to > array.length) {
            throw new IllegalArgumentException("no part of " + array.length + " bytes: " + from + " to " + to);
        }
        return new Bytes(array, from, to);
    }

    /// The bytes of a text in UTF-8.
    public static Bytes of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Bytes(bytes, 0, bytes.length);
    }

    /// How many there are.
    public int length() {
        return to - from;
    }

    /// The byte at an index that counts from the first of them.
    public byte at(int index) {
        return array[from + index];
    }

    /// The array that they are in, for reading only.
    public byte[] array() {
        return array;
    }

    /// Where in [#array()] they begin.
    public int from() {
        return from;
    }

    /// The index in [#array()] after the last of them.
    public int to() {
        return to;
    }

    /// A copy.
    public byte[] toArray() {
        return Arrays.copyOfRange(array, from, to);
    }

    /// Whether both hold the same.
    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, from, to, bytes.array, bytes.from, bytes.to);
    }

    /// Of what they hold.
    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /// Their number only: recorded bytes are never printed by accident.
    @Override
    public String toString() {
        return length() + " bytes";
    }

    /// Where a byte, of the lower half, stands first from a place on; the end if it does not.
    ///
    /// Eight are looked at together: the lowest byte that is 0 once the wanted one is taken out is where
    /// subtracting one borrows first.
    public static int indexOf(byte[] in, char wanted, int from, int to) {
        long all = wanted * ONES;
        int at = from;
        while (at + Long.BYTES <= to) {
            long rest = (long) EIGHT.get(in, at) ^ all;
            long zeros = (rest - ONES) & ~rest & HIGHEST;
            if (zeros != 0) {
                return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && in[at] != wanted) {
            at++;
        }
        return at;
    }
}

package arelops.core.traffic.anonymise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes that are being written.
final class Output {
    /// Shorter runs are copied as two numbers, which is faster than to ask how long they are.
    static final int SHORT = 2 * Long.BYTES;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private byte[] bytes = new byte[256];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /// Forgets what was written.
    void wipe() {
        Arrays.fill(bytes, (byte) 0);
        length = 0;
    }

    void shorten(int newLength) {
        length = newLength;
    }

    void put(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) value;
    }

    void put(byte[] source, int from, int to) {
        int more = to - from;
        if (more <= SHORT && from + SHORT <= source.length) {
            put((long) EIGHT.get(source, from), (long) EIGHT.get(source, from + Long.BYTES), more);
            return;
        }
        room(more);
        System.arraycopy(source, from, bytes, length, more);
        length += more;
    }

    /// The first bytes of two numbers, the lowest first.
    void put(long first, long second, int count) {
        room(SHORT);
        EIGHT.set(bytes, length, first);
        EIGHT.set(bytes, length + Long.BYTES, second);
        length += count;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }

    void put(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            put(ascii.charAt(i));
        }
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }
}

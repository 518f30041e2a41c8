package arelops.core.traffic.anonymise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Which bytes of a text may be of base64 or hexadecimal digits: letters, digits and `+-/_`.
final class CodedBits {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST = ONES << 7;
    private static final long LOW = ~HIGHEST;

    /// Brings the lowest bits of eight bytes together, above all else.
    private static final long TOGETHER = 0x0102040810204080L;

    private CodedBits() {}

    /// Of at most 64 bytes, the first as the lowest bit.
    static long of(byte[] in, int from, int to) {
        long bits = 0;
        int at = from;
        while (at + Long.BYTES <= to) {
            bits |= eight((long) EIGHT.get(in, at)) << (at - from);
            at += Long.BYTES;
        }
        while (at < to) {
            bits |= eight(in[at] & 0xff) << (at - from);
            at++;
        }
        return bits;
    }

    /// Each byte is told by its highest bit: what adds to it comes to 128 or not.
    private static long eight(long bytes) {
        long low = bytes & LOW;
        long small = low | ONES * 0x20;
        long letters = (small + ONES * (0x80 - 'a')) ^ (small + ONES * (0x7f - 'z'));
        long digitsOrSigns = (low + ONES * (0x80 - '+')) ^ (low + ONES * (0x7f - '9'));
        long notBetweenSigns = ((low | ONES * 2) ^ ONES * '.') + LOW;
        long joiners = ~((low ^ ONES * '_') + LOW);
        long coded = (letters | (digitsOrSigns & notBetweenSigns) | joiners) & ~bytes & HIGHEST;
        return (coded >>> 7) * TOGETHER >>> (Long.SIZE - Byte.SIZE);
    }
}

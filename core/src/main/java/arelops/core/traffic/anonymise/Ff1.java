package arelops.core.traffic.anonymise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// Format-preserving encryption FF1 (NIST SP 800-38G): numerals of a radix to as many numerals of it,
/// one to one.
///
/// Up to as many numerals as two halves of less than 63 bits hold: 36 of radix 10, 26 of radix 26. Not
/// for several
/// threads.
final class Ff1 {
    private static final int ROUNDS = 10;
    private static final int BLOCK = 16;
    private static final int LATELY = 256;
    private static final long WORD = 0xffff_ffffL;
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private final Cipher aes;
    private final byte[] tweak;
    private final Map<Integer, Shape> shapes = new HashMap<>();
    private final Shape[] lastShapes = new Shape[LATELY];
    private final byte[] block = new byte[BLOCK];
    private final byte[] result = new byte[BLOCK];
    private final byte[] second = new byte[BLOCK];

    /// What depends on radix and length alone.
    private static final class Shape {
        private final int radix;
        private final int left;
        private final int right;
        private final long leftSize;
        private final long rightSize;
        private final long leftInverse;
        private final long rightInverse;
        private final int numberBytes;
        private final byte[] first;
        private final long high;
        private final long low;

        Shape(int radix, int length, byte[] first) {
            this.radix = radix;
            left = length / 2;
            right = length - left;
            leftSize = power(radix, left);
            rightSize = power(radix, right);
            leftInverse = Long.divideUnsigned(-1, leftSize);
            rightInverse = Long.divideUnsigned(-1, rightSize);
            numberBytes = (Long.SIZE - Long.numberOfLeadingZeros(rightSize - 1) + 7) / 8;
            this.first = first;
            high = (long) EIGHT.get(first, 0);
            low = (long) EIGHT.get(first, Long.BYTES);
        }
    }

    Ff1(byte[] key, byte[] tweak) {
        try {
            aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
        this.tweak = tweak.clone();
        Arrays.fill(lastShapes, made(2, 2));
    }

    /// How many numerals of a radix can be encrypted at once.
    static int longest(int radix) {
        int half = 0;
        long size = 1;
        while (size <= (Long.MAX_VALUE >> 1) / radix) {
            size *= radix;
            half++;
        }
        return 2 * half;
    }

    /// Encrypts the first numerals of an array in place.
    void encrypt(int[] numerals, int length, int radix) {
        Shape shape = shape(radix, length);
        long a = number(numerals, 0, shape.left, radix);
        long b = number(numerals, shape.left, length, radix);
        for (int round = 0; round < ROUNDS; round++) {
            boolean even = round % 2 == 0;
            long size = even ? shape.leftSize : shape.rightSize;
            long inverse = even ? shape.leftInverse : shape.rightInverse;
            long c = a + pseudorandom(shape, round, b, size, inverse);
            a = b;
            b = c < size ? c : c - size;
        }
        write(numerals, 0, shape.left, radix, a);
        write(numerals, shape.left, length, radix, b);
    }

    private long pseudorandom(Shape shape, int round, long b, long modulus, long inverse) {
        int words = (shape.numberBytes + 3) / 4;
        int used = 4 * words + 4;
        int filled = tweak.length + 1 + shape.numberBytes;
        int length = (filled + BLOCK - 1) / BLOCK * BLOCK;
        if (shape.numberBytes < Long.BYTES && tweak.length == 0) {
            EIGHT.set(block, 0, shape.high);
            EIGHT.set(block, Long.BYTES, shape.low ^ b ^ ((long) round << (Byte.SIZE * shape.numberBytes)));
            aes(block, result);
            return remainder(result, used, modulus, inverse);
        }
        System.arraycopy(shape.first, 0, result, 0, BLOCK);
        for (int start = 0; start < length; start += BLOCK) {
            for (int i = 0; i < BLOCK; i++) {
                block[i] = (byte) (result[i] ^ input(start + i, length, shape.numberBytes, round, b));
            }
            aes(block, result);
        }
        if (used > BLOCK) {
            throw new IllegalStateException("a half of more than 96 bits");
        }
        return remainder(result, used, modulus, inverse);
    }

    /// A byte of Q: the tweak, zeros, the round and the number at the end.
    private int input(int at, int length, int numberBytes, int round, long b) {
        if (at < tweak.length) {
            return tweak[at];
        }
        int fromEnd = length - 1 - at;
        if (fromEnd < numberBytes) {
            return (int) (b >>> (8 * fromEnd));
        }
        return fromEnd == numberBytes ? round : 0;
    }

    private static long remainder(byte[] bytes, int length, long modulus, long inverse) {
        long rest = 0;
        if ((modulus & modulus - 1) == 0) {
            for (int i = length - Long.BYTES; i < length; i++) {
                rest = rest << 8 | (bytes[i] & 0xff);
            }
            return rest & modulus - 1;
        }
        if (modulus < 1L << 31) {
            rest = remainder((long) EIGHT.get(bytes, 0), modulus, inverse);
            for (int i = Long.BYTES; i < length; i += 4) {
                rest = remainder((rest << 32) | ((int) FOUR.get(bytes, i) & WORD), modulus, inverse);
            }
            return rest;
        }
        if (modulus < 1L << 46) {
            for (int i = 0; i < length; i += 2) {
                rest = (rest << 16 | (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff)) % modulus;
            }
            return rest;
        }
        for (int i = 0; i < length; i++) {
            for (int bit = 7; bit >= 0; bit--) {
                rest = (rest << 1 | (bytes[i] >> bit & 1)) % modulus;
            }
        }
        return rest;
    }

    /// Of an unsigned number, without a division: the quotient is at most two too small.
    private static long remainder(long number, long modulus, long inverse) {
        long rest = number - Math.unsignedMultiplyHigh(number, inverse) * modulus;
        while (rest >= modulus) {
            rest -= modulus;
        }
        return rest;
    }

    private void aes(byte[] in, byte[] out) {
        try {
            aes.update(in, 0, BLOCK, out, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a block has room for a block", e);
        }
    }

    private Shape shape(int radix, int length) {
        int place = (radix * 31 + length) & LATELY - 1;
        Shape lately = lastShapes[place];
        if (lately.radix == radix && lately.left + lately.right == length) {
            return lately;
        }
        Shape shape = shapes.computeIfAbsent(radix << 8 | length, wanted -> made(radix, length));
        lastShapes[place] = shape;
        return shape;
    }

    private Shape made(int radix, int length) {
        byte[] p = {
            1,
            2,
            1,
            (byte) (radix >> 16),
            (byte) (radix >> 8),
            (byte) radix,
            10,
            (byte) (length / 2),
            0,
            0,
            0,
            (byte) length,
            0,
            0,
            0,
            (byte) tweak.length
        };
        aes(p, second);
        return new Shape(radix, length, second.clone());
    }

    private static long number(int[] numerals, int from, int to, int radix) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * radix + numerals[i];
        }
        return number;
    }

    private static void write(int[] numerals, int from, int to, int radix, long number) {
        long rest = number;
        for (int i = to - 1; i >= from; i--) {
            numerals[i] = (int) (rest % radix);
            rest /= radix;
        }
    }

    private static long power(int radix, int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power = Math.multiplyExact(power, (long) radix);
        }
        return power;
    }
}

package arelops.core.traffic.anonymise;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Keyed bytes that depend on a value and tell nothing of it: CBC-MAC of AES with the length first (a
/// pseudorandom
/// function, as no input is the beginning of another), spread by AES under a second key. Not for
/// several threads.
///
/// Most of what AES costs here is the call, so blocks go through it together, and never to where they
/// came from, since the library then copies them first.
final class Digest {
    private static final int BLOCK = 16;
    private static final int INPUT = 32 * BLOCK;
    private static final int STREAM = 4 * BLOCK;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private final Cipher mac;
    private final Cipher spread;
    private final byte[] input = new byte[INPUT];
    private final byte[] output = new byte[INPUT];

    /// The last block of the value, which is also what the cipher adds to the next one that it is given.
    private final byte[] state = new byte[BLOCK];
    private final byte[] counters = new byte[STREAM];
    private final byte[] stream = new byte[STREAM];
    private int used;
    private int block;

    Digest(byte[] macKey, byte[] spreadKey) {
        try {
            mac = Cipher.getInstance("AES/CBC/NoPadding");
            mac.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(macKey, "AES"), new IvParameterSpec(state));
            spread = Cipher.getInstance("AES/ECB/NoPadding");
            spread.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(spreadKey, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    /// Starts the bytes of a value.
    ///
    /// @param purpose values of different purposes have nothing in common
    /// @param fold whether letters that differ in case are the same
    void of(int purpose, byte[] value, int from, int to, boolean fold) {
        int length = to - from;
        System.arraycopy(state, 0, input, 0, BLOCK);
        input[0] ^= (byte) purpose;
        input[1] ^= (byte) (length >> 24);
        input[2] ^= (byte) (length >> 16);
        input[3] ^= (byte) (length >> 8);
        input[4] ^= (byte) length;
        int filled = BLOCK;
        int at = from;
        while (to - at > INPUT - filled) {
            take(value, at, at + INPUT - filled, fold, filled);
            at += INPUT - filled;
            encrypt(mac, input, INPUT, output);
            filled = 0;
        }
        take(value, at, to, fold, filled);
        filled += to - at;
        int padded = (filled + BLOCK - 1) / BLOCK * BLOCK;
        Arrays.fill(input, filled, padded, (byte) 0);
        encrypt(mac, input, padded, output);
        System.arraycopy(output, padded - BLOCK, state, 0, BLOCK);
        used = STREAM;
        block = 0;
    }

    /// Forgets the last value.
    void wipe() {
        Arrays.fill(input, (byte) 0);
    }

    private void take(byte[] value, int from, int to, boolean fold, int place) {
        for (int i = from; i < to; i++) {
            input[place + i - from] = fold ? Ascii.lower(value[i]) : value[i];
        }
    }

    /// The next byte, 0 to 255.
    int next() {
        if (used == STREAM) {
            for (int at = 0; at < STREAM; at += BLOCK) {
                System.arraycopy(state, 0, counters, at, BLOCK);
                counters[at] ^= (byte) block;
                counters[at + 1] ^= (byte) (block >> 8);
                counters[at + 2] ^= (byte) (block >> 16);
                block++;
            }
            encrypt(spread, counters, STREAM, stream);
            used = 0;
        }
        return stream[used++] & 0xff;
    }

    /// A number below a limit of at most 26.
    int below(int limit) {
        return (next() * limit) >> 8;
    }

    /// Writes letters and digits of 5 bits each.
    void letters(int count, Output out) {
        for (int i = 0; i < count; i++) {
            out.put(LETTERS.charAt(next() & 31));
        }
    }

    private static void encrypt(Cipher aes, byte[] in, int length, byte[] out) {
        try {
            aes.update(in, 0, length, out, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("blocks have room for blocks", e);
        }
    }
}

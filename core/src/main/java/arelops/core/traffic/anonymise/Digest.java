package arelops.core.traffic.anonymise;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// Keyed bytes that depend on a value and tell nothing of it: CBC-MAC of AES with the length first (a
/// pseudorandom
/// function, as no input is the beginning of another), spread by AES under a second key. Not for
/// several threads.
final class Digest {
    private static final int BLOCK = 16;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private final Cipher mac;
    private final Cipher spread;
    private final byte[] state = new byte[BLOCK];
    private final byte[] counter = new byte[BLOCK];
    private final byte[] stream = new byte[BLOCK];
    private int used;
    private int block;

    Digest(byte[] macKey, byte[] spreadKey) {
        mac = aes(macKey);
        spread = aes(spreadKey);
    }

    /// Starts the bytes of a value.
    ///
    /// @param purpose values of different purposes have nothing in common
    /// @param fold whether letters that differ in case are the same
    void of(int purpose, byte[] value, int from, int to, boolean fold) {
        java.util.Arrays.fill(state, (byte) 0);
        int length = to - from;
        state[0] = (byte) purpose;
        state[1] = (byte) (length >> 24);
        state[2] = (byte) (length >> 16);
        state[3] = (byte) (length >> 8);
        state[4] = (byte) length;
        encrypt(mac, state, state);
        for (int at = from; at < to; at += BLOCK) {
            int end = Math.min(to, at + BLOCK);
            for (int i = at; i < end; i++) {
                state[i - at] ^= fold ? Ascii.lower(value[i]) : value[i];
            }
            encrypt(mac, state, state);
        }
        used = BLOCK;
        block = 0;
    }

    /// The next byte, 0 to 255.
    int next() {
        if (used == BLOCK) {
            System.arraycopy(state, 0, counter, 0, BLOCK);
            counter[0] ^= (byte) block;
            counter[1] ^= (byte) (block >> 8);
            counter[2] ^= (byte) (block >> 16);
            block++;
            encrypt(spread, counter, stream);
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

    private static void encrypt(Cipher aes, byte[] in, byte[] out) {
        try {
            aes.update(in, 0, BLOCK, out, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a block has room for a block", e);
        }
    }

    private static Cipher aes(byte[] key) {
        try {
            Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            return aes;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }
}

package arelops.core.traffic.anonymise;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key of one recording. Who has it can test guesses against pseudonyms; once it is destroyed
/// nobody can, and the
/// same person has another pseudonym in the next recording.
public final class RecordingKey {
    /// How many bytes it has.
    public static final int LENGTH = 32;

    private final byte[] bytes;

    /// From 32 random bytes, which are copied.
    public RecordingKey(byte[] random) {
        if (random.length != LENGTH) {
            throw new IllegalArgumentException("a key has " + LENGTH + " bytes, not " + random.length);
        }
        bytes = random.clone();
    }

    /// The key of a copy of all persons: replay at 10x needs ten times the users.
    ///
    /// @param copy from 1; 0 is this key
    public RecordingKey ofCopy(int copy) {
        return copy == 0 ? this : new RecordingKey(derived("copy " + copy));
    }

    /// Overwrites it. What has been derived from it is not known to it.
    public void destroy() {
        Arrays.fill(bytes, (byte) 0);
    }

    /// 64 bits for one purpose.
    long derivedNumber(String purpose) {
        byte[] random = derived(purpose);
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = number << Byte.SIZE | (random[i] & 0xff);
        }
        return number;
    }

    /// 32 bytes for one purpose, from which neither the key nor other purposes' bytes can be told.
    byte[] derived(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}

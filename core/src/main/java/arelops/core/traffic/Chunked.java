package arelops.core.traffic;

import java.util.Arrays;
import java.util.Optional;

/// The chunked transfer coding of HTTP/1.1 (RFC 9112, 7.1), for recorders that see bytes as they were
/// sent.
public final class Chunked {
    private static final int LONGEST_SIZE = 7;

    private Chunked() {}

    /// The body without its coding and trailers, or nothing if the coding is broken or does not end.
    public static Optional<Bytes> decode(Bytes coded) {
        byte[] in = coded.array();
        byte[] out = new byte[coded.length()];
        int written = 0;
        int at = coded.from();
        while (true) {
            int size = 0;
            int digits = 0;
            while (at < coded.to() && Character.digit(in[at], 16) >= 0) {
                size = size * 16 + Character.digit(in[at++], 16);
                if (++digits > LONGEST_SIZE) {
                    return Optional.empty();
                }
            }
            while (at < coded.to() && in[at] != '\n') {
                at++;
            }
            at++;
            if (digits == 0 || at > coded.to() || size > coded.to() - at) {
                return Optional.empty();
            }
            if (size == 0) {
                return Optional.of(Bytes.owned(Arrays.copyOf(out, written), 0, written));
            }
            System.arraycopy(in, at, out, written, size);
            written += size;
            at += size;
            if (at + 1 >= coded.to() || in[at] != '\r' || in[at + 1] != '\n') {
                return Optional.empty();
            }
            at += 2;
        }
    }
}

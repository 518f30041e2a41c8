package arelops.app.traffic.replay;

import arelops.app.traffic.replay.issued.Answer;
import arelops.core.traffic.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// An answer for a witness, as far as it has come.
final class Kept {
    private static final int ROOM = 1_024;
    private final List<Answer.Header> headers = new ArrayList<>();
    private byte[] body = new byte[0];
    private int kept;
    private long length;
    private Optional<MessageDigest> digest = Optional.empty();

    /// The head; of several the last one counts.
    void head(List<Answer.Header> said) {
        headers.clear();
        headers.addAll(said);
        kept = 0;
        length = 0;
        digest = Optional.empty();
    }

    /// More of the body.
    void body(byte[] in, int from, int size) {
        int count = Math.min(size, Received.LARGEST - kept);
        if (kept + count > body.length) {
            body = Arrays.copyOf(body, Math.max(kept + count, Math.min(2 * body.length + ROOM, Received.LARGEST)));
        }
        if (count < size && digest.isEmpty()) {
            MessageDigest begun = sha256();
            begun.update(body, 0, kept);
            digest = Optional.of(begun);
        }
        digest.ifPresent(one -> one.update(in, from, size));
        System.arraycopy(in, from, body, kept, count);
        kept += count;
        length += size;
    }

    Received received(long number, Outgoing request, int status) {
        String sum = digest.map(one -> HexFormat.of().formatHex(one.digest())).orElse("");
        return new Received(number, request.bytes(), status, headers, Bytes.owned(body, 0, kept), length, sum);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

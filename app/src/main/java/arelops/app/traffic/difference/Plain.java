package arelops.app.traffic.difference;

import arelops.app.traffic.replay.Received;
import arelops.app.traffic.replay.Target;
import arelops.core.difference.Answer;
import arelops.core.difference.Asked;
import arelops.core.difference.Body;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.HttpHead;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// Answers as they are compared: unpacked, and without the address that was asked, which differs
/// because there are three.
final class Plain {
    private static final int LARGEST = 4 * Received.LARGEST;
    private static final byte[] SERVER = "server.invalid".getBytes(StandardCharsets.US_ASCII);

    private Plain() {}

    /// What was asked.
    static Asked asked(Received answer) {
        HttpHead head = HttpHead.of(answer.request());
        return new Asked(answer.number(), head.part(0), head.part(1));
    }

    /// An answer of this target.
    static Answer answer(Received received, Target target) {
        byte[] authority = target.authority().getBytes(StandardCharsets.US_ASCII);
        List<Answer.Header> headers = received.headers().stream()
                .map(header ->
                        new Answer.Header(header.name(), header.value().replace(target.authority(), "server.invalid")))
                .toList();
        return new Answer(received.status(), headers, body(received, authority));
    }

    private static Body body(Received received, byte[] authority) {
        if (!received.isWhole()) {
            return new Body.Digested(received.digest(), received.length());
        }
        Bytes plain = unpacked(received).orElse(received.body());
        return new Body.Whole(without(plain, authority));
    }

    private static Optional<Bytes> unpacked(Received received) {
        String coding = received.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("content-encoding"))
                .map(header -> header.value().strip().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
        if (!coding.equals("gzip") && !coding.equals("deflate")) {
            return Optional.empty();
        }
        Bytes body = received.body();
        InputStream packed = new ByteArrayInputStream(body.array(), body.from(), body.length());
        try (InputStream in = coding.equals("gzip") ? new GZIPInputStream(packed) : new InflaterInputStream(packed)) {
            byte[] plain = in.readNBytes(LARGEST);
            return in.read() < 0 ? Optional.of(Bytes.owned(plain, 0, plain.length)) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The bytes with another address in place of the one that was asked.
    private static Bytes without(Bytes bytes, byte[] authority) {
        int at = find(bytes, authority, 0);
        if (at < 0) {
            return bytes;
        }
        byte[] in = bytes.toArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        int done = 0;
        while (at >= 0) {
            out.write(in, done, at - done);
            out.writeBytes(SERVER);
            done = at + authority.length;
            at = find(bytes, authority, done);
        }
        out.write(in, done, in.length - done);
        byte[] other = out.toByteArray();
        return Bytes.owned(other, 0, other.length);
    }

    private static int find(Bytes bytes, byte[] wanted, int from) {
        for (int at = from; at <= bytes.length() - wanted.length; at++) {
            int same = 0;
            while (same < wanted.length && bytes.at(at + same) == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        return -1;
    }
}

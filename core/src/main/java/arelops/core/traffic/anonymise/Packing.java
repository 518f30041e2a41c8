package arelops.core.traffic.anonymise;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.HttpHead;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Unpacks and packs bodies: gzip (RFC 1952) and deflate (RFC 1950, and 1951 as some servers send it).
final class Packing {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;

    private Packing() {}

    /// Whether a head says that the body is packed by deflate.
    static boolean isDeflated(Bytes head) {
        String packing = HttpHead.of(head).header("content-encoding").orElse("");
        return packing.strip().toLowerCase(Locale.ROOT).equals("deflate");
    }

    /// Whether bytes begin as gzip does.
    static boolean isGzip(byte[] in, int from, int to) {
        return to - from > HEADER + TRAILER && in[from] == 0x1f && in[from + 1] == (byte) 0x8b && in[from + 2] == 8;
    }

    /// The bytes of a gzip, or nothing if it is broken or holds more than the limit.
    static Optional<Bytes> gunzip(byte[] in, int from, int to, int limit) {
        if (!isGzip(in, from, to)) {
            return Optional.empty();
        }
        int flags = in[from + 3];
        int at = from + HEADER;
        if ((flags & 4) != 0) {
            at += 2 + (in[at] & 0xff) + (in[at + 1] & 0xff) * 256;
        }
        for (int text = (flags >> 3 & 1) + (flags >> 4 & 1); text > 0; text--) {
            while (at < to && in[at] != 0) {
                at++;
            }
            at++;
        }
        at += (flags & 2) != 0 ? 2 : 0;
        return at >= to ? Optional.empty() : inflate(in, at, to, limit, true);
    }

    /// The bytes of a deflated body, with the header of zlib or without.
    static Optional<Bytes> undeflate(byte[] in, int from, int to, int limit) {
        Optional<Bytes> zlib = inflate(in, from, to, limit, false);
        return zlib.isPresent() ? zlib : inflate(in, from, to, limit, true);
    }

    private static Optional<Bytes> inflate(byte[] in, int from, int to, int limit, boolean raw) {
        Inflater inflater = new Inflater(raw);
        try {
            inflater.setInput(in, from, to - from);
            byte[] room = new byte[8192];
            Output out = new Output();
            while (!inflater.finished()) {
                int count = inflater.inflate(room);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    return Optional.empty();
                }
                out.put(room, 0, count);
                if (out.length() > limit) {
                    return Optional.empty();
                }
            }
            int rest = inflater.getRemaining();
            boolean more = rest > (raw ? TRAILER : 0);
            return more ? Optional.empty() : Optional.of(Bytes.owned(out.bytes(), 0, out.length()));
        } catch (DataFormatException broken) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    static Bytes gzip(byte[] in, int from, int to) {
        Output out = new Output();
        out.put(0x1f);
        out.put(0x8b);
        out.put(8);
        for (int i = 3; i < HEADER; i++) {
            out.put(i == HEADER - 1 ? 0xff : 0);
        }
        deflate(in, from, to, true, out);
        CRC32 sum = new CRC32();
        sum.update(in, from, to - from);
        little(sum.getValue(), out);
        little(to - from, out);
        return Bytes.owned(out.bytes(), 0, out.length());
    }

    static Bytes deflate(byte[] in, int from, int to) {
        Output out = new Output();
        deflate(in, from, to, false, out);
        return Bytes.owned(out.bytes(), 0, out.length());
    }

    private static void deflate(byte[] in, int from, int to, boolean raw, Output out) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, raw);
        try {
            deflater.setInput(in, from, to - from);
            deflater.finish();
            byte[] room = new byte[8192];
            while (!deflater.finished()) {
                out.put(room, 0, deflater.deflate(room));
            }
        } finally {
            deflater.end();
        }
    }

    private static void little(long value, Output out) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.put((int) (value >> shift));
        }
    }
}

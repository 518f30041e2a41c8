package arelops.app.traffic.replay.issued;

import arelops.core.traffic.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// The beginning of a packed body.
final class Unpacked {
    /// Nothing is looked for behind so many bytes.
    private static final int MOST = 1 << 20;

    private static final int CHUNK = 8 * 1024;

    private Unpacked() {}

    static Bytes gzip(Bytes packed) {
        try (InputStream in = new GZIPInputStream(stream(packed))) {
            return read(in);
        } catch (IOException _) {
            return Bytes.NONE;
        }
    }

    static Bytes deflate(Bytes packed) {
        try (InputStream in = new InflaterInputStream(stream(packed))) {
            return read(in);
        } catch (IOException _) {
            return Bytes.NONE;
        }
    }

    private static InputStream stream(Bytes packed) {
        return new ByteArrayInputStream(packed.array(), packed.from(), packed.length());
    }

    private static Bytes read(InputStream in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try {
            for (int count = in.read(chunk); count >= 0 && out.size() < MOST; count = in.read(chunk)) {
                out.write(chunk, 0, count);
            }
        } catch (IOException _) {
            // it is cut: what came before counts
        }
        byte[] bytes = out.toByteArray();
        return Bytes.owned(bytes, 0, bytes.length);
    }
}

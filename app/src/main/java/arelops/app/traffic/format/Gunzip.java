package arelops.app.traffic.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The bytes of a file that may be packed with gzip. A packed file that is broken ends where it breaks.
final class Gunzip extends InputStream {
    private static final int BUFFER = 64 << 10;

    private final InputStream in;
    private boolean broken;

    private Gunzip(InputStream in) {
        this.in = in;
    }

    static boolean isGzip(byte[] first) {
        return first.length > 1 && (first[0] & 0xFF) == 0x1F && (first[1] & 0xFF) == 0x8B;
    }

    static Gunzip of(InputStream file) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(file, BUFFER);
        buffered.mark(2);
        byte[] first = buffered.readNBytes(2);
        buffered.reset();
        if (!isGzip(first)) {
            return new Gunzip(buffered);
        }
        try {
            return new Gunzip(new GZIPInputStream(buffered, BUFFER));
        } catch (EOFException | ZipException _) {
            Gunzip nothing = new Gunzip(InputStream.nullInputStream());
            nothing.broken = true;
            return nothing;
        }
    }

    /// Whether the packed file broke off.
    boolean broken() {
        return broken;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (broken) {
            return -1;
        }
        try {
            return in.read(target, offset, length);
        } catch (EOFException | ZipException _) {
            broken = true;
            return -1;
        }
    }
}

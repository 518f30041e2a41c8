package arelops.app.traffic;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.util.Native;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes a segment: frames of some 256 KiB that are compressed each by itself, so that a reader can begin at any, and
/// a
/// crash costs at most the last.
final class SegmentWriter implements AutoCloseable {
    private static final int FRAME = 256 << 10;
    private static final int LEVEL = 3;

    private final FileChannel file;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream(FRAME + FRAME / 4);
    private Bytes before = FrameHead.origin();
    private int exchanges;
    private long first;
    private long last;
    private long previous;
    private long stored;

    private SegmentWriter(FileChannel file) {
        this.file = file;
    }

    /// A new file, which its user alone may read.
    static SegmentWriter create(Path path) throws IOException {
        unpackCompressor();
        return new SegmentWriter(FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    }

    /// Its library is a file for temporary ones before it is loaded, so that that disk may be full, too.
    private static void unpackCompressor() throws IOException {
        try {
            Native.load();
        } catch (LinkageError e) {
            throw new IOException(
                    "the compressor cannot be unpacked to " + System.getProperty("java.io.tmpdir") + ": "
                            + e.getMessage(),
                    e);
        }
    }

    void add(Exchange exchange) throws IOException {
        if (exchanges == 0) {
            first = exchange.offset();
            last = first;
            previous = 0;
        }
        ExchangeCodec.write(open, exchange, previous);
        previous = exchange.offset();
        first = Math.min(first, previous);
        last = Math.max(last, previous);
        exchanges++;
        if (open.size() >= FRAME) {
            flush();
        }
    }

    private void flush() throws IOException {
        byte[] raw = open.toByteArray();
        byte[] compressed = Zstd.compress(raw, LEVEL);
        FrameHead head = FrameHead.of(first, last, exchanges, raw.length, compressed, before);
        write(head.bytes());
        write(compressed);
        before = head.digest();
        stored += FrameHead.LENGTH + compressed.length;
        open.reset();
        exchanges = 0;
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            file.write(left);
        }
    }

    /// Writes what is left; when it returns all of it is on the disk.
    ///
    /// @return how many bytes it takes there
    long finish() throws IOException {
        if (exchanges > 0) {
            flush();
        }
        file.force(true);
        return stored;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

package arelops.app.traffic;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a segment frame by frame. What is behind the last whole frame, as a crash leaves it, is left out; so is all
/// that follows a damaged one, since nothing vouches for it.
final class SegmentReader implements AutoCloseable {
    private final FileChannel file;
    private final long size;
    private Bytes before = FrameHead.origin();
    private long at;
    private boolean damaged;

    private SegmentReader(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    static SegmentReader open(Path path) throws IOException {
        return new SegmentReader(FileChannel.open(path, StandardOpenOption.READ));
    }

    /// The heads of all whole frames; the frames themselves are not read.
    List<FrameHead> heads() throws IOException {
        List<FrameHead> heads = new ArrayList<>();
        long place = 0;
        Optional<FrameHead> head = head(place);
        while (head.isPresent()) {
            heads.add(head.get());
            place += FrameHead.LENGTH + head.get().stored();
            head = head(place);
        }
        return heads;
    }

    /// The exchanges of the next frame; empty at the end of what can be read.
    Optional<List<Exchange>> next() throws IOException {
        Optional<FrameHead> head = damaged ? Optional.empty() : head(at);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        byte[] compressed = read(at + FrameHead.LENGTH, head.get().stored());
        Optional<List<Exchange>> exchanges =
                head.get().fits(compressed, before) ? exchanges(head.get(), compressed) : Optional.empty();
        if (exchanges.isEmpty()) {
            damaged = true;
            return exchanges;
        }
        before = head.get().digest();
        at += FrameHead.LENGTH + head.get().stored();
        return exchanges;
    }

    /// Skips frames that end before this time; to be called before the first is read. Their digests are taken as they
    /// say.
    void from(long offset) throws IOException {
        Optional<FrameHead> head = head(at);
        while (head.isPresent() && head.get().last() < offset) {
            before = head.get().digest();
            at += FrameHead.LENGTH + head.get().stored();
            head = head(at);
        }
    }

    /// How many bytes at the end could not be read; known when [#next()] has come to the end.
    long unread() {
        return size - at;
    }

    private static Optional<List<Exchange>> exchanges(FrameHead head, byte[] compressed) {
        try {
            ExchangeCodec.Reader reader = new ExchangeCodec.Reader(Zstd.decompress(compressed, head.raw()));
            List<Exchange> exchanges = new ArrayList<>(head.exchanges());
            while (reader.hasNext()) {
                exchanges.add(reader.next());
            }
            return exchanges.size() == head.exchanges() ? Optional.of(exchanges) : Optional.empty();
        } catch (ZstdException | ExchangeCodec.Unreadable e) {
            return Optional.empty();
        }
    }

    private Optional<FrameHead> head(long place) throws IOException {
        if (size - place < FrameHead.LENGTH) {
            return Optional.empty();
        }
        return FrameHead.read(read(place, FrameHead.LENGTH))
                .filter(head -> head.stored() <= size - place - FrameHead.LENGTH);
    }

    private byte[] read(long place, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, place + bytes.position()) < 0) {
                throw new IOException("the segment was shortened while it was read");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

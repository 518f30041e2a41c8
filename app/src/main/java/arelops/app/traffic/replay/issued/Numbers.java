package arelops.app.traffic.replay.issued;

import arelops.app.fault.Fault;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A row of numbers of any length: the first of them in memory, the others in a file that has no name any more, so that
/// it is gone with this process at the latest. Written by one thread, then read by any.
final class Numbers {
    private static final int CHUNK = 8 * 1024;
    private static final int CHUNKS = 256;

    private final int most;
    private final List<long[]> kept = new ArrayList<>();
    private long[] last = new long[CHUNK];
    private long size;
    private Optional<RandomAccessFile> file = Optional.empty();

    /// With the first two million in memory: 16 MiB.
    Numbers() {
        this(CHUNKS);
    }

    /// @param most so many chunks of 8,192 are kept in memory
    Numbers(int most) {
        this.most = most;
    }

    long size() {
        return size;
    }

    void add(long number) {
        last[(int) (size % CHUNK)] = number;
        size++;
        if (size % CHUNK == 0) {
            if (kept.size() < most) {
                kept.add(last);
                last = new long[CHUNK];
            } else {
                write(size / CHUNK - 1);
            }
        }
    }

    /// Those from one to before another.
    Cursor cursor(long from, long to) {
        return new Cursor(from, to);
    }

    private void write(long chunk) {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Long.BYTES);
        bytes.asLongBuffer().put(last);
        try {
            if (file.isEmpty()) {
                file = Optional.of(nameless());
            }
            file.get().seek(place(chunk));
            file.get().write(bytes.array());
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static RandomAccessFile nameless() throws IOException {
        Path path = Files.createTempFile("arelops-links", "");
        try {
            return new RandomAccessFile(path.toFile(), "rw");
        } finally {
            Files.delete(path);
        }
    }

    private long place(long chunk) {
        return (chunk - most) * CHUNK * Long.BYTES;
    }

    private long[] chunk(long chunk) {
        if (chunk < kept.size()) {
            return kept.get((int) chunk);
        }
        return chunk == size / CHUNK ? last : read(chunk);
    }

    private long[] read(long chunk) {
        byte[] bytes = new byte[CHUNK * Long.BYTES];
        RandomAccessFile from = file.orElseThrow();
        try {
            synchronized (from) {
                from.seek(place(chunk));
                from.readFully(bytes);
            }
        } catch (EOFException e) {
            throw new IllegalStateException("chunk " + chunk + " was never written", e);
        } catch (IOException e) {
            throw broken(e);
        }
        long[] numbers = new long[CHUNK];
        ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
        return numbers;
    }

    private static Fault broken(IOException e) {
        return new Fault(
                Fault.Kind.BROKEN,
                "traffic.disk",
                "What a recording's answers issued cannot be kept in " + System.getProperty("java.io.tmpdir") + ": "
                        + e.getMessage(),
                "Make room there, or send the recording as it is: --as-recorded.",
                e);
    }

    /// Goes along some of them.
    final class Cursor {
        private final long end;
        private long[] chunk = {};
        private long at;

        private Cursor(long from, long end) {
            this.at = from;
            this.end = end;
            if (hasNext()) {
                chunk = chunk(at / CHUNK);
            }
        }

        boolean hasNext() {
            return at < end;
        }

        /// The next one, which stays the next one.
        long peek() {
            return chunk[(int) (at % CHUNK)];
        }

        /// The next one.
        long next() {
            long number = peek();
            at++;
            if (at % CHUNK == 0 && hasNext()) {
                chunk = chunk(at / CHUNK);
            }
            return number;
        }
    }
}

package arelops.app.traffic;

import arelops.core.traffic.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/// What stands before each frame of a segment, in a skippable frame of zstd, so that `zstd -d` reads a segment as it
/// is.
///
/// The heads of a segment are its index by time: each says how many bytes to skip to the next. The digest is that of
/// the frame before, of this head's numbers and of the compressed bytes, so that none can be changed, left out or
/// exchanged unseen.
///
/// @param first the offset of the earliest exchange, in nanoseconds since the recording began
/// @param last that of the latest
/// @param exchanges how many there are
/// @param raw how many bytes they are
/// @param stored how many bytes they take compressed, right behind this head
/// @param digest SHA-256
record FrameHead(long first, long last, int exchanges, int raw, int stored, Bytes digest) {
    /// How many bytes a head takes on the disk.
    static final int LENGTH = 8 + 4 + 4 + 8 + 8 + 4 + 4 + 4 + 32;

    /// No frame holds more than this.
    static final int MOST_RAW = 128 << 20;

    private static final int SKIPPABLE = 0x184D2A57;
    private static final int MAGIC = 0x31525441; // ATR1
    private static final int VERSION = 1;
    private static final int DIGEST = 32;

    /// The digest before the first frame.
    static Bytes origin() {
        return Bytes.copyOf(new byte[DIGEST]);
    }

    static FrameHead of(long first, long last, int exchanges, int raw, byte[] compressed, Bytes before) {
        FrameHead head = new FrameHead(first, last, exchanges, raw, compressed.length, origin());
        return new FrameHead(first, last, exchanges, raw, compressed.length, head.digest(compressed, before));
    }

    /// Whether this head belongs to these bytes, behind that frame.
    boolean fits(byte[] compressed, Bytes before) {
        return digest.equals(digest(compressed, before));
    }

    private Bytes digest(byte[] compressed, Bytes before) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(before.toArray());
            sha.update(Arrays.copyOf(bytes(), LENGTH - DIGEST));
            return Bytes.copyOf(sha.digest(compressed));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    byte[] bytes() {
        return ByteBuffer.allocate(LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(SKIPPABLE)
                .putInt(LENGTH - 8)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putLong(first)
                .putLong(last)
                .putInt(exchanges)
                .putInt(raw)
                .putInt(stored)
                .put(digest.toArray())
                .array();
    }

    /// The head that these bytes are; empty if they are none.
    static Optional<FrameHead> read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length != LENGTH
                || in.getInt() != SKIPPABLE
                || in.getInt() != LENGTH - 8
                || in.getInt() != MAGIC
                || in.getInt() != VERSION) {
            return Optional.empty();
        }
        long first = in.getLong();
        long last = in.getLong();
        int exchanges = in.getInt();
        int raw = in.getInt();
        int stored = in.getInt();
        byte[] digest = new byte[DIGEST];
        in.get(digest);
        boolean possible = first >= 0 && last >= first && exchanges > 0 && raw > 0 && raw <= MOST_RAW && stored > 0;
        return possible
                ? Optional.of(new FrameHead(first, last, exchanges, raw, stored, Bytes.copyOf(digest)))
                : Optional.empty();
    }
}

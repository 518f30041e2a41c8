package arelops.app.traffic.replay;

import arelops.core.traffic.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Memory outside of the heap from which requests of one loop are written, used again for each: what is written is in
/// the socket at once but for few.
final class Outbox {
    private static final int SIZE = 16 * 1024;
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;

    /// These bytes, for one write.
    ByteBuf of(Bytes bytes) {
        if (bytes.length() > SIZE) {
            return Unpooled.wrappedBuffer(bytes.array(), bytes.from(), bytes.length());
        }
        if (buffer.refCnt() != 1 || buffer.capacity() < SIZE) {
            buffer.release();
            buffer = Unpooled.directBuffer(SIZE, SIZE);
        }
        buffer.clear();
        buffer.writeBytes(bytes.array(), bytes.from(), bytes.length());
        return buffer.retain();
    }

    /// Gives it back.
    void close() {
        buffer.release();
        buffer = Unpooled.EMPTY_BUFFER;
    }
}

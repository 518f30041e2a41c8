package arelops.app.traffic.replay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.nio.ByteBuffer;

/// Memory into which all connections of one loop read in turn: what has come is read at once, and nothing is released.
final class Inbox extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int SIZE = 64 * 1024;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(SIZE);
    private final ByteBuf buffer = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(memory));
    private final Incoming incoming = new Incoming(SIZE);

    /// What a connection has been given to read.
    Incoming taken(ByteBuf in) {
        int count = in.readableBytes();
        memory.get(0, incoming.array(), 0, count);
        incoming.filled(count);
        return incoming;
    }

    @Override
    @SuppressWarnings("deprecation") // of Netty, which wants this type
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public ByteBuf allocate(ByteBufAllocator allocator) {
                return buffer.clear();
            }

            @Override
            public int guess() {
                return SIZE;
            }
        };
    }
}

package arelops.app.traffic.replay;

import arelops.core.traffic.Bytes;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Memory outside of the heap from which requests of one loop are written, used again for each: all of one is in the
/// socket at once but for few.
final class Outbox {
    private static final int SIZE = 16 * 1024;
    private final Transport transport;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(SIZE);

    Outbox(Transport transport) {
        this.transport = transport;
    }

    /// Writes bytes to a connection on which nothing waits to be written; the channel writes later what does not go
    /// out at once.
    ///
    /// @return when all is written
    ChannelFuture write(SocketChannel channel, Bytes bytes) throws IOException {
        int sent = 0;
        if (bytes.length() <= SIZE) {
            memory.clear().put(0, bytes.array(), bytes.from(), bytes.length());
            sent = transport.write(channel, memory, bytes.length());
        }
        return sent == bytes.length() ? channel.newSucceededFuture() : queue(channel, bytes, sent);
    }

    /// Has the channel write them behind all that waits.
    ///
    /// @param from the first of them
    ChannelFuture queue(SocketChannel channel, Bytes bytes, int from) {
        return channel.writeAndFlush(Unpooled.wrappedBuffer(bytes.array(), bytes.from() + from, bytes.length() - from));
    }
}

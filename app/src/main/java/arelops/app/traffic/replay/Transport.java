package arelops.app.traffic.replay;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;

/// How connections are watched: by Linux' epoll where its library is there, or as Java does it.
enum Transport {
    /// Waits to the microsecond.
    EPOLL,
    /// Waits to the millisecond.
    JAVA;

    /// The best one here. `-Darelops.replay.transport=java` has the other one.
    static Transport best() {
        boolean java = System.getProperty("arelops.replay.transport", "").equals("java");
        return !java && Epoll.isAvailable() ? EPOLL : JAVA;
    }

    IoHandlerFactory handlers() {
        return switch (this) {
            case EPOLL -> EpollIoHandler.newFactory();
            case JAVA -> NioIoHandler.newFactory();
        };
    }

    /// Writes to the socket itself, without the channel's list of what is to be written.
    ///
    /// @param count of bytes from the buffer's beginning
    /// @return how many went out
    int write(SocketChannel channel, ByteBuffer bytes, int count) throws IOException {
        return switch (this) {
            case EPOLL ->
                channel.isActive() && channel instanceof EpollSocketChannel epoll && epoll.fd() instanceof Socket socket
                        ? Math.max(0, socket.send(bytes, 0, count))
                        : 0;
            case JAVA -> 0;
        };
    }

    SocketChannel channel() {
        return switch (this) {
            case EPOLL -> new EpollSocketChannel();
            case JAVA -> new NioSocketChannel();
        };
    }
}

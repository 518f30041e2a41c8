package arelops.app.traffic.replay;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

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

    SocketChannel channel() {
        return switch (this) {
            case EPOLL -> new EpollSocketChannel();
            case JAVA -> new NioSocketChannel();
        };
    }
}

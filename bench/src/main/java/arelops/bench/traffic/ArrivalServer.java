package arelops.bench.traffic;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Notes when each request came: `GET /7 ` is the seventh. Answers at once; one thread of its own.
final class ArrivalServer implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
    private static final int BEFORE_NUMBER = 5;
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listening;
    private volatile long[] arrivals = new long[0];

    ArrivalServer() throws InterruptedException {
        listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.config().setTcpNoDelay(true);
                        channel.pipeline().addLast(new Noting());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /// From now on so many are noted anew.
    void expect(int requests) {
        arrivals = new long[requests];
    }

    /// When each came, by System.nanoTime; 0 if it did not.
    long[] arrivals() {
        return arrivals.clone();
    }

    @Override
    public void close() {
        var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /// Requests come one at a time on a connection and are short, so each is one read.
    private final class Noting extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf request) {
            long now = System.nanoTime();
            int at = request.readerIndex() + BEFORE_NUMBER;
            int number = 0;
            while (request.getByte(at) != ' ') {
                number = number * 10 + request.getByte(at++) - '0';
            }
            arrivals[number] = now;
            var _ = context.writeAndFlush(Unpooled.wrappedBuffer(ANSWER), context.voidPromise());
        }
    }
}

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
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Notes when each request came: `GET /7 ` is the seventh, `GET /next ` the next one. Answers at once; one thread of
/// its own, and as [ArrivalProcess] starts it a process of its own.
final class ArrivalServer implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
    /// In place of an argument: to answer as a shop does.
    static final String SHOP = "shop";

    private static final byte[] SHOP_ANSWER = ("HTTP/1.1 200 OK\r\nServer: shop\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 97\r\n\r\n{\"id\":\"1000000000000000\",\"status\":\"in progress\",\"total\":100.95,"
                    + "\"next\":\"/orders/new/items?page=2\"}")
            .getBytes(StandardCharsets.US_ASCII);
    private static final int HEX = 16;

    /// What comes before a number on the way in.
    static final String EXPECT = "expect ";

    private static final int BEFORE_NUMBER = 5;
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listening;
    private volatile long[] arrivals = new long[0];
    private int nexts;

    /// Serves until its input ends. `expect N` is answered by a line; `arrivals` by how many there are, and each as a
    /// long.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        boolean shop = arguments.length > 0 && arguments[0].equals(SHOP);
        try (ArrivalServer server = new ArrivalServer(shop)) {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
            out.writeInt(server.port());
            out.flush();
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                if (line.startsWith(EXPECT)) {
                    server.expect(Integer.parseInt(line.substring(EXPECT.length())));
                    System.gc();
                    out.writeInt(0);
                } else {
                    long[] came = server.arrivals();
                    out.writeInt(came.length);
                    for (long one : came) {
                        out.writeLong(one);
                    }
                }
                out.flush();
            }
        }
    }

    private ArrivalServer(boolean shop) throws InterruptedException {
        listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.config().setTcpNoDelay(true);
                        channel.pipeline().addLast(shop ? new Shop() : new Noting());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    private int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /// From now on so many are noted anew.
    private void expect(int requests) {
        nexts = 0;
        arrivals = new long[requests];
    }

    /// When each came, by System.nanoTime; 0 if it did not.
    private long[] arrivals() {
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
            if (request.getByte(at) == 'n') {
                number = nexts++;
            } else {
                while (request.getByte(at) != ' ') {
                    number = number * 10 + request.getByte(at++) - '0';
                }
            }
            if (number < arrivals.length) {
                arrivals[number] = now;
            }
            var _ = context.writeAndFlush(Unpooled.wrappedBuffer(ANSWER), context.voidPromise());
        }
    }

    /// The same of requests, but nothing is noted, and each answer has an id of its own.
    private final class Shop extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close(); // the sender has ended
        }

        private final int idAt = new String(SHOP_ANSWER, StandardCharsets.US_ASCII).indexOf("1000000000000000");

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf request) {
            byte[] answer = SHOP_ANSWER.clone();
            long id = nexts++;
            for (int digit = HEX - 1; digit > 0; digit--) {
                answer[idAt + digit] = (byte) Character.forDigit((int) (id & (HEX - 1)), HEX);
                id >>>= 4;
            }
            var _ = context.writeAndFlush(Unpooled.wrappedBuffer(answer), context.voidPromise());
        }
    }
}

package arelops.app.demo;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Users of PRODUCTION who never stop asking, and count what was not answered well. Each request is somebody else's,
/// by the cookie of a session. They ask at a rate, whatever the answers take; what they could not ask in time is left
/// out.
///
/// One thread asks for all of them, and takes little of a machine that has the whole line to run besides.
final class SteadyClient implements AutoCloseable {
    /// What is due is asked fifty times a second, as the parts of a page come together: to wake the whole line for
    /// each single request would take more of a laptop than the answers do.
    private static final long BEAT = TimeUnit.MILLISECONDS.toNanos(20);

    private static final double SECOND = 1e9;
    /// So many wait for an answer at once.
    private static final int USERS = 32;

    /// For a connection and for an answer, in ms.
    static final int PATIENCE = 10_000;

    private final AtomicLong asked = new AtomicLong();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = threads.next();
    private final URI address;
    private final Bootstrap connections;
    private volatile double gap;

    // Of the loop's thread alone.
    private final Deque<Visit> free = new ArrayDeque<>();
    private double due = System.nanoTime();
    private int busy;
    private long visitors;

    /// Asks this address so many times a second until it is closed.
    SteadyClient(URI address, double perSecond) {
        this.address = address;
        gap = SECOND / perSecond;
        connections = new Bootstrap()
                .group(threads)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, PATIENCE)
                .option(ChannelOption.TCP_NODELAY, true)
                .remoteAddress(address.getHost(), address.getPort())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(), new Visit(SteadyClient.this, channel));
                    }
                });
        loop.execute(this::ask);
    }

    private void ask() {
        long now = System.nanoTime();
        while (now - (long) due >= 0) {
            if (busy < USERS) {
                busy++;
                begin();
            }
            due += gap;
        }
        var _ = loop.schedule(this::ask, Math.max((long) due - now, BEAT), TimeUnit.NANOSECONDS);
    }

    /// On a connection that is kept, or on a new one.
    private void begin() {
        Visit kept = free.pollLast();
        if (kept == null) {
            connect();
        } else {
            kept.ask();
        }
    }

    /// One request on a connection of its own.
    void connect() {
        var _ = connections.connect().addListener((ChannelFuture made) -> {
            if (made.isSuccess()) {
                made.channel().pipeline().get(Visit.class).ask();
            } else {
                failed(String.valueOf(made.cause()));
            }
        });
    }

    /// Who has not been here before.
    String somebody() {
        return Long.toHexString(visitors++);
    }

    String host() {
        return address.getAuthority();
    }

    /// One was answered well.
    ///
    /// @param kept the connection that is good for another one
    void answered(Optional<Visit> kept) {
        kept.ifPresent(free::addLast);
        over();
    }

    void failed(String because) {
        over();
        failures.add(because);
    }

    private void over() {
        busy--;
        asked.incrementAndGet();
    }

    void gone(Visit one) {
        free.remove(one);
    }

    /// So many requests a second from now on.
    void rate(double perSecond) {
        gap = SECOND / perSecond;
    }

    long asked() {
        return asked.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /// One more request; its body.
    static String askOnce(URI address) {
        try {
            HttpURLConnection visit = (HttpURLConnection) address.toURL().openConnection();
            visit.setConnectTimeout(PATIENCE);
            visit.setReadTimeout(PATIENCE);
            try (InputStream body = visit.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }

    @Override
    public void close() {
        var _ = threads.shutdownGracefully(0, PATIENCE, TimeUnit.MILLISECONDS).awaitUninterruptibly(PATIENCE);
    }
}

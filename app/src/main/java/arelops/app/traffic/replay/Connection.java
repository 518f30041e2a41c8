package arelops.app.traffic.replay;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// A connection to the target with at most one request on its way. All calls are on its loop's thread.
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
    private static final int SWITCHING = 101;
    private static final int FIRST_LAST = 200;
    private final LoopDriver driver;
    private final SocketChannel channel;
    private final int instance;
    private final AnswerDecoder decoder = new AnswerDecoder();
    private Optional<Flight> flight = Optional.empty();
    private boolean connected;
    private boolean used;
    private boolean keep;
    private int status;

    private Connection(LoopDriver driver, SocketChannel channel, int instance) {
        this.driver = driver;
        this.channel = channel;
        this.instance = instance;
    }

    /// Where one leads to.
    ///
    /// @param instance its number among the targets
    record To(int instance, InetSocketAddress address) {}

    /// Begins one.
    ///
    /// @throws io.netty.channel.ChannelException if the machine has no more of them
    static Connection open(LoopDriver driver, EventLoop loop, To to, Duration patience) {
        SocketChannel channel = driver.transport().channel();
        Connection connection = new Connection(driver, channel, to.instance());
        channel.config().setTcpNoDelay(true);
        channel.config().setConnectTimeoutMillis(Math.toIntExact(patience.toMillis()));
        channel.pipeline().addLast(connection.decoder, connection);
        var _ = loop.register(channel).addListener(registered -> {
            if (registered.isSuccess()) {
                var _ = channel.connect(to.address())
                        .addListener(connecting -> connection.connected((ChannelFuture) connecting));
            } else {
                loop.execute(() -> connection.fail(Failure.OWN_LIMIT));
            }
        });
        return connection;
    }

    /// The number of the instance that it leads to.
    int instance() {
        return instance;
    }

    /// Whether something can be sent over it.
    boolean usable() {
        return flight.isEmpty() && channel.isActive();
    }

    /// Sends a request over it, as soon as it is there.
    void carry(Flight next) {
        flight = Optional.of(next);
        next.on(this);
        status = 0;
        decoder.expect(next.request());
        if (connected) {
            write(next);
        }
    }

    /// Ends it, and what is on its way.
    void fail(Failure failure) {
        Optional<Flight> failed = flight;
        flight = Optional.empty();
        close();
        failed.ifPresent(one -> {
            boolean stale = failure == Failure.RESET || failure == Failure.CLOSED_EARLY;
            if (stale && used && status == 0 && one.takeSecondChance()) {
                driver.resend(one);
            } else {
                driver.failed(one, failure);
            }
        });
    }

    /// Ends it without a word.
    void close() {
        driver.gone(this);
        var _ = channel.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (message.decoderResult().isFailure()) {
            fail(Failures.of(message.decoderResult().cause()));
            return;
        }
        if (message instanceof HttpContent content) {
            driver.body(content.content().readableBytes());
        }
        if (flight.isEmpty()) {
            close(); // nobody asked
            return;
        }
        if (message instanceof HttpResponse response) {
            flight.get().collected().ifPresent(answer -> answer.head(response));
            flight.get().kept().ifPresent(answer -> answer.head(response));
            status = response.status().code();
            keep = HttpUtil.isKeepAlive(response);
            if (status == SWITCHING) {
                fail(Failure.GARBAGE);
                return;
            }
        }
        if (message instanceof HttpContent content) {
            flight.get().collected().ifPresent(answer -> answer.body(content.content()));
            flight.get().kept().ifPresent(answer -> answer.body(content.content()));
        }
        if (message instanceof LastHttpContent && status >= FIRST_LAST) {
            end(flight.get());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(Failure.CLOSED_EARLY);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(Failures.of(cause));
    }

    private void end(Flight answered) {
        flight = Optional.empty();
        used = true;
        driver.answered(answered, status);
        if (keep && channel.isActive()) {
            driver.free(this);
        } else {
            close();
        }
    }

    private void connected(ChannelFuture connecting) {
        if (!connecting.isSuccess()) {
            Failure failure = Failures.of(connecting.cause());
            channel.eventLoop().execute(() -> fail(failure));
            return;
        }
        connected = true;
        flight.ifPresentOrElse(this::write, () -> driver.free(this));
    }

    private void write(Flight next) {
        var bytes = next.request().bytes();
        var _ = channel.writeAndFlush(
                Unpooled.wrappedBuffer(bytes.array(), bytes.from(), bytes.length()), channel.voidPromise());
    }
}

package arelops.app.traffic.replay;

import arelops.app.traffic.replay.issued.Answer;
import arelops.core.traffic.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.NotYetConnectedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A connection to the target with at most one request on its way. All calls are on its loop's thread.
final class Connection extends ChannelInboundHandlerAdapter implements AnswerReader.Listener {
    private static final int SWITCHING = 101;
    private final LoopDriver driver;
    private final SocketChannel channel;
    private final int instance;
    private final AnswerReader reader = new AnswerReader(this);
    private Optional<Flight> flight = Optional.empty();
    private ChannelFuture written;
    private boolean gone;
    private boolean connected;
    private boolean carried;
    private boolean used;
    private boolean keep;
    private int status;

    private Connection(LoopDriver driver, SocketChannel channel, int instance) {
        this.driver = driver;
        this.channel = channel;
        this.instance = instance;
        written = channel.newSucceededFuture();
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
        channel.config().setRecvByteBufAllocator(driver.inbox());
        channel.config().setConnectTimeoutMillis(Math.toIntExact(patience.toMillis()));
        channel.pipeline().addLast(connection);
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

    /// Whether it is given up; what it had to carry then is carried no more.
    boolean isGone() {
        return gone;
    }

    /// Sends a request over it, as soon as it is there.
    void carry(Flight next) {
        carried = true;
        flight = Optional.of(next);
        next.on(this);
        status = 0;
        reader.expect(next.request());
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
        if (!gone) {
            gone = true;
            driver.gone(this);
        }
        var _ = channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Incoming in = driver.inbox().taken((ByteBuf) message);
        try {
            if (flight.isEmpty()) {
                close(); // nobody asked
            } else {
                reader.read(in);
            }
        } catch (AnswerReader.Garbage _) {
            fail(Failure.GARBAGE);
        }
    }

    @Override
    public void head(AnswerHead head) {
        status = head.status();
        keep = head.keeps();
        Flight asked = flight.orElseThrow();
        if (asked.wantsAnswer()) {
            List<Answer.Header> headers = head.headers();
            asked.collected().ifPresent(answer -> answer.head(headers));
            asked.kept().ifPresent(answer -> answer.head(headers));
        }
    }

    @Override
    public void body(Incoming in, int length) {
        driver.body(length);
        Flight asked = flight.orElseThrow();
        if (asked.wantsAnswer()) {
            asked.collected().ifPresent(answer -> answer.body(in.array(), in.at(), length));
            asked.kept().ifPresent(answer -> answer.body(in.array(), in.at(), length));
        }
    }

    @Override
    public void end(boolean more) {
        if (status == SWITCHING) {
            fail(Failure.GARBAGE);
            return;
        }
        Flight answered = flight.orElseThrow();
        flight = Optional.empty();
        used = true;
        driver.answered(answered, status);
        if (keep && !more && channel.isActive()) {
            driver.free(this);
        } else {
            close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (flight.isPresent() && reader.endsWithConnection()) {
            end(false);
        } else {
            fail(Failure.CLOSED_EARLY);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(Failures.of(cause));
    }

    private void connected(ChannelFuture connecting) {
        if (!connecting.isSuccess()) {
            Failure failure = Failures.of(connecting.cause());
            channel.eventLoop().execute(() -> fail(failure));
            return;
        }
        connected = true;
        if (flight.isPresent()) {
            write(flight.get());
        } else if (carried) {
            driver.free(this);
        }
    }

    private void write(Flight next) {
        boolean behind = !written.isDone(); // its answer had come before all of it was written
        Bytes bytes = next.request().bytes();
        try {
            written = behind
                    ? driver.outbox().queue(channel, bytes, 0)
                    : driver.outbox().write(channel, bytes);
            if (!written.isSuccess()) {
                var _ = written.addListener(this::ended);
            }
        } catch (IOException | NotYetConnectedException e) {
            fail(Failures.of(e));
        }
    }

    private void ended(Future<?> writing) {
        if (!writing.isSuccess()) {
            fail(Failures.of(writing.cause()));
        }
    }
}

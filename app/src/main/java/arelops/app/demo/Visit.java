package arelops.app.demo;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A connection of the demo's users: one request after another, each of them a new visitor's.
final class Visit extends SimpleChannelInboundHandler<HttpObject> {
    private final SteadyClient users;
    private final Channel channel;
    private boolean used;
    private boolean waiting;
    private Optional<HttpResponse> answer = Optional.empty();
    private Optional<ScheduledFuture<?>> patience = Optional.empty();

    Visit(SteadyClient users, Channel channel) {
        this.users = users;
        this.channel = channel;
    }

    /// Asks for the front page.
    void ask() {
        waiting = true;
        answer = Optional.empty();
        patience = Optional.of(channel.eventLoop()
                .schedule(
                        () -> broken("no answer within " + SteadyClient.PATIENCE / 1000 + " s"),
                        SteadyClient.PATIENCE,
                        TimeUnit.MILLISECONDS));
        DefaultFullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        request.headers()
                .set(HttpHeaderNames.HOST, users.host())
                .set(HttpHeaderNames.ACCEPT, "*/*")
                .set(HttpHeaderNames.COOKIE, "session=" + users.somebody());
        var _ = channel.writeAndFlush(request).addListener(written -> {
            if (!written.isSuccess()) {
                closed(String.valueOf(written.cause()));
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            broken(String.valueOf(part.decoderResult().cause()));
            return;
        }
        if (part instanceof HttpResponse head) {
            answer = Optional.of(head);
        }
        if (part instanceof LastHttpContent && waiting) {
            answer.ifPresent(this::answered);
        }
    }

    private void answered(HttpResponse head) {
        over();
        used = true;
        boolean good = head.status().equals(HttpResponseStatus.OK);
        if (good && HttpUtil.isKeepAlive(head)) {
            users.answered(Optional.of(this));
            return;
        }
        if (good) {
            users.answered(Optional.empty());
        } else {
            users.failed("status " + head.status().code());
        }
        var _ = channel.close();
    }

    private void over() {
        waiting = false;
        patience.ifPresent(one -> one.cancel(false));
    }

    /// A server may end a kept connection just when it is used again: every browser then asks on a new one.
    private void closed(String because) {
        if (waiting && used && answer.isEmpty()) {
            over();
            users.connect();
        }
        broken(because);
    }

    private void broken(String because) {
        users.gone(this);
        if (waiting) {
            over();
            users.failed(because);
        }
        var _ = channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closed("the connection was closed without a whole answer");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            closed(String.valueOf(cause));
        } else {
            broken(String.valueOf(cause));
        }
    }
}

package arelops.app.node;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// The body of a request, read from the sender only as fast as the instance takes it.
final class PassedBody implements org.eclipse.jetty.client.Request.Content {
    private final Request in;
    private final Optional<Capture> capture;
    private volatile boolean started;
    private volatile boolean broken;

    /// @param capture takes copies of what goes through
    PassedBody(Request in, Optional<Capture> capture) {
        this.in = in;
        this.capture = capture;
    }

    static boolean has(HttpFields headers) {
        return headers.contains(HttpHeader.TRANSFER_ENCODING) || headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0;
    }

    /// Whether any of it was taken, so that it cannot be sent again.
    boolean started() {
        return started;
    }

    /// Whether the sender went away in the middle of it.
    boolean brokenBySender() {
        return broken;
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public long getLength() {
        return Optional.ofNullable(in.getHeaders().get(HttpHeader.TRANSFER_ENCODING))
                        .isPresent()
                ? -1
                : in.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    }

    @Override
    public Content.@Nullable Chunk read() {
        Content.Chunk chunk = in.read();
        if (chunk != null) {
            started = true;
            broken |= Content.Chunk.isFailure(chunk);
            if (chunk.hasRemaining()) {
                capture.ifPresent(down -> down.asked(chunk.getByteBuffer()));
            }
        }
        return chunk;
    }

    @Override
    public void demand(Runnable demandCallback) {
        in.demand(demandCallback);
    }

    /// The way to the instance failed. The sender's half stays whole, for another attempt or a proper answer.
    @Override
    public void fail(Throwable failure) {}

    @Override
    public boolean rewind() {
        return !started;
    }
}

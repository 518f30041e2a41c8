package arelops.app.traffic.replay;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;

/// Reads answers; knows that one to HEAD has no body. Bodies come in parts and are never put together.
final class AnswerDecoder extends HttpResponseDecoder {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST_HEAD = 64 * 1024;
    private static final int LARGEST_PART = 64 * 1024;
    private boolean head;

    AnswerDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEAD)
                .setMaxChunkSize(LARGEST_PART)
                .setValidateHeaders(false));
    }

    /// What the next answer is to.
    void expect(Outgoing request) {
        head = request.head();
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        boolean last =
                message instanceof HttpResponse response && response.status().code() >= 200;
        return (head && last) || super.isContentAlwaysEmpty(message);
    }
}

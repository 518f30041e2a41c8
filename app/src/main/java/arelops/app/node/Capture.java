package arelops.app.node;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// What is taken down of one exchange while it goes through the router: copies, of which the beginning is enough
/// where a body is large. One thread at a time writes to each half.
final class Capture {
    /// More of a body is not taken.
    static final int LARGEST_BODY = 1 << 20;

    private final Question question;
    private final String visitor;
    private final long began;
    private final Half asked = new Half();
    private volatile Half told = new Half();
    private volatile @Nullable Status status;

    /// The start of an answer.
    private record Status(int code, String reason, HttpFields headers) {}

    /// One body, or the beginning of it.
    private static final class Half {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
        private long length;

        void add(ByteBuffer chunk) {
            int taken = Math.min(chunk.remaining(), LARGEST_BODY - bytes.size());
            length += chunk.remaining();
            if (taken > 0) {
                byte[] copy = new byte[taken];
                chunk.duplicate().get(copy);
                bytes.write(copy, 0, taken);
            }
        }

        /// @param said how long it is by its head; below 0 where that says nothing
        HttpMessage message(String head, long said) {
            byte[] body = bytes.toByteArray();
            long whole = Math.max(length, said);
            return new HttpMessage(
                    Bytes.of(head),
                    Bytes.owned(body, 0, body.length),
                    whole,
                    whole == body.length ? Extent.WHOLE : Extent.CUT);
        }
    }

    /// @param visitor what the sender is told apart by
    /// @param began by `System.nanoTime`
    Capture(Question question, String visitor, long began) {
        this.question = question;
        this.visitor = visitor;
        this.began = began;
    }

    String visitor() {
        return visitor;
    }

    void asked(ByteBuffer chunk) {
        asked.add(chunk);
    }

    /// An answer begins; an earlier attempt's is forgotten.
    void answer(org.eclipse.jetty.client.Response response) {
        told = new Half();
        String reason = response.getReason();
        status = new Status(
                response.getStatus(),
                reason == null ? "" : reason,
                response.getHeaders().asImmutable());
    }

    void told(ByteBuffer chunk) {
        told.add(chunk);
    }

    /// About how much memory it takes.
    long size() {
        return 1000L + asked.bytes.size() + told.bytes.size();
    }

    /// The exchange as it is recorded. Not for the router's threads.
    ///
    /// @param start when the recording began, by `System.nanoTime`
    Exchange exchange(SessionId session, long start, long ended) {
        Status answered = status;
        // An app that answers before it has read all of it gets no more of it.
        HttpMessage request = asked.message(
                head(question.method() + " " + question.pathAndQuery() + " HTTP/1.1", question.headers(), asked.length),
                question.headers().getLongField(HttpHeader.CONTENT_LENGTH));
        Optional<HttpMessage> response = answered == null
                ? Optional.empty()
                : Optional.of(told.message(
                        head("HTTP/1.1 " + answered.code() + " " + answered.reason(), answered.headers(), told.length),
                        -1));
        return new Exchange(session, Math.max(0, began - start), Math.max(0, ended - began), request, response);
    }

    /// Bodies are put together, so that their length stands for the chunks.
    private static String head(String start, HttpFields headers, long length) {
        StringBuilder head = new StringBuilder(start).append("\r\n");
        boolean lengthSaid = false;
        for (HttpField field : headers) {
            String name = field.getLowerCaseName();
            if (name.equals("transfer-encoding") || isOurs(name)) {
                continue;
            }
            lengthSaid |= name.equals("content-length");
            head.append(field.getName())
                    .append(": ")
                    .append(field.getValue() == null ? "" : field.getValue())
                    .append("\r\n");
        }
        if (length > 0 && !lengthSaid) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static boolean isOurs(String name) {
        return name.equals(Router.KEY) || name.equals(Router.ORIGIN) || name.equals(Router.ARM);
    }
}

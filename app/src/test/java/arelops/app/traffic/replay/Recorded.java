package arelops.app.traffic.replay;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.time.Duration;
import java.util.Optional;

/// Recorded exchanges for tests.
final class Recorded {
    static final HttpMessage ANSWER =
            HttpMessage.whole(Bytes.of("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), Bytes.NONE);

    private Recorded() {}

    /// A GET whose answer came after one millisecond.
    static Exchange get(String session, long atMillis, String path) {
        return get(session, atMillis, 1, path);
    }

    static Exchange get(String session, long atMillis, long tookMillis, String path) {
        return of(
                session, atMillis, tookMillis, request("GET " + path + " HTTP/1.1\r\nHost: shop.example\r\n\r\n", ""));
    }

    static Exchange of(String session, long atMillis, long tookMillis, HttpMessage request) {
        return new Exchange(new SessionId(session), nanos(atMillis), nanos(tookMillis), request, Optional.of(ANSWER));
    }

    static HttpMessage request(String head, String body) {
        return HttpMessage.whole(Bytes.of(head), Bytes.of(body));
    }

    static HttpMessage cut(String head, String body, long length) {
        return new HttpMessage(Bytes.of(head), Bytes.of(body), length, Extent.CUT);
    }

    static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}

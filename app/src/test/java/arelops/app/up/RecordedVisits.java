package arelops.app.up;

import arelops.app.traffic.Recorder;
import arelops.app.traffic.Recording;
import arelops.app.traffic.Recordings;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import arelops.core.traffic.anonymise.HideRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/// Recordings of a shop, as if its users had been recorded.
final class RecordedVisits {
    private RecordedVisits() {}

    /// The recording `shop`: so many visits of one request each, one after the other.
    ///
    /// @param path of the visit of a number
    static void record(Shop shop, int visits, Duration apart, IntFunction<String> path) {
        Instant now = InstantSource.system().instant();
        Recording recording = new Recordings(shop.installation().node().resolve("traffic"))
                .create("shop", now, new byte[32], now.plus(Duration.ofDays(1)));
        Recorder recorder = new Recorder(recording, HideRules.standard());
        HttpMessage answered =
                HttpMessage.whole(Bytes.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"), Bytes.of("ok"));
        for (int i = 0; i < visits; i++) {
            recorder.take(new Exchange(
                    new SessionId("session-" + i),
                    apart.multipliedBy(i).toNanos(),
                    1_000_000,
                    HttpMessage.whole(Bytes.of("GET " + path.apply(i) + " HTTP/1.1\r\nHost: shop\r\n\r\n"), Bytes.NONE),
                    Optional.of(answered)));
        }
        recorder.end("a test", now, now.plus(Duration.ofDays(1)), Map.of());
    }
}

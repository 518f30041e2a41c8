package arelops.bench.traffic;

import arelops.app.traffic.replay.Multiplier;
import arelops.app.traffic.replay.Order;
import arelops.app.traffic.replay.Replay;
import arelops.app.traffic.replay.ReplayPlan;
import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.Target;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/// A synthetic recording and how it is sent.
///
/// @param rate of the recording, in requests a second
/// @param factor how much faster than it was recorded
record ReplayCase(String name, int rate, int factor, Order order) {
    static final String CONSTANT = "constant";
    static final String POISSON = "Poisson";
    private static final int SESSIONS = 500;

    /// An answer of the recorded app; ours answers at once, so that sessions wait for nothing.
    private static final long TOOK = 20_000_000;

    private static final double SECOND = 1e9;
    static final HttpMessage ANSWER =
            HttpMessage.whole(Bytes.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"), Bytes.of("ok"));

    /// What one run came to.
    record Run(ReplayReport report, Lateness arrived) {}

    Run run(ArrivalProcess server, int seconds) throws IOException, InterruptedException {
        List<Exchange> recording = recording(seconds);
        server.expect(recording.size());
        ReplayPlan plan = ReplayPlan.of(new Target("127.0.0.1", server.port()), "bench")
                .with(new Multiplier.Compressed(factor))
                .with(order);
        System.gc();
        try (Replay replay = Replay.start(plan, recording.iterator())) {
            ReplayReport report = replay.await();
            long first = recording.getFirst().offset();
            long[] due = recording.stream()
                    .mapToLong(one -> replay.begins() + (one.offset() - first) / factor)
                    .toArray();
            return new Run(report, Lateness.of(server.arrivals(), due));
        }
    }

    private List<Exchange> recording(int seconds) {
        SplittableRandom random = new SplittableRandom(1);
        List<Exchange> recording = new ArrayList<>();
        double offset = 0;
        for (int i = 0; offset < (double) seconds * factor * SECOND; i++) {
            recording.add(new Exchange(
                    new SessionId("s" + i % SESSIONS), (long) offset, TOOK, request(i), Optional.of(ANSWER)));
            double gap = SECOND / rate;
            offset += name.equals(POISSON) ? -Math.log(1 - random.nextDouble()) * gap : gap;
        }
        return recording;
    }

    static HttpMessage request(int number) {
        return HttpMessage.whole(
                Bytes.of("GET /" + number + " HTTP/1.1\r\nHost: shop.example\r\nAccept: */*\r\n\r\n"), Bytes.NONE);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %,d/s, %dx, %s",
                name,
                rate,
                factor,
                order.name().toLowerCase(Locale.ROOT));
    }
}

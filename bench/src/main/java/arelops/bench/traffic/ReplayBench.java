package arelops.bench.traffic;

import arelops.app.traffic.replay.Multiplier;
import arelops.app.traffic.replay.Order;
import arelops.app.traffic.replay.Replay;
import arelops.app.traffic.replay.ReplayPlan;
import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.Target;
import arelops.app.traffic.replay.Verdict;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/// Replays synthetic recordings to a server in this process that notes when each request came.
final class ReplayBench {
    private static final String CONSTANT = "constant";
    private static final String POISSON = "Poisson";
    private static final int SECONDS = 5;
    private static final int SESSIONS = 500;

    /// An answer of the recorded app; ours answers at once, so that sessions wait for nothing.
    private static final long TOOK = 20_000_000;

    private static final double SECOND = 1e9;
    private static final double MILLI = 1e6;
    private static final HttpMessage ANSWER =
            HttpMessage.whole(Bytes.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"), Bytes.of("ok"));

    private ReplayBench() {}

    /// @param rate of the recording, in requests a second
    private record Case(String name, int rate, int factor, Order order) {}

    /// Prints a table.
    public static void main(String[] arguments) throws InterruptedException {
        List<Case> cases = List.of(
                new Case(CONSTANT, 1_000, 1, Order.CAUSAL),
                new Case(POISSON, 1_000, 1, Order.CAUSAL),
                new Case(CONSTANT, 1_000, 10, Order.STRICT),
                new Case(POISSON, 1_000, 10, Order.STRICT),
                new Case(POISSON, 1_000, 10, Order.CAUSAL),
                new Case(CONSTANT, 5_000, 1, Order.CAUSAL),
                new Case(CONSTANT, 20_000, 1, Order.CAUSAL));
        try (ArrivalServer server = new ArrivalServer()) {
            var _ = run(server, new Case(POISSON, 10_000, 1, Order.CAUSAL), false);
            System.out.printf(
                    "%d s each, one loop, %d sessions, load average %.1f before%n%n", SECONDS, SESSIONS, load());
            System.out.println("| recording | wanted/s | sent/s | stretch | sent late p50 / p99 ms"
                    + " | arrived late p50 / p99 / max ms | answer p50 / p99 ms | verdict |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            for (Case one : cases) {
                System.out.println(run(server, one, true));
            }
            System.out.printf("%nload average %.1f after%n", load());
        }
    }

    private static String run(ArrivalServer server, Case one, boolean whole) throws InterruptedException {
        List<Exchange> recording = recording(one, whole ? SECONDS : 4);
        server.expect(recording.size());
        ReplayPlan plan = ReplayPlan.of(new Target("127.0.0.1", server.port()), "bench")
                .with(new Multiplier.Compressed(one.factor()))
                .with(one.order());
        System.gc();
        try (Replay replay = Replay.start(plan, recording.iterator())) {
            ReplayReport report = replay.await();
            long[] late = late(server.arrivals(), recording, one.factor(), replay.begins());
            return String.format(
                    "| %s %,d/s, %dx, %s | %,.0f | %,.0f | %.4f | %.3f / %.2f | %.3f / %.2f / %.1f | %.2f / %.2f | %s |",
                    one.name(),
                    one.rate(),
                    one.factor(),
                    one.order().name().toLowerCase(Locale.ROOT),
                    report.wantedRate(),
                    report.reachedRate(),
                    report.span().stretch(),
                    report.timing().lateness().at(50) / MILLI,
                    report.timing().lateness().at(99) / MILLI,
                    late[late.length / 2] / MILLI,
                    late[late.length * 99 / 100] / MILLI,
                    late[late.length - 1] / MILLI,
                    report.timing().actual().at(50) / MILLI,
                    report.timing().actual().at(99) / MILLI,
                    report.verdict() instanceof Verdict.Invalid invalid ? invalid.reasons() : "valid");
        }
    }

    private static long[] late(long[] arrivals, List<Exchange> recording, int factor, long begins) {
        long[] late = new long[arrivals.length];
        long first = recording.getFirst().offset();
        for (int i = 0; i < late.length; i++) {
            if (arrivals[i] == 0) {
                throw new IllegalStateException("request " + i + " did not come");
            }
            late[i] = arrivals[i] - begins - (recording.get(i).offset() - first) / factor;
        }
        Arrays.sort(late);
        return late;
    }

    private static List<Exchange> recording(Case one, int seconds) {
        SplittableRandom random = new SplittableRandom(1);
        List<Exchange> recording = new ArrayList<>();
        double offset = 0;
        for (int i = 0; offset < (double) seconds * one.factor() * SECOND; i++) {
            HttpMessage request = HttpMessage.whole(
                    Bytes.of("GET /" + i + " HTTP/1.1\r\nHost: shop.example\r\nAccept: */*\r\n\r\n"), Bytes.NONE);
            recording.add(
                    new Exchange(new SessionId("s" + i % SESSIONS), (long) offset, TOOK, request, Optional.of(ANSWER)));
            double gap = SECOND / one.rate();
            offset += one.name().equals(POISSON) ? -Math.log(1 - random.nextDouble()) * gap : gap;
        }
        return recording;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}

package arelops.bench;

import arelops.app.deploy.Observation;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/// What the router costs a request: the app asked directly, through the node's router, through HAProxy and nginx, in
/// turn; first at a rate that all of them keep up with, then as fast as they can.
public final class RouterBench {
    private static final Slot SLOT = new Slot(new AppName("bench"), EnvironmentName.PRODUCTION);
    private static final int CLIENTS = 8;
    private static final int RATE = 2_000;
    private static final int ROUNDS = 9;
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final PrintStream OUT = System.out;

    private RouterBench() {}

    public static void main(String[] arguments) throws IOException {
        try (BenchNode node = BenchNode.start()) {
            Observation up = node.serve(SLOT);
            int app =
                    up.deployments().getFirst().instances().getFirst().address().getPort();
            Map<String, Integer> ways = new LinkedHashMap<>();
            ways.put("direct", app);
            ways.put("router", up.address().byPort().getPort());
            List<Proxy> peers = Proxy.inFrontOf(app, node.folder());
            peers.forEach(proxy -> ways.put(proxy.name(), proxy.port()));
            atRate(ways);
            atFull(ways);
            peers.forEach(Proxy::close);
        }
    }

    /// Each way once in each round, so that all see the same weather; the first two rounds warm up and do not count.
    private static <T> Map<String, List<T>> rounds(Map<String, Integer> ways, IntFunction<T> ask) {
        Map<String, List<T>> rounds = new LinkedHashMap<>();
        for (int round = -2; round < ROUNDS; round++) {
            for (Map.Entry<String, Integer> way : ways.entrySet()) {
                T read = ask.apply(way.getValue());
                if (round >= 0) {
                    rounds.computeIfAbsent(way.getKey(), _ -> new ArrayList<>()).add(read);
                }
            }
        }
        return rounds;
    }

    private static void atRate(Map<String, Integer> ways) {
        PacedLoop loop = new PacedLoop(CLIENTS, RATE, ROUND);
        Map<String, List<PacedLoop.Round>> rounds = rounds(ways, loop::ask);
        OUT.printf(
                Locale.ROOT,
                "%,d requests/s on %d kept connections, %d rounds of %d s each way in turn; medians over rounds%n",
                RATE,
                CLIENTS,
                ROUNDS,
                ROUND.toSeconds());
        OUT.printf(Locale.ROOT, "%-9s %10s %12s %10s %12s%n", "way", "p50 ms", "added to p50", "p99 ms", "late p99 ms");
        rounds.forEach((way, all) -> {
            List<PacedLoop.Round> direct = rounds.getOrDefault("direct", List.of());
            List<Double> added = new ArrayList<>();
            for (int round = 0; round < all.size(); round++) {
                added.add(all.get(round).p50() - direct.get(round).p50());
            }
            OUT.printf(
                    Locale.ROOT,
                    "%-9s %10.3f %12.3f %10.3f %12.3f%n",
                    way,
                    median(all, PacedLoop.Round::p50),
                    median(added, Double::doubleValue),
                    median(all, PacedLoop.Round::p99),
                    median(all, PacedLoop.Round::lateness));
        });
    }

    private static void atFull(Map<String, Integer> ways) {
        ClosedLoop loop = new ClosedLoop(CLIENTS, ROUND);
        Map<String, List<ClosedLoop.Round>> rounds = rounds(ways, loop::ask);
        OUT.println("\nas many as they get through, " + CLIENTS + " clients on kept connections");
        OUT.printf(Locale.ROOT, "%-9s %12s %10s %10s %10s%n", "way", "requests/s", "of direct", "p50 ms", "p99 ms");
        double direct = median(rounds.getOrDefault("direct", List.of()), ClosedLoop.Round::perSecond);
        rounds.forEach((way, all) -> {
            double perSecond = median(all, ClosedLoop.Round::perSecond);
            OUT.printf(
                    Locale.ROOT,
                    "%-9s %12.0f %9.0f%% %10.2f %10.2f%n",
                    way,
                    perSecond,
                    100 * perSecond / direct,
                    median(all, ClosedLoop.Round::p50),
                    median(all, ClosedLoop.Round::p99));
        });
    }

    private static <T> double median(List<T> all, ToDoubleFunction<T> value) {
        double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}

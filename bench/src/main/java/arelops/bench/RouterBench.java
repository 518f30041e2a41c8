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
import java.util.Optional;

/// What the router costs a request: the app asked directly, through the node's router, and through HAProxy, in turn.
public final class RouterBench {
    private static final Slot SLOT = new Slot(new AppName("bench"), EnvironmentName.PRODUCTION);
    private static final int CLIENTS = 8;
    private static final int ROUNDS = 7;
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int PEER_PORT = 7399;

    private RouterBench() {}

    public static void main(String[] arguments) throws IOException {
        try (BenchNode node = BenchNode.start()) {
            Observation up = node.serve(SLOT);
            int app =
                    up.deployments().getFirst().instances().getFirst().address().getPort();
            Map<String, Integer> ways = new LinkedHashMap<>();
            ways.put("direct", app);
            ways.put("router", up.address().byPort().getPort());
            Optional<Proxy> peer = Proxy.inFrontOf(app, node.folder(), PEER_PORT);
            peer.ifPresent(proxy -> ways.put("haproxy", proxy.port()));
            measure(ways, System.out);
            peer.ifPresent(Proxy::close);
        }
    }

    /// Each way once in each round, so that all see the same weather; the first round warms up and does not count.
    private static void measure(Map<String, Integer> ways, PrintStream out) {
        ClosedLoop loop = new ClosedLoop(CLIENTS, ROUND);
        Map<String, List<ClosedLoop.Round>> rounds = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (Map.Entry<String, Integer> way : ways.entrySet()) {
                ClosedLoop.Round read = loop.ask(way.getValue());
                if (round > 0) {
                    rounds.computeIfAbsent(way.getKey(), _ -> new ArrayList<>()).add(read);
                }
            }
        }
        out.println(CLIENTS + " clients on kept connections, " + ROUNDS + " rounds of " + ROUND.toSeconds()
                + " s each way in turn; medians over rounds");
        out.printf(Locale.ROOT, "%-9s %12s %10s %10s %10s%n", "way", "requests/s", "of direct", "p50 ms", "p99 ms");
        double direct = median(rounds, "direct");
        for (String way : ways.keySet()) {
            List<ClosedLoop.Round> all = rounds.getOrDefault(way, List.of());
            out.printf(
                    Locale.ROOT,
                    "%-9s %12.0f %9.0f%% %10.2f %10.2f%n",
                    way,
                    median(rounds, way),
                    100 * median(rounds, way) / direct,
                    middle(all.stream().map(ClosedLoop.Round::p50).sorted().toList()),
                    middle(all.stream().map(ClosedLoop.Round::p99).sorted().toList()));
        }
    }

    private static double median(Map<String, List<ClosedLoop.Round>> rounds, String way) {
        return middle(rounds.getOrDefault(way, List.of()).stream()
                .map(ClosedLoop.Round::perSecond)
                .sorted()
                .toList());
    }

    private static double middle(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }
}

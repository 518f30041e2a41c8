package arelops.bench;

import arelops.app.deploy.Answer;
import arelops.app.deploy.Build;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Health;
import arelops.app.deploy.Launch;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.Size;
import arelops.app.deploy.Standing;
import arelops.app.deploy.Stopping;
import arelops.app.deploy.Token;
import arelops.app.deploy.Watching;
import arelops.app.deploy.process.NodeLauncher;
import arelops.app.deploy.process.NodeTarget;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// What the router costs a request: the app asked directly, through the node's router, and through HAProxy, in turn.
public final class RouterBench {
    private static final Slot SLOT = new Slot(new AppName("bench"), EnvironmentName.PRODUCTION);
    private static final Token TOKEN = new Token(1);
    private static final int CLIENTS = 8;
    private static final int ROUNDS = 7;
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int PEER_PORT = 7399;

    private RouterBench() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("arelops-bench-");
        NodeTarget target = new NodeTarget(folder, InstantSource.system());
        List<String> node = List.of(
                java(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "arelops.app.Main",
                "node",
                "--data",
                folder.toString());
        new NodeLauncher(folder, node, InstantSource.system()).ensureRunning(Duration.ofSeconds(30));
        try {
            Observation up = serve(target, folder);
            int app =
                    up.deployments().getFirst().instances().getFirst().address().getPort();
            Map<String, Integer> ways = new LinkedHashMap<>();
            ways.put("direct", app);
            ways.put("router", up.address().byPort().getPort());
            Optional<Proxy> peer = Proxy.inFrontOf(app, folder, PEER_PORT);
            peer.ifPresent(proxy -> ways.put("haproxy", proxy.port()));
            measure(ways, System.out);
            peer.ifPresent(Proxy::close);
        } finally {
            target.down(true);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Observation serve(NodeTarget target, Path folder) {
        String run = "exec " + java() + " -Xmx256m -cp '" + System.getProperty("java.class.path") + "' "
                + Answering.class.getName();
        DeploymentSpec spec = new DeploymentSpec(
                new DeploymentId("r1-t1"),
                new Build(new CommitId("0".repeat(40)), Digest.of("bench"), folder),
                new Launch(run, Map.of(), List.of(), "stable", Standing.ACTIVE),
                new Health("/", Duration.ofSeconds(30)),
                Size.ONE,
                new Stopping(Duration.ofSeconds(5), Duration.ofSeconds(5)));
        done(target.start(SLOT, TOKEN, spec));
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() - end < 0) {
            if (target.observe(SLOT) instanceof Reply.Known<Observation>(Observation seen)
                    && seen.deployments().getFirst().healthy()) {
                Watching quiet = new Watching(Duration.ofSeconds(60), false, List.of());
                done(target.route(SLOT, TOKEN, Route.Serving.all(spec.id()), quiet));
                return seen;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new IllegalStateException("the app did not become healthy");
    }

    private static void done(Answer answer) {
        if (!(answer instanceof Answer.Done)) {
            throw new IllegalStateException(answer.toString());
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

package arelops.bench.traffic;

import arelops.app.traffic.replay.Order;
import arelops.app.traffic.replay.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Replays synthetic recordings, on one core, to a server on another one that notes when each request came; a peer does
/// what it can of it in turn. Then how much one core sends at most, beside wrk.
///
/// `--rate N` measures a constant rate alone, `--ceiling` the most alone.
final class ReplayBench {
    private static final int SECONDS = 5;
    private static final int ROUNDS = 3;
    private static final int CEILING = 200_000;
    private static final int CEILING_ROUNDS = 7;
    private static final int CEILING_SECONDS = 3;
    private static final double MILLI = 1e6;
    private static final double MICRO = 1e6;

    private ReplayBench() {}

    /// Prints two tables.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean one = arguments.length == 2 && arguments[0].equals("--rate");
        boolean most = arguments.length == 1 && arguments[0].equals("--ceiling");
        System.out.printf(
                Locale.ROOT,
                "medians of %d rounds of %d s, sender and server on a core each, load average %.1f before%n%n",
                ROUNDS,
                SECONDS,
                load());
        if (!most) {
            table(one ? List.of(constant(Integer.parseInt(arguments[1]))) : cases());
        }
        if (!one && Ceiling.isHere()) {
            ceiling();
        }
        System.out.printf(Locale.ROOT, "%nload average %.1f after%n", load());
    }

    private static List<ReplayCase> cases() {
        return List.of(
                constant(1_000),
                new ReplayCase(ReplayCase.POISSON, 1_000, 1, Order.CAUSAL),
                new ReplayCase(ReplayCase.CONSTANT, 1_000, 10, Order.CAUSAL),
                new ReplayCase(ReplayCase.POISSON, 1_000, 10, Order.CAUSAL),
                constant(5_000),
                constant(20_000),
                constant(30_000));
    }

    private static void table(List<ReplayCase> cases) throws IOException, InterruptedException {
        try (ArrivalProcess server = new ArrivalProcess()) {
            var _ = new ReplayCase(ReplayCase.POISSON, 10_000, 1, Order.CAUSAL).run(server, 4);
            System.out.println("| sent | reached/s | stretch | sent late p50 / p99 ms"
                    + " | arrived late p50 / p99 / max ms | answer p50 / p99 ms | valid |");
            System.out.println("|---|---|---|---|---|---|---|");
            for (ReplayCase one : cases) {
                measure(server, one);
            }
        }
    }

    private static ReplayCase constant(int rate) {
        return new ReplayCase(ReplayCase.CONSTANT, rate, 1, Order.CAUSAL);
    }

    private static void measure(ArrivalProcess server, ReplayCase one) throws IOException, InterruptedException {
        boolean hey = Peer.HEY.isHere() && one.name().equals(ReplayCase.CONSTANT) && one.factor() == 1;
        List<ReplayCase.Run> runs = new ArrayList<>();
        List<Lateness> peer = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            runs.add(one.run(server, SECONDS));
            if (hey) {
                peer.add(hey(server, one.rate()));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %.4f | %.3f / %.2f | %.3f / %.2f / %.1f | %.2f / %.2f | %d of %d |%n",
                one,
                median(runs, run -> run.report().reachedRate()),
                median(runs, run -> run.arrived().stretch()),
                median(runs, run -> run.report().timing().lateness().at(50) / MILLI),
                median(runs, run -> run.report().timing().lateness().at(99) / MILLI),
                median(runs, run -> run.arrived().p50()),
                median(runs, run -> run.arrived().p99()),
                median(runs, run -> run.arrived().max()),
                median(runs, run -> run.report().timing().actual().at(50) / MILLI),
                median(runs, run -> run.report().timing().actual().at(99) / MILLI),
                runs.stream()
                        .filter(run -> run.report().verdict() instanceof Verdict.Valid)
                        .count(),
                ROUNDS);
        runs.stream()
                .map(run -> run.report().verdict())
                .filter(Verdict.Invalid.class::isInstance)
                .forEach(invalid -> System.out.println("  " + invalid));
        if (hey) {
            System.out.printf(
                    Locale.ROOT,
                    "| hey %,d/s | %,.0f | %.4f | | %.3f / %.2f / %.1f | | |%n",
                    one.rate(),
                    one.rate() / median(peer, Lateness::stretch),
                    median(peer, Lateness::stretch),
                    median(peer, Lateness::p50),
                    median(peer, Lateness::p99),
                    median(peer, Lateness::max));
        }
    }

    /// It takes a rate for each of its workers.
    private static Lateness hey(ArrivalProcess server, int rate) throws IOException, InterruptedException {
        int workers = 50;
        server.expect(rate * SECONDS);
        Peer.HEY.run(
                "-n",
                Integer.toString(rate * SECONDS),
                "-c",
                Integer.toString(workers),
                "-q",
                Integer.toString(rate / workers),
                "http://127.0.0.1:" + server.port() + "/next");
        return Lateness.ofRate(server.inOrder(), rate);
    }

    private static void ceiling() throws IOException, InterruptedException {
        List<Ceiling.Speed> ours = new ArrayList<>();
        List<Ceiling.Speed> wrk = new ArrayList<>();
        Path folder = Files.createTempDirectory("arelops-ceiling");
        try (Ceiling ceiling = Ceiling.start(folder)) {
            var _ = ceiling.ours(CEILING);
            for (int round = 0; round < CEILING_ROUNDS; round++) {
                wrk.add(ceiling.wrk(CEILING_SECONDS));
                ours.add(ceiling.ours(CEILING));
            }
        }
        double us = median(ours, Ceiling.Speed::rate);
        double peer = median(wrk, Ceiling.Speed::rate);
        System.out.printf(
                Locale.ROOT,
                "%nas fast as answers come, 64 connections, medians of %d in turn: %,.0f/s; wrk %,.0f/s; %.2f of it%n",
                CEILING_ROUNDS,
                us,
                peer,
                us / peer);
        double own = median(ours, Ceiling.Speed::processor);
        double others = median(wrk, Ceiling.Speed::processor);
        System.out.printf(
                Locale.ROOT,
                "processor time of each request: %.2f us; wrk %.2f us; wrk's is %.2f of ours%n",
                own * MICRO,
                others * MICRO,
                others / own);
    }

    private static <T> double median(List<T> all, ToDoubleFunction<T> value) {
        return all.stream()
                .mapToDouble(value)
                .sorted()
                .skip(all.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}

package arelops.bench;

import arelops.app.deploy.Observation;
import arelops.app.deploy.Watching;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What a mirror costs users: the same traffic on PRODUCTION with copies to PASSIVE and without, in pairs of rounds.
public final class MirrorBench {
    private static final AppName APP = new AppName("bench");
    private static final Slot PRODUCTION = new Slot(APP, EnvironmentName.PRODUCTION);
    private static final Slot PASSIVE = new Slot(APP, EnvironmentName.PASSIVE);
    private static final int CLIENTS = 4;
    private static final int RATE = 500;
    private static final int PAIRS = 12;
    private static final int WARM = 2;
    private static final Duration ROUND = Duration.ofSeconds(6);

    private MirrorBench() {}

    /// A round without copies and one with them, one directly after the other.
    private record Pair(PacedLoop.Round off, PacedLoop.Round on) {
        double p50() {
            return on.p50() - off.p50();
        }

        double p99() {
            return on.p99() - off.p99();
        }
    }

    public static void main(String[] arguments) throws IOException {
        try (BenchNode node = BenchNode.start()) {
            int port = node.serve(PRODUCTION).address().byPort().getPort();
            node.serve(PASSIVE);
            List<Pair> pairs = new ArrayList<>();
            for (int pair = 0; pair < WARM + PAIRS; pair++) {
                // Whatever drifts must not always meet the same half.
                boolean onFirst = pair % 2 == 1;
                PacedLoop.Round first = round(node, port, onFirst);
                PacedLoop.Round second = round(node, port, !onFirst);
                if (pair >= WARM) {
                    pairs.add(onFirst ? new Pair(second, first) : new Pair(first, second));
                }
            }
            print(pairs, node.observe(PASSIVE).copies(), System.out);
        }
    }

    private static PacedLoop.Round round(BenchNode node, int port, boolean mirrored) {
        Optional<EnvironmentName> from = mirrored ? Optional.of(EnvironmentName.PRODUCTION) : Optional.empty();
        node.watch(PASSIVE, new Watching(Duration.ofSeconds(60), false, List.of(), from));
        return new PacedLoop(CLIENTS, RATE, ROUND).ask(port);
    }

    private static void print(List<Pair> pairs, Observation.Copies copies, PrintStream out) {
        out.println(RATE + " requests/s on " + CLIENTS + " kept connections, " + pairs.size() + " pairs of rounds of "
                + ROUND.toSeconds() + " s, medians over rounds");
        out.printf(Locale.ROOT, "%-9s %10s %10s %12s%n", "mirror", "p50 ms", "p99 ms", "late p99 ms");
        row(out, "off", pairs.stream().map(Pair::off).toList());
        row(out, "on", pairs.stream().map(Pair::on).toList());
        out.printf(
                Locale.ROOT,
                "added to p50: median %.3f ms (%.3f to %.3f); to p99: median %.3f ms (%.3f to %.3f)%n",
                at(pairs, Pair::p50, 0.5),
                at(pairs, Pair::p50, 0),
                at(pairs, Pair::p50, 1),
                at(pairs, Pair::p99, 0.5),
                at(pairs, Pair::p99, 0),
                at(pairs, Pair::p99, 1));
        out.println("copies sent " + copies.sent() + ", dropped " + copies.dropped());
    }

    private static void row(PrintStream out, String name, List<PacedLoop.Round> rounds) {
        out.printf(
                Locale.ROOT,
                "%-9s %10.3f %10.3f %12.3f%n",
                name,
                at(rounds, PacedLoop.Round::p50, 0.5),
                at(rounds, PacedLoop.Round::p99, 0.5),
                at(rounds, PacedLoop.Round::lateness, 0.5));
    }

    private static <T> double at(List<T> all, ToDoubleFunction<T> value, double share) {
        double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}

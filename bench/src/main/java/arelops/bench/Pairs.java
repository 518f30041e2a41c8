package arelops.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Rounds with something and without it, one directly after the other, and what it added.
///
/// @param name of what is on or off
record Pairs(String name, List<Pair> all) {
    /// A round without and one with.
    private record Pair(PacedLoop.Round off, PacedLoop.Round on) {
        double p50() {
            return on.p50() - off.p50();
        }

        double p99() {
            return on.p99() - off.p99();
        }
    }

    /// Performs one round.
    @FunctionalInterface
    interface Rounds {
        PacedLoop.Round round(boolean on);
    }

    /// Whatever drifts must not always meet the same half: every other pair is the other way round.
    ///
    /// @param warm pairs that do not count
    static Pairs measure(String name, int warm, int pairs, Rounds rounds) {
        List<Pair> all = new ArrayList<>();
        for (int pair = 0; pair < warm + pairs; pair++) {
            boolean onFirst = pair % 2 == 1;
            PacedLoop.Round first = rounds.round(onFirst);
            PacedLoop.Round second = rounds.round(!onFirst);
            if (pair >= warm) {
                all.add(onFirst ? new Pair(second, first) : new Pair(first, second));
            }
        }
        return new Pairs(name, all);
    }

    void print(PrintStream out) {
        out.printf(Locale.ROOT, "%-9s %10s %10s %12s%n", name, "p50 ms", "p99 ms", "late p99 ms");
        row(out, "off", all.stream().map(Pair::off).toList());
        row(out, "on", all.stream().map(Pair::on).toList());
        out.printf(
                Locale.ROOT,
                "added to p50: median %.3f ms (%.3f to %.3f); to p99: median %.3f ms (%.3f to %.3f)%n",
                at(all, Pair::p50, 0.5),
                at(all, Pair::p50, 0),
                at(all, Pair::p50, 1),
                at(all, Pair::p99, 0.5),
                at(all, Pair::p99, 0),
                at(all, Pair::p99, 1));
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

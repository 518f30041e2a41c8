package arelops.bench.queue;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How long a change waits in the merge queue, beside an oracle that knows how each will end, and a peer.
public final class QueueBench {
    private static final PrintStream OUT = System.out;
    private static final double HOURS = 4;
    private static final double BROKEN = 0.08;

    /// With it, one of 16 changes that touch the same module clashes with one of the 15 others in 40 % of the cases.
    private static final double CLASHES = 0.033;

    private static final double FLAKES = 0.015;
    private static final int[] RATES = {10, 30, 60, 120};

    /// Above this many changes an hour nothing but the analyser keeps up, and to see so takes long.
    private static final int MOST_WITHOUT_MODULES = 30;

    private QueueBench() {}

    /// Prints how fast the planner is, how many landings are wrong, and the tables.
    ///
    /// @param arguments `--seeds N` (1,000): in how many wrong landings are counted; `--table N` (11): of how many
    ///     each table is made; `--rate N`: only the tables with so many changes an hour
    public static void main(String[] arguments) {
        int seeds = 1_000;
        int table = 11;
        int[] rates = RATES;
        for (int at = 0; at < arguments.length; at += 2) {
            int number = at + 1 < arguments.length ? Integer.parseInt(arguments[at + 1]) : 0;
            switch (arguments[at]) {
                case "--seeds" -> seeds = number;
                case "--table" -> table = number;
                case "--rate" -> rates = new int[] {number};
                default -> throw new IllegalArgumentException("bench/run queue [--seeds N] [--table N] [--rate N]");
            }
        }
        speed();
        safety(seeds);
        OUT.println("\nTurnaround of what landed, in minutes, and the tests that were started for each of them.");
        for (Scenario.Entry entry : Scenario.Entry.values()) {
            for (double flakes : new double[] {0, FLAKES}) {
                for (int rate : rates) {
                    table(new Scenario(entry, rate, HOURS, rate, BROKEN, CLASHES, flakes), table);
                }
            }
        }
    }

    private static void table(Scenario scenario, int seeds) {
        List<Workload> workloads = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            workloads.add(new Workload(scenario, seed));
        }
        List<Outcome> oracle =
                workloads.stream().map(one -> Oracle.run(one, true)).toList();
        int refused = workloads.stream().mapToInt(Workload::refused).sum();
        Table table = new Table(OUT, scenario, oracle, refused);
        table.row("oracle, modules", oracle);
        rows(table, workloads, Policies.all(scenario, true));
        if (scenario.flakes() > 0 && scenario.rate() <= MOST_WITHOUT_MODULES) {
            table.row(
                    "oracle",
                    workloads.stream().map(one -> Oracle.run(one, false)).toList());
            rows(table, workloads, Policies.all(scenario, false));
        }
    }

    private static void rows(Table table, List<Workload> workloads, List<Simulation.Policy> policies) {
        for (Simulation.Policy policy : policies) {
            table.row(
                    policy.name(),
                    workloads.parallelStream()
                            .map(one -> Simulation.run(one, policy))
                            .toList());
        }
    }

    /// An hour of changes at every kind of team, the product's planner with every kind of rules.
    private static void safety(int seeds) {
        int[] rates = {10, 20, 40, 60};
        Scenario.Entry[] entries = Scenario.Entry.values();
        double[] flakes = {0, 0.015, 0.1, 0.25};
        int landed = 0;
        int wrong = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            int rate = rates[seed % rates.length];
            double flaky = flakes[seed / 4 % flakes.length];
            Workload workload = new Workload(
                    new Scenario(
                            entries[seed / 16 % entries.length],
                            rate,
                            1,
                            1 + seed % 30,
                            BROKEN * (1 + seed % 3),
                            0.1 * (seed % 4),
                            flaky),
                    seed);
            for (boolean analyser : new boolean[] {true, false}) {
                for (Simulation.Policy policy : Policies.ours(workload.scenario(), analyser)) {
                    Outcome outcome = Simulation.run(workload, policy);
                    landed += outcome.landedChanges();
                    wrong += outcome.wrongLandings();
                }
            }
        }
        OUT.printf(
                Locale.ROOT,
                "%n%,d seeds, serial and speculative, with and without modules: %,d landings, %d wrong.%n",
                seeds,
                landed,
                wrong);
    }

    private static void speed() {
        OUT.println(
                "\nMilliseconds for one plan, 60 tests running:\n| waiting | with modules | without |\n|---|---|---|");
        for (int waiting : new int[] {10, 100, 500}) {
            OUT.printf(
                    Locale.ROOT,
                    "| %d | %.1f | %.1f |%n",
                    waiting,
                    PlannerSpeed.measure(waiting, 60, true),
                    PlannerSpeed.measure(waiting, 60, false));
        }
    }
}

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
    private static final int SAFETY = 1_000;

    private QueueBench() {}

    /// @param arguments how many seeds: 11, if none is named
    public static void main(String[] arguments) {
        int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 11;
        OUT.println("Turnaround of what landed, as a ratio to the oracle with the analyser.");
        for (int rate : new int[] {20, 60, 100}) {
            table(new Scenario(rate, HOURS, rate, BROKEN, CLASHES, 0), seeds, false);
            table(new Scenario(rate, HOURS, rate, BROKEN, CLASHES, FLAKES), seeds, rate < 100);
        }
        OUT.printf("%nMore clashes:%n");
        for (double clashes : new double[] {0.085, 0.3}) {
            table(new Scenario(60, HOURS, 60, BROKEN, clashes, FLAKES), seeds, false);
        }
        safety();
        OUT.printf(
                Locale.ROOT,
                "%nOne plan, 100 changes waiting, 60 tests running: %.1f ms with modules, %.1f ms without.%n",
                PlannerSpeed.measure(60, true),
                PlannerSpeed.measure(60, false));
    }

    private static void table(Scenario scenario, int seeds, boolean withoutAnalyser) {
        List<Workload> workloads = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            workloads.add(new Workload(scenario, seed));
        }
        List<Outcome> oracle =
                workloads.stream().map(one -> Oracle.run(one, true)).toList();
        Table table = new Table(OUT, scenario, oracle);
        table.row("oracle + analyser", oracle);
        rows(table, workloads, Policies.all(scenario.atOnce(), true));
        if (withoutAnalyser) {
            table.row(
                    "oracle", workloads.stream().map(one -> Oracle.run(one, false)).toList());
            rows(table, workloads, Policies.all(scenario.atOnce(), false));
        }
    }

    private static void rows(Table table, List<Workload> workloads, List<Simulation.Policy> policies) {
        for (Simulation.Policy policy : policies) {
            table.row(
                    policy.name(),
                    workloads.stream().map(one -> Simulation.run(one, policy)).toList());
        }
    }

    /// An hour of changes at every kind of team, the product's planner with every kind of rules.
    private static void safety() {
        int[] rates = {10, 20, 40, 60};
        double[] flakes = {0, 0.015, 0.1, 0.25};
        int landed = 0;
        int wrong = 0;
        for (int seed = 1; seed <= SAFETY; seed++) {
            int rate = rates[seed % rates.length];
            Scenario scenario = new Scenario(
                    rate, 1, 1 + seed % 30, BROKEN * (1 + seed % 3), 0.1 * (seed % 4), flakes[seed / 4 % flakes.length]);
            Workload workload = new Workload(scenario, seed);
            for (boolean analyser : new boolean[] {true, false}) {
                for (Simulation.Policy policy : Policies.all(scenario.atOnce(), analyser)) {
                    if (!policy.name().startsWith("optimistic")) {
                        Outcome outcome = Simulation.run(workload, policy);
                        landed += outcome.landedChanges();
                        wrong += outcome.wrongLandings();
                    }
                }
            }
        }
        OUT.printf("%n%,d seeds, six ways each: %,d landings, %d wrong.%n", SAFETY, landed, wrong);
    }
}

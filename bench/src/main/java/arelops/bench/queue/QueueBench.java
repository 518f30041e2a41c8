package arelops.bench.queue;

import arelops.core.policy.QueueRules;
import arelops.core.policy.Queueing;
import arelops.core.queue.Estimate;
import arelops.core.queue.MergeQueue;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// How long a change waits in the merge queue, beside an oracle that knows how each will end, and a peer.
public final class QueueBench {
    private static final PrintStream OUT = System.out;

    private QueueBench() {}

    public static void main(String[] arguments) {
        int seeds = Integer.getInteger("arelops.seeds", 7);
        for (int rate : rates()) {
            for (double flakes : System.getProperty("fl") != null ? new double[] {0.015} : new double[] {0, 0.015}) {
                Scenario scenario = new Scenario(rate, 4, rate, 0.08, clashes(), flakes);
                table(scenario, seeds);
            }
        }
    }

    private static double clashes() {
        return Double.parseDouble(System.getProperty("arelops.clashes", "0.085"));
    }

    private static List<Integer> rates() {
        return List.of(System.getProperty("arelops.rates", "20,60,100").split(",")).stream()
                .map(Integer::valueOf)
                .toList();
    }

    static List<Simulation.Policy> policies(int atOnce) {
        List<Simulation.Policy> policies = new ArrayList<>();
        for (boolean analyser : new boolean[] {true, false}) {
            String with = analyser ? " + analyser" : "";
            QueueRules serial = rules(Queueing.SERIAL, atOnce, 2, analyser);
            QueueRules ahead = rules(Queueing.SPECULATIVE, atOnce, Integer.getInteger("att", 2), analyser);
            QueueRules once = rules(Queueing.SPECULATIVE, atOnce, 1, analyser);
            policies.add(new Simulation.Policy("serial" + with, serial, MergeQueue::plan, prior()));
            policies.add(new Simulation.Policy(
                    "optimistic" + with, once, (snapshot, now) -> Optimistic.plan(snapshot), prior()));
            policies.add(new Simulation.Policy("ours" + with, ahead, MergeQueue::plan, prior()));
            policies.add(new Simulation.Policy("ours, predictor" + with, ahead, MergeQueue::plan, predicted()));
        }
        return policies;
    }

    private static QueueRules rules(Queueing queueing, int atOnce, int attempts, boolean analyser) {
        return new QueueRules(queueing, atOnce, attempts, analyser ? Workload.MODULES : Map.of());
    }

    private static ToDoubleFunction<Change> prior() {
        return change -> Estimate.PRIOR;
    }

    /// What a predictor that is right in 97 of 100 cases says of a change of which 92 of 100 pass.
    private static ToDoubleFunction<Change> predicted() {
        return change -> change.guess() ? 0.997 : 0.26;
    }

    private static void table(Scenario scenario, int seeds) {
        OUT.println();
        OUT.println(scenario + ", median of " + seeds + " seeds");
        List<Workload> workloads = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            workloads.add(new Workload(scenario, seed));
        }
        List<Outcome> oracle = workloads.stream().map(one -> Oracle.run(one, true)).toList();
        row("oracle + analyser", oracle, oracle);
        row("oracle", workloads.stream().map(one -> Oracle.run(one, false)).toList(), oracle);
        for (Simulation.Policy policy : policies(scenario.atOnce())) {
            if (!policy.analyser() && Boolean.getBoolean("arelops.analyser")) continue;
            row(policy.name(), workloads.stream().map(one -> Simulation.run(one, policy)).toList(), oracle);
        }
    }

    private static void row(String name, List<Outcome> outcomes, List<Outcome> oracle) {
        List<List<Double>> columns = new ArrayList<>();
        for (int column = 0; column < 10; column++) {
            columns.add(new ArrayList<>());
        }
        int wrong = 0;
        int unjust = 0;
        for (int at = 0; at < outcomes.size(); at++) {
            Outcome mine = outcomes.get(at);
            Outcome best = oracle.get(at);
            List<Double> row = List.of(
                    mine.landedWithin(.5) / best.landedWithin(.5),
                    mine.landedWithin(.95) / best.landedWithin(.95),
                    mine.landedWithin(.99) / best.landedWithin(.99),
                    mine.answeredWithin(.5) / best.answeredWithin(.5),
                    mine.answeredWithin(.95) / best.answeredWithin(.95),
                    mine.landedWithin(.95),
                    mine.buildsPerLanded(),
                    mine.buildsPerChange(),
                    mine.minutesPerLanded(),
                    mine.landedPerHour());
            for (int column = 0; column < row.size(); column++) {
                columns.get(column).add(row.get(column));
            }
            wrong += mine.wrongLandings();
            unjust += mine.unjustEjections();
        }
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-28s", name));
        for (List<Double> column : columns) {
            line.append(String.format(Locale.ROOT, " %7.2f", Outcome.quantile(column, .5)));
        }
        OUT.println(line + String.format(Locale.ROOT, " wrong %d unjust %d", wrong, unjust));
    }
}

package arelops.bench.canary;

import arelops.core.canary.Judge;
import arelops.core.canary.JudgePolicy;
import arelops.core.canary.Judging;
import arelops.core.canary.Situation;
import arelops.core.canary.Verdict;
import arelops.core.canary.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// How many windows a verdict takes: effect by traffic, medians over seeds, with the standard tolerances.
final class TrafficTable {
    private static final int[] REQUESTS = {20, 100, 500, 2000, 10_000};
    private static final int SEEDS = 40;

    private TrafficTable() {}

    static void print() {
        System.out.println("| the canary | 20 | 100 | 500 | 2,000 | 10,000 |");
        System.out.println("|---|---|---|---|---|---|");
        Map<String, Day.Worse> effects = new TreeMap<>();
        effects.put("is alike: passes", Day.Worse.NOT);
        effects.put("errors 1 -> 1.5 %", new Day.Worse(0.015, 1, 1));
        effects.put("errors 1 -> 2 %", new Day.Worse(0.02, 1, 1));
        effects.put("errors 1 -> 5 %", new Day.Worse(0.05, 1, 1));
        effects.put("latency x1.2", new Day.Worse(0.01, 1.2, 1));
        effects.put("latency x1.5", new Day.Worse(0.01, 1.5, 1));
        effects.put("latency x2", new Day.Worse(0.01, 2, 1));
        effects.put("slowest 5 % x1.5", new Day.Worse(0.01, 1, 1.5));
        effects.put("slowest 5 % x3", new Day.Worse(0.01, 1, 3));
        effects.forEach((name, worse) -> {
            StringBuilder row = new StringBuilder("| " + name);
            for (int requests : REQUESTS) {
                row.append(" | ").append(median(Day.alike(requests).worse(worse, 1), worse.equals(Day.Worse.NOT)));
            }
            System.out.println(row.append(" |"));
        });
    }

    private static String median(Day day, boolean passes) {
        Judge judge =
                new Judge(JudgePolicy.standard(), new Situation(Optional.of(Day.SCALE), OptionalDouble.of(Day.ERRORS)));
        Verdict wanted = passes ? Verdict.PASS : Verdict.REJECT;
        int[] windows = IntStream.range(0, SEEDS)
                .parallel()
                .map(seed -> first(judge, day.draw(seed), wanted))
                .sorted()
                .toArray();
        int median = windows[SEEDS / 2];
        return median > day.windows() ? "-" : Integer.toString(median);
    }

    private static int first(Judge judge, List<Window> windows, Verdict wanted) {
        Judging judging = judge.start();
        for (Window window : windows) {
            judging = judge.look(judging, window);
            if (judge.verdict(judging) == wanted) {
                return judging.windows();
            }
        }
        return windows.size() + 1;
    }
}

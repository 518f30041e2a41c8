package arelops.bench.queue;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A row for each policy: turnarounds as ratios to the oracle's of the same seed, the median of all seeds.
final class Table {
    private final PrintStream out;
    private final List<Outcome> oracle;

    Table(PrintStream out, Scenario scenario, List<Outcome> oracle) {
        this.out = out;
        this.oracle = oracle;
        out.printf(Locale.ROOT, "%n%s; %d seeds%n", scenario, oracle.size());
        out.println("| policy | P50 | P95 | P99 | any answer P95 | tests/landed | landed/h | wrong | unjust |");
        out.println("|---|---|---|---|---|---|---|---|---|");
    }

    void row(String name, List<Outcome> outcomes) {
        out.printf(
                Locale.ROOT,
                "| %s | x%.2f | x%.2f | x%.2f | x%.2f | %.2f | %.1f | %d | %d |%n",
                name,
                ratio(outcomes, one -> one.landedWithin(.5)),
                ratio(outcomes, one -> one.landedWithin(.95)),
                ratio(outcomes, one -> one.landedWithin(.99)),
                ratio(outcomes, one -> one.answeredWithin(.95)),
                median(outcomes, Outcome::buildsPerLanded),
                median(outcomes, Outcome::landedPerHour),
                outcomes.stream().mapToInt(Outcome::wrongLandings).sum(),
                outcomes.stream().mapToInt(Outcome::unjustEjections).sum());
    }

    private double ratio(List<Outcome> outcomes, ToDoubleFunction<Outcome> what) {
        List<Double> ratios = new ArrayList<>();
        for (int at = 0; at < outcomes.size(); at++) {
            ratios.add(what.applyAsDouble(outcomes.get(at)) / what.applyAsDouble(oracle.get(at)));
        }
        return Outcome.quantile(ratios, .5);
    }

    static double median(List<Outcome> outcomes, ToDoubleFunction<Outcome> what) {
        return Outcome.quantile(outcomes.stream().map(what::applyAsDouble).toList(), .5);
    }
}

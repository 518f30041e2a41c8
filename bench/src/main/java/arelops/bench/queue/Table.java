package arelops.bench.queue;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// A row for each policy, all seeds as one: how many minutes from queued to landed, and what that costs.
final class Table {
    private final PrintStream out;
    private final Outcome oracle;

    Table(PrintStream out, Scenario scenario, List<Outcome> oracle, int refused) {
        this.out = out;
        this.oracle = Outcome.all(oracle);
        out.printf(
                Locale.ROOT,
                "%n%s; %d seeds, %,d changes queued, %,d refused before%n",
                scenario,
                oracle.size(),
                this.oracle.changes(),
                refused);
        out.println("| policy | P50 | P95 | P99 | P95 to oracle | tests/landed | wrong | unjust |");
        out.println("|---|---|---|---|---|---|---|---|");
    }

    void row(String name, List<Outcome> outcomes) {
        Outcome all = Outcome.all(outcomes);
        out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | x%.2f | %.2f | %d | %d |%n",
                name,
                all.landedWithin(.5),
                all.landedWithin(.95),
                all.landedWithin(.99),
                all.landedWithin(.95) / oracle.landedWithin(.95),
                all.buildsPerLanded(),
                all.wrongLandings(),
                all.unjustEjections());
    }
}

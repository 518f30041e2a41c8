package arelops.app.page;

import arelops.app.answer.Doc;
import java.util.List;
import java.util.Locale;

/// The steps of a load test as columns of a table.
///
/// @param columns one for each step that was valid, in their order
public record Steps(List<Column> columns) {
    private static final double HUNDRED = 100;
    private static final double MILLI = 1_000;
    private static final int WHOLE_MILLIS = 10;

    /// One step.
    ///
    /// @param name `5x`; `1x again`; with who was asked
    /// @param stable whether that was stable
    /// @param share how many in a hundred had no good answer
    public record Column(String name, boolean stable, String rate, String p50, String p99, String share) {}

    /// Of an answer's load test.
    public static Steps of(Doc load) {
        return new Steps(load.list("steps").stream()
                .filter(step -> !step.has("invalid"))
                .map(Steps::column)
                .toList());
    }

    private static Column column(Doc step) {
        boolean stable = step.text("of").equals("stable");
        return new Column(
                step.number("factor") + (step.flag("recovery") ? "x again" : "x") + (stable ? ", stable" : ""),
                stable,
                String.format(
                        Locale.ROOT,
                        "%,.0f/s of %,.0f",
                        (double) step.number("reachedRate") / HUNDRED,
                        (double) step.number("wantedRate") / HUNDRED),
                millis(step.number("p50")),
                millis(step.number("p99")),
                String.format(
                        Locale.ROOT,
                        "%.2f %%",
                        (double) step.number("failed") * HUNDRED / (double) Math.max(1, step.number("sent"))));
    }

    private static String millis(long micros) {
        double millis = (double) micros / MILLI;
        return String.format(Locale.ROOT, millis < WHOLE_MILLIS ? "%.1f ms" : "%.0f ms", millis);
    }
}

package arelops.app.page;

import arelops.app.answer.Doc;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The steps of a load test as columns of a table.
///
/// @param columns one for each step that was valid, in their order
public record Steps(List<Column> columns) {
    private static final double HUNDRED = 100;
    private static final double MILLI = 1_000;
    private static final int WHOLE_MILLIS = 10;
    private static final int MIB = 20;
    private static final String NOT_KNOWN = "not known";

    /// One step.
    ///
    /// @param name `5x`; `1x again`; with who was asked
    /// @param share how many in a hundred had no good answer
    public record Column(String name, String rate, String p50, String p99, String share, Beside beside) {}

    /// What was seen beside a step.
    ///
    /// @param cpu cores that the app used
    /// @param machine cores that everything on its machine used
    /// @param alerts that began to fire
    /// @param quiet whether nothing began to fire, or nobody was to listen
    public record Beside(String cpu, String memory, String machine, String alerts, boolean quiet) {}

    /// Of an answer's load test.
    public static Steps of(Doc load) {
        return new Steps(load.list("steps").stream()
                .filter(step -> !step.has("invalid"))
                .map(step -> column(step, load.at("limits")))
                .toList());
    }

    private static Column column(Doc step, Doc limits) {
        boolean stable = step.text("of").equals("stable");
        return new Column(
                step.number("factor") + (step.flag("recovery") ? "x again" : "x") + (stable ? ", stable" : ""),
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
                        (double) step.number("failed") * HUNDRED / (double) Math.max(1, step.number("sent"))),
                beside(step, limits));
    }

    /// What nobody knows is called so: it is not nothing.
    private static Beside beside(Doc step, Doc limits) {
        boolean known = step.has("cpu");
        List<String> fired = Stream.concat(
                        step.texts("alerts").stream(),
                        step.texts("thresholds").stream().map(name -> "watch " + name))
                .toList();
        return new Beside(
                known ? cores(step.number("cpu")) + atMost(limits, "cpu") : NOT_KNOWN,
                known ? (step.number("memory") >> MIB) + " MiB" + atMost(limits, "memory") : NOT_KNOWN,
                known ? cores(step.number("machineCpu")) + " of " + step.number("machineCores") : NOT_KNOWN,
                alerts(step, fired),
                fired.isEmpty() && !step.has("unheard"));
    }

    /// Where it is limited, the limit.
    private static String atMost(Doc limits, String name) {
        return limits.has(name) ? " (at most " + limits.text(name) + ")" : "";
    }

    private static String alerts(Doc step, List<String> fired) {
        if (!fired.isEmpty()) {
            return String.join(", ", fired);
        }
        return step.has("unheard") ? NOT_KNOWN : step.has("alerts") ? "none" : "not watched";
    }

    private static String cores(long hundredths) {
        return String.format(Locale.ROOT, "%.2f", (double) hundredths / HUNDRED);
    }

    private static String millis(long micros) {
        double millis = (double) micros / MILLI;
        return String.format(Locale.ROOT, millis < WHOLE_MILLIS ? "%.1f ms" : "%.0f ms", millis);
    }
}

package arelops.app.metrics.router;

import arelops.app.deploy.LatencyBuckets;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.core.id.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the routers of environments have counted, as a Prometheus scrapes it
/// (<https://prometheus.io/docs/instrumenting/exposition_formats/>): what users get, with what the router itself
/// answers, which no app counts.
///
/// Totals grow as windows end. What this program has not read since its start is not in them.
public final class RouterTotals {
    /// Bounds of buckets, in milliseconds; each is moved down to the next bound of the router's own.
    private static final double[] BOUNDS = {
        2.5, 5, 10, 25, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000, 3000, 5000, 7500, 10_000, 30_000
    };

    private final Pages pages;
    private final SortedMap<String, Totals> all = new TreeMap<>();
    private final Map<Slot, Long> read = new TreeMap<>();

    /// How the windows of a slot are asked for, as [arelops.app.deploy.DeployTarget#windows] does.
    public interface Pages {
        /// Ended windows with a sequence number above `seq`.
        Reply<Windows> after(Slot slot, long seq);
    }

    private static final class Totals {
        private final long[] below = new long[BOUNDS.length];
        private long requests;
        private long errors;

        void add(Window.Cell cell) {
            requests += cell.requests();
            errors += cell.errors();
            cell.latency().forEach((bucket, count) -> {
                for (int i = 0; i < BOUNDS.length; i++) {
                    below[i] += bucket < bucket(BOUNDS[i]) ? count : 0;
                }
            });
        }
    }

    public RouterTotals(Pages pages) {
        this.pages = pages;
    }

    /// The bucket of the router that begins there or a little below.
    private static int bucket(double millis) {
        return LatencyBuckets.of((long) (millis * 1e6));
    }

    /// The totals of these slots until now. A slot whose node does not answer has `arelops_router_up` 0, and what it
    /// had before.
    public synchronized String text(Collection<Slot> slots) {
        List<String> up = new ArrayList<>();
        slots.stream()
                .sorted()
                .forEach(slot -> up.add("arelops_router_up{" + labels(slot) + "} " + (readNew(slot) ? "1" : "0")));
        StringBuilder out = new StringBuilder();
        family(out, "arelops_router_up", "gauge", "Whether the node of an environment answers.");
        up.forEach(line -> out.append(line).append('\n'));
        family(out, "arelops_requests_total", "counter", "Requests that the router answered or passed on.");
        all.forEach((labels, totals) -> line(out, "arelops_requests_total", labels, totals.requests));
        family(out, "arelops_request_errors_total", "counter", "Answers of 500 and above, and failed connections.");
        all.forEach((labels, totals) -> line(out, "arelops_request_errors_total", labels, totals.errors));
        family(out, "arelops_request_duration_seconds", "histogram", "Time until the whole answer.");
        all.forEach((labels, totals) -> histogram(out, labels, totals));
        return out.toString();
    }

    private boolean readNew(Slot slot) {
        while (true) {
            long seq = read.getOrDefault(slot, -1L);
            if (!(pages.after(slot, seq) instanceof Reply.Known<Windows>(Windows some))) {
                return false;
            }
            for (Window window : some.windows()) {
                window.cells()
                        .forEach(cell -> all.computeIfAbsent(labels(slot, cell), _ -> new Totals())
                                .add(cell));
                read.put(slot, window.seq());
            }
            if (!some.more() || some.windows().isEmpty()) {
                return true;
            }
        }
    }

    private static String labels(Slot slot) {
        return "app=\"" + slot.app() + "\",env=\"" + slot.environment() + "\"";
    }

    private static String labels(Slot slot, Window.Cell cell) {
        return labels(slot) + ",role=\"" + word(cell.way()) + "\",origin=\"" + word(cell.origin()) + "\"";
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void family(StringBuilder out, String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder out, String name, String labels, long value) {
        out.append(name).append('{').append(labels).append("} ").append(value).append('\n');
    }

    private static void histogram(StringBuilder out, String labels, Totals totals) {
        for (int i = 0; i < BOUNDS.length; i++) {
            String le = String.format(Locale.ROOT, "%.6f", LatencyBuckets.lowerMillis(bucket(BOUNDS[i])) / 1e3);
            line(out, "arelops_request_duration_seconds_bucket", labels + ",le=\"" + le + "\"", totals.below[i]);
        }
        line(out, "arelops_request_duration_seconds_bucket", labels + ",le=\"+Inf\"", totals.requests);
        line(out, "arelops_request_duration_seconds_count", labels, totals.requests);
    }
}

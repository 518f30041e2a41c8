package arelops.app.metrics.prometheus;

import arelops.app.ask.Credential;
import arelops.app.ask.Unanswered;
import arelops.app.metrics.ArmReading;
import arelops.app.metrics.MetricSource;
import arelops.app.metrics.Readings;
import arelops.app.metrics.Stretch;
import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.LatencyScale;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Windows of two arms out of the samples that a Prometheus server stored.
public final class PrometheusSource implements MetricSource {
    /// Some minutes are asked for at a time, so that no answer is large.
    private static final Duration AT_A_TIME = Duration.ofMinutes(10);

    private final QueryApi api;
    private final Limits limits;
    private final Measures measures;
    private final Arms arms;

    /// How long before its windows a series is looked for, to know whether it is new.
    private static final Duration BEFORE = Duration.ofMinutes(5);

    /// Which series are of which arm, by their labels.
    public record Arms(Matchers baseline, Matchers canary) {
        public Arms {
            if (baseline.equals(canary)) {
                throw new IllegalArgumentException("both arms are the same series: " + baseline);
            }
        }
    }

    public PrometheusSource(URI server, Limits limits, Measures measures, Arms arms) {
        this(server, limits, measures, arms, Credential.NONE);
    }

    /// As above, for a server that asks for a token.
    public PrometheusSource(URI server, Limits limits, Measures measures, Arms arms, Credential credential) {
        this.api = new QueryApi(server, limits, credential);
        this.limits = limits;
        this.measures = measures;
        this.arms = arms;
    }

    /// The arms are read one after the other; a server that fails once has told nothing.
    @Override
    public Readings read(Stretch stretch) {
        long end = System.nanoTime() + limits.all().toNanos();
        try {
            return taken(arm(stretch, arms.baseline(), end), arm(stretch, arms.canary(), end));
        } catch (Unanswered e) {
            return new Readings.Failed("Prometheus at " + api.server() + ": " + e.because() + ".");
        }
    }

    private ArmCounts arm(Stretch stretch, Matchers arm, long end) throws Unanswered {
        int most = Math.toIntExact(Math.max(1, AT_A_TIME.dividedBy(stretch.window())));
        List<ArmReading> windows = new ArrayList<>();
        SortedSet<String> layouts = new TreeSet<>();
        SortedSet<String> notes = new TreeSet<>();
        for (int first = 0; first < stretch.count(); first += most) {
            Stretch part = stretch.part(first, most);
            Duration before = stretch.window().compareTo(BEFORE) < 0 ? BEFORE : stretch.window();
            ArmQuery.Asking asking = selector -> api.samples(
                    selector, part.from().minus(before), part.to(), Duration.ofNanos(end - System.nanoTime()));
            ArmCounts counts = new ArmQuery(asking, measures, arm, part).read();
            windows.addAll(counts.windows());
            layouts.addAll(counts.layouts());
            notes.addAll(counts.notes());
        }
        return new ArmCounts(windows, layouts, notes);
    }

    /// Latencies in buckets that are cut differently cannot be compared: they are left out, and
    /// so never pass.
    private Readings taken(ArmCounts baseline, ArmCounts canary) {
        SortedSet<String> notes = new TreeSet<>(baseline.notes());
        notes.addAll(canary.notes());
        SortedSet<String> layouts = new TreeSet<>(baseline.layouts());
        layouts.addAll(canary.layouts());
        boolean alike = layouts.size() <= 1;
        if (!alike) {
            notes.add("The latencies are left out: the histograms have different buckets (" + String.join("; ", layouts)
                    + ").");
        }
        return new Readings.Taken(
                measures.latency().map(_ -> LatencyScale.milliseconds()),
                alike ? baseline.windows() : untimed(baseline.windows()),
                alike ? canary.windows() : untimed(canary.windows()),
                List.copyOf(notes));
    }

    private static List<ArmReading> untimed(List<ArmReading> windows) {
        return windows.stream()
                .map(reading -> switch (reading) {
                    case ArmReading.Counted(ArmWindow counts) ->
                        new ArmReading.Counted(ArmWindow.of(counts.requests(), counts.errors(), LatencyCounts.none()));
                    case ArmReading.Nothing nothing -> (ArmReading) nothing;
                })
                .toList();
    }
}

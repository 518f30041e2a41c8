package arelops.app.metrics.prometheus;

import arelops.app.ask.Unanswered;
import arelops.app.metrics.ArmReading;
import arelops.app.metrics.Stretch;
import arelops.app.metrics.prometheus.Increases.Told;
import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.LatencyScale;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Asks for one arm and a few windows, and puts the counts together.
final class ArmQuery {
    private static final int SLACK = 5;

    private final Asking asking;
    private final Measures measures;
    private final Matchers arm;
    private final Stretch stretch;
    private final NavigableSet<String> layouts = new TreeSet<>();
    private final NavigableSet<String> notes = new TreeSet<>();

    /// How samples are asked for.
    interface Asking {
        Matrix samples(Selector selector) throws Unanswered;
    }

    ArmQuery(Asking asking, Measures measures, Matchers arm, Stretch stretch) {
        this.asking = asking;
        this.measures = measures;
        this.arm = arm;
        this.stretch = stretch;
    }

    ArmCounts read() throws Unanswered {
        Selector counter = measures.requests().counter().of(arm);
        List<Series> series = asking.samples(counter).all();
        Scrapes scrapes = Scrapes.of(series);
        List<Told> requests = Increases.of(series, stretch, scrapes);
        List<Told> errors = errors(counter, series, scrapes);
        List<Told> latencies = latencies(scrapes);
        List<ArmReading> windows = new ArrayList<>();
        for (int i = 0; i < stretch.count(); i++) {
            windows.add(
                    switch (requests.get(i)) {
                        case Told.Nothing(String because) -> new ArmReading.Nothing(counter + ": " + because);
                        case Told.Unreadable(String because) -> new ArmReading.Nothing(counter + ": " + because);
                        case Told.Counted(Tally sum) ->
                            reading(Math.round(sum.total()), errors.get(i), latencies.get(i));
                    });
        }
        return new ArmCounts(windows, layouts, notes);
    }

    /// A series that is not there counts nothing only where it is one of a counter that is there,
    /// by labels it has.
    private List<Told> errors(Selector counter, List<Series> requests, Scrapes scrapes) throws Unanswered {
        return switch (measures.errors()) {
            case Measures.Errors.Counter(Selector own) ->
                named(own.of(arm), Increases.of(asking.samples(own.of(arm)).all(), stretch, scrapes));
            case Measures.Errors.Among(Matchers matchers) -> {
                for (String label : matchers.labels()) {
                    if (requests.stream().noneMatch(one -> one.labels().containsKey(label))) {
                        yield Collections.nCopies(
                                stretch.count(),
                                new Told.Nothing("no series of " + counter + " has the label " + label
                                        + ", by which errors are told"));
                    }
                }
                List<Told> counted = Increases.of(
                        asking.samples(new Selector(
                                        counter.metric(), counter.matchers().and(matchers)))
                                .all(),
                        stretch,
                        scrapes);
                yield counted.stream()
                        .map(told -> told instanceof Told.Nothing ? new Told.Counted(Tally.NOTHING) : told)
                        .toList();
            }
        };
    }

    private static List<Told> named(Selector selector, List<Told> windows) {
        return windows.stream()
                .map(told -> told instanceof Told.Nothing(String because)
                        ? new Told.Nothing(selector + ": " + because)
                        : told)
                .toList();
    }

    private List<Told> latencies(Scrapes scrapes) throws Unanswered {
        if (measures.latency().isEmpty()) {
            return Collections.nCopies(stretch.count(), new Told.Nothing("not asked for"));
        }
        Selector histogram = measures.latency().get().histogram().of(arm);
        Matrix natives = asking.samples(histogram);
        Histograms found = natives.histograms().isEmpty()
                ? Histograms.classic(asking.samples(histogram.named(histogram.metric() + "_bucket"))
                        .numbers())
                : Histograms.of(natives);
        layouts.addAll(found.layouts());
        return Increases.of(found.series(), stretch, scrapes);
    }

    private ArmReading reading(long requests, Told errors, Told latencies) {
        return switch (errors) {
            case Told.Nothing(String because) -> new ArmReading.Nothing(because);
            case Told.Unreadable(String because) -> new ArmReading.Nothing("its errors: " + because);
            case Told.Counted(Tally sum) -> reading(requests, Math.round(sum.total()), counts(latencies));
        };
    }

    /// Counters of one scrape may be read a moment apart; more than that is a wrong selector.
    private ArmReading reading(long requests, long errors, LatencyCounts latencies) {
        long most = requests + Math.max(SLACK, requests / 20);
        if (errors > most) {
            return new ArmReading.Nothing("there are " + errors + " errors in " + requests + " requests");
        }
        LatencyCounts kept = latencies;
        if (latencies.total() > most) {
            notes.add("Latencies of more requests than there were (" + latencies.total() + " of " + requests
                    + ") are left out: do the selectors fit?");
            kept = LatencyCounts.none();
        }
        long all = Math.max(requests, Math.max(errors, kept.total()));
        return all > ArmWindow.MOST
                ? new ArmReading.Nothing("the counts are too large: " + all)
                : new ArmReading.Counted(ArmWindow.of(all, errors, kept));
    }

    private LatencyCounts counts(Told told) {
        Optional<Measures.Latency> latency = measures.latency();
        if (latency.isEmpty()) {
            return LatencyCounts.none();
        }
        return switch (told) {
            case Told.Nothing(String because) -> left(because);
            case Told.Unreadable(String because) -> left(because);
            case Told.Counted(Tally sum) -> {
                if (layouts.stream().anyMatch(layout -> layout.startsWith("le"))) {
                    Places.coarse(sum).ifPresent(notes::add);
                }
                yield new Places(LatencyScale.milliseconds(), latency.get().perMillisecond()).put(sum);
            }
        };
    }

    private LatencyCounts left(String because) {
        notes.add("Windows have no latencies: " + because + ".");
        return LatencyCounts.none();
    }
}

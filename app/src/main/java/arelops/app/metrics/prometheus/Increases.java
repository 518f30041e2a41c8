package arelops.app.metrics.prometheus;

import arelops.app.metrics.Stretch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a group of series counted in each window: each series increased singly, then added.
///
/// An increase belongs to the window of the later of its two samples. A series that comes up
/// while its target is being scraped began at nought. Nothing is extrapolated, and an increase
/// over more than a window and the one before belongs to none: nobody knows when it was.
final class Increases {
    private final Stretch stretch;
    private final Scrapes scrapes;
    private final List<Told> windows = new ArrayList<>();

    /// What was told of a window.
    sealed interface Told {
        /// Something was counted.
        ///
        /// @param sum of the increases that ended in it
        record Counted(Tally sum) implements Told {}

        record Nothing(String because) implements Told {}

        /// A sample in it is no count.
        record Unreadable(String because) implements Told {}
    }

    private Increases(Stretch stretch, Scrapes scrapes) {
        this.stretch = stretch;
        this.scrapes = scrapes;
        for (int i = 0; i < stretch.count(); i++) {
            windows.add(new Told.Nothing("no sample"));
        }
    }

    static List<Told> of(List<Series> group, Stretch stretch, Scrapes scrapes) {
        Increases increases = new Increases(stretch, scrapes);
        group.forEach(increases::add);
        return List.copyOf(increases.windows);
    }

    private void add(Series series) {
        Optional<Series.Sample> previous = Optional.empty();
        for (Series.Sample sample : series.samples()) {
            int index = stretch.index(sample.at());
            if (index >= 0 && index < stretch.count()) {
                windows.set(index, next(windows.get(index), series, previous, sample));
            }
            previous = Optional.of(sample);
        }
    }

    private Told next(Told now, Series series, Optional<Series.Sample> previous, Series.Sample sample) {
        return switch (now) {
            case Told.Unreadable unreadable -> unreadable;
            case Told.Counted(Tally sum) ->
                sample.tally().isEmpty()
                        ? unreadable(sample)
                        : new Told.Counted(increase(series, previous, sample)
                                .map(sum::plus)
                                .orElse(sum));
            case Told.Nothing _ ->
                sample.tally().isEmpty()
                        ? unreadable(sample)
                        : increase(series, previous, sample)
                                .<Told>map(Told.Counted::new)
                                .orElse(new Told.Nothing("a first sample, and none before it to count from"));
        };
    }

    private static Told unreadable(Series.Sample sample) {
        return new Told.Unreadable("the sample at " + sample.at() + " is no count");
    }

    private Optional<Tally> increase(Series series, Optional<Series.Sample> previous, Series.Sample sample) {
        Tally tally = sample.tally().orElseThrow();
        Instant oldest = stretch.start(stretch.index(sample.at()) - 1);
        if (previous.isPresent()) {
            return previous.filter(before -> before.at().isAfter(oldest))
                    .flatMap(Series.Sample::tally)
                    .flatMap(tally::since);
        }
        boolean began = scrapes.before(series, sample.at())
                .filter(at -> at.isAfter(oldest))
                .isPresent(); // its target was there, and the series was not
        return began ? Optional.of(tally) : Optional.empty();
    }
}

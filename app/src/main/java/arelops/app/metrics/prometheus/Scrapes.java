package arelops.app.metrics.prometheus;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// When the server scraped each target, as the series of its requests tell.
record Scrapes(Map<Series.Target, NavigableSet<Instant>> times) {
    static Scrapes of(List<Series> requests) {
        Map<Series.Target, NavigableSet<Instant>> times = new HashMap<>();
        for (Series series : requests) {
            series.target().ifPresent(target -> {
                NavigableSet<Instant> own = times.computeIfAbsent(target, _ -> new TreeSet<>());
                series.samples().forEach(sample -> own.add(sample.at()));
            });
        }
        return new Scrapes(times);
    }

    /// The last scrape of the series' target before an instant.
    Optional<Instant> before(Series series, Instant at) {
        return series.target()
                .flatMap(target -> Optional.ofNullable(times.get(target)))
                .flatMap(own -> Optional.ofNullable(own.lower(at)));
    }
}

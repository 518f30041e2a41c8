package arelops.core.evidence;

import arelops.core.id.PersonName;
import arelops.core.id.Release;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// How releases stand in one slot; releases are keyed by number.
///
/// @param settled the releases that settled here and were not taken back, oldest first
/// @param bars the rejected ones
/// @param waiting those that a person withdrew: they wait until a person names them or a newer candidate comes
/// @param failures those that failed since the last resume
/// @param requests what people asked for, and which gates they skip
public record Standing(
        List<Release> settled,
        SortedMap<Long, Bar> bars,
        SortedSet<Long> waiting,
        SortedMap<Long, Failures> failures,
        Requests requests) {
    static final Standing NEW = new Standing(
            List.of(),
            new TreeMap<>(),
            new TreeSet<>(),
            new TreeMap<>(),
            new Requests(Optional.empty(), new TreeMap<>()));
    private static final int KEPT = 200;

    public Standing {
        settled = List.copyOf(settled.subList(Math.max(0, settled.size() - KEPT), settled.size()));
        bars = Sorted.copy(bars);
        waiting = Collections.unmodifiableSortedSet(new TreeSet<>(waiting));
        failures = Sorted.copy(failures);
    }

    /// A rejection: `error` is the number of the error record; two people who overturn it lift it.
    public record Bar(long error, SortedSet<PersonName> overturnedBy) {
        public Bar {
            overturnedBy = Collections.unmodifiableSortedSet(new TreeSet<>(overturnedBy));
        }
    }

    public record Failures(int count, Instant last) {}

    /// What people asked for.
    ///
    /// @param promote the release that a person asked for
    /// @param overrides by release number, the skipped gates and who skips them
    public record Requests(
            Optional<Release> promote, SortedMap<Long, SortedMap<String, SortedSet<PersonName>>> overrides) {
        public Requests {
            overrides = Sorted.copy(overrides);
        }

        /// The people who skip this gate for this release.
        public SortedSet<PersonName> overriders(Release release, String gate) {
            return overrides.getOrDefault(release.number(), new TreeMap<>()).getOrDefault(gate, new TreeSet<>());
        }
    }

    /// The rejection that bars this release here, if there is one.
    public Optional<Bar> bar(Release release) {
        return Optional.ofNullable(bars.get(release.number()));
    }

    public boolean isSettled(Release release) {
        return settled.contains(release);
    }

    /// The newest settled release, if any.
    public Optional<Release> lastSettled() {
        return settled.isEmpty() ? Optional.empty() : Optional.of(settled.getLast());
    }

    /// The newest settled release that is not this one.
    public Optional<Release> settledBesides(Release release) {
        return settled.reversed().stream()
                .filter(other -> !other.equals(release))
                .findFirst();
    }

    Standing withSettled(Release release) {
        List<Release> longer = new ArrayList<>(settled);
        longer.remove(release);
        longer.add(release);
        return new Standing(longer, bars, waiting, Sorted.without(failures, release.number()), requests);
    }

    Standing withoutSettled(Release release) {
        return new Standing(
                settled.stream().filter(other -> !other.equals(release)).toList(), bars, waiting, failures, requests);
    }

    Standing withBar(Release release, long error) {
        return new Standing(
                withoutSettled(release).settled,
                Sorted.with(bars, release.number(), new Bar(error, new TreeSet<>())),
                waiting,
                failures,
                requests);
    }

    Standing withBars(SortedMap<Long, Bar> other) {
        return new Standing(settled, other, waiting, failures, requests);
    }

    Standing withWaiting(SortedSet<Long> other) {
        return new Standing(settled, bars, other, failures, requests);
    }

    Standing withFailures(SortedMap<Long, Failures> other) {
        return new Standing(settled, bars, waiting, other, requests);
    }

    Standing withRequests(Requests other) {
        return new Standing(settled, bars, waiting, failures, other);
    }
}

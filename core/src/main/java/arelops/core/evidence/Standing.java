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
/// @param settled the releases that settled here or were adopted, and were not taken back, oldest first: what can be
///     gone back to
/// @param adopted those of them that only a person vouches for: they do not go on to the next environment by that
/// @param bars the rejected ones
/// @param waiting those that a person withdrew: they wait until a person names them or a newer candidate comes
/// @param failures those that failed since the last resume
/// @param requests what people asked for, and which gates they skip
public record Standing(
        List<Release> settled,
        SortedSet<Long> adopted,
        SortedMap<Long, Bar> bars,
        SortedSet<Long> waiting,
        SortedMap<Long, Failures> failures,
        Requests requests) {
    static final Standing NEW = new Standing(
            List.of(),
            new TreeSet<>(),
            new TreeMap<>(),
            new TreeSet<>(),
            new TreeMap<>(),
            new Requests(Optional.empty(), new TreeMap<>()));
    private static final int KEPT = 200;

    public Standing {
        settled = List.copyOf(settled.subList(Math.max(0, settled.size() - KEPT), settled.size()));
        adopted = Collections.unmodifiableSortedSet(new TreeSet<>(adopted));
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
    /// @param overrides by release number, the skipped gates
    public record Requests(Optional<Release> promote, SortedMap<Long, SortedMap<String, Skip>> overrides) {
        public Requests {
            overrides = Sorted.copy(overrides);
        }

        /// The gates that are skipped for this release, by name.
        public SortedMap<String, Skip> skips(Release release) {
            return overrides.getOrDefault(release.number(), new TreeMap<>());
        }

        /// The people who skip this gate for this release.
        public SortedSet<PersonName> overriders(Release release, String gate) {
            return Optional.ofNullable(skips(release).get(gate)).map(Skip::by).orElse(new TreeSet<>());
        }

        Requests withSkip(Release release, String gate, Skip skip) {
            return new Requests(
                    promote, Sorted.with(overrides, release.number(), Sorted.with(skips(release), gate, skip)));
        }
    }

    /// A gate that people skip for one release (GATE-7).
    ///
    /// @param because the reason that the first of them gave
    /// @param since when the first of them did
    public record Skip(SortedSet<PersonName> by, String because, Instant since) {
        public Skip {
            by = Collections.unmodifiableSortedSet(new TreeSet<>(by));
        }

        Skip and(PersonName person) {
            return new Skip(Sorted.with(by, person), because, since);
        }
    }

    /// The rejection that bars this release here, if there is one.
    public Optional<Bar> bar(Release release) {
        return Optional.ofNullable(bars.get(release.number()));
    }

    public boolean isSettled(Release release) {
        for (Release one : settled) {
            if (one.number() == release.number() && one.equals(release)) {
                return true;
            }
        }
        return false;
    }

    /// Whether this release settled here by its own evidence: then it may go on.
    public boolean isProved(Release release) {
        return isSettled(release) && !adopted.contains(release.number());
    }

    /// All of these, oldest first.
    public List<Release> proved() {
        return settled.stream()
                .filter(release -> !adopted.contains(release.number()))
                .toList();
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
        return new Standing(
                longer,
                Sorted.without(adopted, release.number()),
                bars,
                waiting,
                Sorted.without(failures, release.number()),
                requests);
    }

    Standing withoutSettled(Release release) {
        return new Standing(
                settled.stream().filter(other -> !other.equals(release)).toList(),
                Sorted.without(adopted, release.number()),
                bars,
                waiting,
                failures,
                requests);
    }

    /// A person named what runs here; a rejected release is nothing to go back to for that.
    Standing withAdopted(Release release) {
        if (isSettled(release) || bar(release).isPresent()) {
            return this;
        }
        List<Release> longer = new ArrayList<>(settled);
        longer.add(release);
        return new Standing(longer, Sorted.with(adopted, release.number()), bars, waiting, failures, requests);
    }

    /// This release counts as the one that settled here last: a person went back to it.
    Standing withLast(Release release) {
        List<Release> reordered = new ArrayList<>(settled);
        reordered.remove(release);
        reordered.add(release);
        return new Standing(reordered, adopted, bars, waiting, failures, requests);
    }

    Standing withBar(Release release, long error) {
        return new Standing(
                withoutSettled(release).settled,
                Sorted.without(adopted, release.number()),
                Sorted.with(bars, release.number(), bar(release).orElseGet(() -> new Bar(error, new TreeSet<>()))),
                waiting,
                failures,
                requests);
    }

    Standing withBars(SortedMap<Long, Bar> other) {
        return new Standing(settled, adopted, other, waiting, failures, requests);
    }

    Standing withWaiting(SortedSet<Long> other) {
        return new Standing(settled, adopted, bars, other, failures, requests);
    }

    Standing withFailures(SortedMap<Long, Failures> other) {
        return new Standing(settled, adopted, bars, waiting, other, requests);
    }

    Standing withRequests(Requests other) {
        return new Standing(settled, adopted, bars, waiting, failures, other);
    }
}

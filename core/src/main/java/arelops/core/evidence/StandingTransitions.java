package arelops.core.evidence;

import static arelops.core.evidence.IllegalTransition.unless;

import arelops.core.id.PersonName;
import arelops.core.id.Release;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What facts change in how releases stand in a slot: what people ask for, skip, take out and overturn, and what
/// failed.
final class StandingTransitions {
    private StandingTransitions() {}

    static Standing failed(Standing standing, Release release, Entry entry) {
        return standing.withFailures(Sorted.changed(
                standing.failures(),
                release.number(),
                new Standing.Failures(0, entry.at()),
                old -> new Standing.Failures(old.count() + 1, entry.at())));
    }

    static Standing requested(Standing standing, Fact.Requested f) {
        unless(!standing.bars().containsKey(f.release().number()), f.release() + " is rejected here");
        return standing.withWaiting(
                        Sorted.without(standing.waiting(), f.release().number()))
                .withRequests(new Standing.Requests(
                        Optional.of(f.release()), standing.requests().overrides()));
    }

    /// Taken out by a person: it waits until a person names it.
    static Standing parked(Standing standing, Release release) {
        Standing.Requests requests = standing.requests();
        return standing.withWaiting(Sorted.with(standing.waiting(), release.number()))
                .withRequests(new Standing.Requests(
                        requests.promote().filter(asked -> !asked.equals(release)), requests.overrides()));
    }

    static Standing overridden(Standing standing, Entry entry, Fact.Overridden f) {
        Standing.Skip first = new Standing.Skip(new TreeSet<>(), entry.because(), entry.at());
        Standing.Skip skip = Optional.ofNullable(
                        standing.requests().skips(f.release()).get(f.gate()))
                .orElse(first)
                .and(f.by());
        return standing.withRequests(standing.requests().withSkip(f.release(), f.gate(), skip));
    }

    static Standing overturned(Standing standing, Fact.Overturned f) {
        Standing.@Nullable Bar bar = standing.bars().get(f.release().number());
        if (bar == null) {
            throw new IllegalTransition(f.release() + " is not rejected here");
        }
        SortedSet<PersonName> people = Sorted.with(bar.overturnedBy(), f.by());
        return standing.withBars(
                people.size() >= f.needed()
                        ? Sorted.without(standing.bars(), f.release().number())
                        : Sorted.with(standing.bars(), f.release().number(), new Standing.Bar(bar.error(), people)));
    }
}

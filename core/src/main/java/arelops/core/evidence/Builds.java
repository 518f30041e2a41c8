package arelops.core.evidence;

import arelops.core.id.CommitId;
import arelops.core.id.Release;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What was built of one app.
public final class Builds {
    static final Builds NONE = new Builds(List.of(), new TreeSet<>());

    private final List<Release> releases;
    private final SortedSet<CommitId> notBuilt;
    private final Map<CommitId, Release> byCommit;

    private Builds(List<Release> releases, SortedSet<CommitId> notBuilt) {
        this.releases = List.copyOf(releases);
        this.notBuilt = Collections.unmodifiableSortedSet(new TreeSet<>(notBuilt));
        this.byCommit = HashMap.newHashMap(releases.size());
        this.releases.forEach(release -> byCommit.putIfAbsent(release.commit(), release));
    }

    /// In the order in which they were built.
    public List<Release> releases() {
        return releases;
    }

    /// The commits that do not build.
    public SortedSet<CommitId> notBuilt() {
        return notBuilt;
    }

    public Optional<Release> of(CommitId commit) {
        return Optional.ofNullable(byCommit.get(commit));
    }

    public boolean contains(Release release) {
        return of(release.commit()).equals(Optional.of(release));
    }

    public boolean isDecided(CommitId commit) {
        return notBuilt.contains(commit) || byCommit.containsKey(commit);
    }

    Builds with(Release release) {
        return new Builds(Stream.concat(releases.stream(), Stream.of(release)).toList(), notBuilt);
    }

    Builds withNotBuilt(CommitId commit) {
        return new Builds(releases, Sorted.with(notBuilt, commit));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Builds builds && releases.equals(builds.releases) && notBuilt.equals(builds.notBuilt);
    }

    @Override
    public int hashCode() {
        return 31 * releases.hashCode() + notBuilt.hashCode();
    }

    @Override
    public String toString() {
        return releases.size() + " releases, " + notBuilt.size() + " commits that do not build";
    }
}

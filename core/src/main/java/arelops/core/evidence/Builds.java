package arelops.core.evidence;

import arelops.core.id.CommitId;
import arelops.core.id.Release;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What was built of one app.
///
/// @param releases in the order in which they were built
/// @param notBuilt the commits that do not build
public record Builds(List<Release> releases, SortedSet<CommitId> notBuilt) {
    static final Builds NONE = new Builds(List.of(), new TreeSet<>());

    public Builds {
        releases = List.copyOf(releases);
        notBuilt = Collections.unmodifiableSortedSet(new TreeSet<>(notBuilt));
    }

    public Optional<Release> of(CommitId commit) {
        return releases.stream()
                .filter(release -> release.commit().equals(commit))
                .findFirst();
    }

    public boolean isDecided(CommitId commit) {
        return notBuilt.contains(commit) || of(commit).isPresent();
    }

    Builds with(Release release) {
        return new Builds(Stream.concat(releases.stream(), Stream.of(release)).toList(), notBuilt);
    }

    Builds withNotBuilt(CommitId commit) {
        return new Builds(releases, Sorted.with(notBuilt, commit));
    }
}

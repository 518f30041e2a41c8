package arelops.core.policy;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A part of the repository: the paths that belong to it, and the other modules that its checks read.
///
/// @param paths a file, a folder with all that is in it, or a pattern (`*` within a name, `**` across folders)
public record SourceModule(List<String> paths, Set<String> needs) {
    public SourceModule {
        paths = List.copyOf(paths);
        needs = Collections.unmodifiableSortedSet(new TreeSet<>(needs));
    }
}

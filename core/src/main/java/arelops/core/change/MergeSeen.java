package arelops.core.change;

import java.util.List;
import java.util.Set;

/// What merging a change's head into trunk comes to.
public sealed interface MergeSeen {
    /// It fits; these files differ from trunk then.
    record Clean(Set<String> paths) implements MergeSeen {
        public Clean {
            paths = Set.copyOf(paths);
        }
    }

    record Conflicts(List<String> paths) implements MergeSeen {
        public Conflicts {
            paths = List.copyOf(paths);
        }
    }

    /// Trunk has all its commits already.
    record Contained() implements MergeSeen {}

    /// It has no commit in common with trunk.
    record Unrelated() implements MergeSeen {}

    record Unknown(String because) implements MergeSeen {}
}

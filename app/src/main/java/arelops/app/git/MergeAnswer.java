package arelops.app.git;

import java.util.List;

/// What merging one commit into another comes to.
public sealed interface MergeAnswer {
    /// They fit together, and come to this tree.
    record Clean(ObjectId tree) implements MergeAnswer {}

    /// They contradict each other in these files (at most the first hundred).
    record Conflicts(List<String> paths) implements MergeAnswer {
        public Conflicts {
            paths = List.copyOf(paths);
        }
    }

    /// There is nothing to merge: the commit is part of the other already.
    record Contained() implements MergeAnswer {}

    /// They have no commit in common.
    record Unrelated() implements MergeAnswer {}
}

package arelops.app.git;

import arelops.core.id.CommitId;
import java.util.List;

/// What taking back one commit of trunk comes to.
public sealed interface InverseAnswer {
    /// This commit, on top of trunk, takes it back. Nothing points at it until it is pushed.
    record Made(CommitId commit) implements InverseAnswer {}

    /// Later work contradicts that in these files (at most the first hundred).
    record Conflicts(List<String> paths) implements InverseAnswer {
        public Conflicts {
            paths = List.copyOf(paths);
        }
    }

    /// Trunk holds nothing of it any more.
    record Nothing() implements InverseAnswer {}

    /// It is the first commit of its history: there is nothing before it to go back to.
    record First() implements InverseAnswer {}
}

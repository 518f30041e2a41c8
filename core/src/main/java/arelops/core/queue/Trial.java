package arelops.core.queue;

import arelops.core.id.CommitId;
import java.time.Instant;
import java.util.List;

/// A candidate that was made, and how its checks stand.
///
/// @param onto the first parent of the merge result: the commit at the end of what it is tested on
public record Trial(Candidate candidate, CommitId onto, State state) {
    /// How the checks of a candidate stand. What failed and passes when repeated is flaky: it passes, and shows it.
    public sealed interface State {
        /// How often the checks failed on this very commit.
        int failures();
    }

    public record Running(Instant since, int failures) implements State {}

    public record Passed(CommitId commit, Instant at, int failures) implements State {}

    public record Failed(Instant at, int failures) implements State {}

    /// The checks could not be run, for a reason that lies with the machines: it says nothing of the change.
    public record Broken(Instant at, int times, int failures) implements State {}

    /// There is no merge result: these paths conflict.
    public record Conflict(Instant at, List<String> paths) implements State {
        public Conflict {
            paths = List.copyOf(paths);
        }

        @Override
        public int failures() {
            return 1;
        }
    }

    boolean running() {
        return state instanceof Running;
    }

    boolean passed() {
        return state instanceof Passed;
    }
}

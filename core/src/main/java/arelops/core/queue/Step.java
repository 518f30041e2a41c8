package arelops.core.queue;

import arelops.core.id.CommitId;
import arelops.core.policy.SourceModule;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/// One effect of the queue.
public sealed interface Step {
    /// The change it is about.
    ChangeHead change();

    /// One sentence for people.
    String because();

    /// Make the merge result if it is not there yet, and run its checks.
    ///
    /// @param attempt 1 for the first run that counts, 2 for the repeat of a failure
    record Start(Candidate candidate, int attempt, String because) implements Step {
        @Override
        public ChangeHead change() {
            return candidate.change();
        }
    }

    /// End the run of these checks: nobody can use the answer, or something more urgent needs the room.
    record Cancel(Candidate candidate, String because) implements Step {
        @Override
        public ChangeHead change() {
            return candidate.change();
        }
    }

    /// Move trunk from `tip` to what was tested, by compare-and-swap.
    ///
    /// @param tested the merge result that passed
    record Land(Candidate candidate, CommitId tested, CommitId tip, Manner manner, String because) implements Step {
        @Override
        public ChangeHead change() {
            return candidate.change();
        }
    }

    /// Take the change out of the queue; it can be queued again.
    record Eject(Candidate candidate, String because) implements Step {
        @Override
        public ChangeHead change() {
            return candidate.change();
        }
    }

    /// What trunk moves to.
    sealed interface Manner {
        /// The tested commit itself: its first parent is trunk's tip.
        record AsTested() implements Manner {}

        /// A new merge of trunk's tip and the head, since what landed meanwhile is independent. It lands only when
        /// its files are proven equal to those of the tested commit.
        record Merged(Proof proof) implements Manner {}
    }

    /// Which files must be the same, by hash, in the landing commit and the tested one.
    ///
    /// @param modules all that the checks of the touched modules read; empty where it is the whole tree
    ///     (files of no module are compared in either case)
    ///
    /// @param declared the modules as the rules declare them
    record Proof(Optional<SortedSet<String>> modules, Map<String, SourceModule> declared) {
        public Proof {
            declared = Map.copyOf(declared);
        }
    }
}

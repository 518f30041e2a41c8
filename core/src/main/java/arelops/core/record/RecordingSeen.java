package arelops.core.record;

import java.time.Instant;
import java.util.Optional;

/// What is known of the recordings of one environment of an app.
public sealed interface RecordingSeen {
    /// The node did not answer.
    record Unknown(String because) implements RecordingSeen {}

    /// What the node says.
    ///
    /// @param running what is being recorded now, whoever began it
    /// @param newest the last that the line made and that is over, in whatever way
    record Known(Optional<Running> running, Optional<Past> newest) implements RecordingSeen {
        /// Nothing is recorded, and nothing ever was.
        public static final Known NOTHING = new Known(Optional.empty(), Optional.empty());
    }

    /// A recording under way.
    ///
    /// @param rules the digest of the rules by which the line makes it; empty where a person does
    /// @param requests how many were taken until now
    /// @param left how many were left out until now that should have been taken
    record Running(String id, String rules, Instant began, Instant until, long requests, long left) {
        /// Whether the line makes it.
        public boolean byLine() {
            return !rules.isEmpty();
        }
    }

    /// A recording of the line that is over.
    ///
    /// @param rules the digest of the rules by which it was made
    /// @param ended empty where it was cut off
    /// @param trouble what was in the way, with the mend; empty where nothing was, or nobody knows any more
    record Past(String id, String rules, Instant began, Ending ending, Optional<Instant> ended, String trouble) {}

    /// How a recording came to its end.
    enum Ending {
        /// Its time was over, or somebody ended it.
        TIME,
        /// It had the size that it may have.
        SIZE,
        /// Whoever recorded died, or could not write.
        CUT
    }
}

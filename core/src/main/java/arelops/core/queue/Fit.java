package arelops.core.queue;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;

/// How a trial of a queued change stands to trunk and queue as they are now.
///
/// @param never why it can never land, where that is so
/// @param awaits the rows that it depends on, is tested on, and that have not landed yet
/// @param ground how much of trunk it was tested on, where all of that has landed
/// @param blame whether a failure of it lies with its own change
record Fit(int row, Trial trial, Optional<String> never, BitSet awaits, OptionalInt ground, Blame blame) {
    /// When a failure counts against the change itself.
    enum Blame {
        /// All that it was tested on has landed just so.
        NOW,
        /// What it was tested on may still land just so.
        LATER,
        /// Something else landed, or something left: what failed may be none of the change's doing.
        NEVER
    }

    boolean blames() {
        return blame == Blame.NOW;
    }

    boolean possible() {
        return never.isEmpty();
    }

    /// Whether trunk is what it was tested on, as far as its change depends on it.
    boolean current() {
        return possible() && awaits.isEmpty();
    }

    boolean failed() {
        return failures() > 0 && !trial.passed();
    }

    int failures() {
        return trial.state().failures();
    }
}

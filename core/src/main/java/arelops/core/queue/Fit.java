package arelops.core.queue;

import java.util.BitSet;
import java.util.Optional;

/// How a trial of a queued change stands to trunk and queue as they are now.
///
/// @param never why it can never land, where that is so
/// @param awaits the rows that it is tested on and that have not landed yet
/// @param excludes the rows before its own that it depends on and is tested without
/// @param blames whether a failure of it lies with its own change: all that it was tested on has landed so
record Fit(int row, Trial trial, Optional<String> never, BitSet awaits, BitSet excludes, boolean blames) {
    boolean possible() {
        return never.isEmpty();
    }

    /// Whether trunk is what it was tested on, as far as its change depends on it.
    boolean current() {
        return possible() && awaits.isEmpty();
    }

    int failures() {
        return trial.state().failures();
    }
}

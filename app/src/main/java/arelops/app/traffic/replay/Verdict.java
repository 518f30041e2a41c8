package arelops.app.traffic.replay;

import java.util.List;

/// Whether a run says anything about the app: a sender that was late itself says nothing.
public sealed interface Verdict {
    /// The sender kept to the schedule.
    record Valid() implements Verdict {}

    /// It did not: what was measured is neither for nor against the app.
    ///
    /// @param reasons in sentences, at least one
    record Invalid(List<String> reasons) implements Verdict {
        /// Copies.
        public Invalid {
            reasons = List.copyOf(reasons);
        }
    }
}

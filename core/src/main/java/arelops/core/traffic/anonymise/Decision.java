package arelops.core.traffic.anonymise;

import java.util.Locale;

/// What is done with a value, and by which source.
///
/// @param source an index into [RuleIndex#sources()]
record Decision(Treatment treatment, int source) {
    static final Decision NONE = new Decision(Treatment.NONE, -1);
    static final Decision KEEP = new Decision(Treatment.KEEP, -1);

    /// The ways.
    enum Treatment {
        /// No rule says anything.
        NONE,
        /// It stays.
        KEEP,
        /// See [Action#DROP].
        DROP,
        /// See [Action#BLANK].
        BLANK,
        /// See [Action#HASH].
        HASH,
        /// See [Action#FAKE].
        FAKE;

        static Treatment of(Action action) {
            return valueOf(action.name().toUpperCase(Locale.ROOT));
        }
    }

    boolean isNone() {
        return treatment == Treatment.NONE;
    }

    boolean drops() {
        return treatment == Treatment.DROP;
    }

    boolean hides() {
        return treatment != Treatment.NONE && treatment != Treatment.KEEP;
    }

    /// This, or the other one if this says nothing.
    Decision or(Decision other) {
        return isNone() ? other : this;
    }
}

package arelops.core.alarm;

import java.time.Instant;

/// What was heard of an alarm in a run.
public sealed interface Heard {
    /// It fired.
    ///
    /// @param at when it was first known to
    /// @param what it said
    record Fired(Instant at, String what) implements Heard {}

    /// It was listened to all the time, and did not fire.
    ///
    /// @param measured how near it came, as a sentence; empty where nobody tells
    record Nothing(String measured) implements Heard {
        /// Nobody tells how near it came.
        public Nothing() {
            this("");
        }
    }

    /// It would have fired, but nobody is told of it.
    ///
    /// @param by a silence or another alert
    record Hushed(String by) implements Heard {}

    /// Nobody knows whether it fired.
    record Unknown(String because) implements Heard {}
}

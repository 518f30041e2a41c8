package arelops.core.alarm;

/// What trying the alarms came to.
public sealed interface AlarmVerdict {
    /// In a sentence.
    String because();

    /// Each alarm did what was expected of it.
    record Proved(String because) implements AlarmVerdict {}

    /// An alarm was silent, late or false: that speaks against the monitoring, and against no release.
    ///
    /// @param because with what may mend it
    record Wrong(String because) implements AlarmVerdict {}

    /// It cannot be told.
    record Unknown(String because) implements AlarmVerdict {}
}

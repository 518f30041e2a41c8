package arelops.core.alarm;

/// What an alarm did in a run.
public enum Mark {
    /// It was expected, and fired in time.
    FIRED,
    /// It was not expected, and did not fire.
    QUIET,
    /// It was expected, and did not fire.
    SILENT,
    /// It was expected, and fired after its time.
    LATE,
    /// It fired and was not expected, or before the fault began.
    FALSE,
    /// Nobody knows.
    UNKNOWN;

    /// Whether it speaks against the alarm.
    public boolean isBad() {
        return switch (this) {
            case SILENT, LATE, FALSE -> true;
            case FIRED, QUIET, UNKNOWN -> false;
        };
    }
}

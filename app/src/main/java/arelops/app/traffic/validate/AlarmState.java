package arelops.app.traffic.validate;

import arelops.core.alarm.AlarmReport;
import arelops.core.alarm.AlarmRun;
import java.time.Instant;
import java.util.List;

/// How it stands with alarms that are tried.
public sealed interface AlarmState {
    /// It was never started here, or this process ended since: starting it is right.
    record NotKnown() implements AlarmState {}

    /// It is under way, or waits for its turn.
    ///
    /// @param runs the replays that are over
    /// @param now what is done
    record Running(Instant since, List<AlarmRun> runs, String now) implements AlarmState {
        /// Copies.
        public Running {
            runs = List.copyOf(runs);
        }
    }

    /// It is over.
    record Done(AlarmReport report) implements AlarmState {}

    /// It could not be performed.
    record Broken(String because, Instant at) implements AlarmState {}
}

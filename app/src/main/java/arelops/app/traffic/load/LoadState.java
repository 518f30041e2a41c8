package arelops.app.traffic.load;

import arelops.core.load.LoadReport;
import arelops.core.load.Rung;
import java.time.Instant;
import java.util.List;

/// How a load test stands.
public sealed interface LoadState {
    /// It was never started here, or this process ended since: starting it is right.
    record NotKnown() implements LoadState {}

    /// It is under way, or waits for another one.
    ///
    /// @param rungs the steps that are over
    record Running(Instant since, List<Rung> rungs) implements LoadState {
        /// Copies.
        public Running {
            rungs = List.copyOf(rungs);
        }
    }

    /// It is over.
    record Done(LoadReport report) implements LoadState {}

    /// It could not be performed.
    record Broken(String because, Instant at) implements LoadState {}
}

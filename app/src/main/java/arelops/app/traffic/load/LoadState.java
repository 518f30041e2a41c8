package arelops.app.traffic.load;

import arelops.core.load.LoadReport;
import java.time.Instant;

/// How a load test stands.
public sealed interface LoadState {
    /// It was never started here, or this process ended since: starting it is right.
    record NotKnown() implements LoadState {}

    /// It is under way, or waits for another one.
    record Running(Instant since) implements LoadState {}

    /// It is over.
    record Done(LoadReport report) implements LoadState {}

    /// It could not be performed.
    record Broken(String because, Instant at) implements LoadState {}
}

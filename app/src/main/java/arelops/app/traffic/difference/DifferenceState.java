package arelops.app.traffic.difference;

import arelops.core.difference.DifferenceEvidence;
import java.time.Instant;

/// How a comparison of answers stands.
public sealed interface DifferenceState {
    /// It was never started here, or this process ended since: starting it is right.
    record NotKnown() implements DifferenceState {}

    /// It is under way, or waits for its turn.
    ///
    /// @param compared requests so far
    record Running(Instant since, long compared) implements DifferenceState {}

    /// It is over.
    record Done(DifferenceEvidence evidence) implements DifferenceState {}

    /// It could not be performed.
    record Broken(String because, Instant at) implements DifferenceState {}
}

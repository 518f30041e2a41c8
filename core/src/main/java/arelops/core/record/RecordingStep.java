package arelops.core.record;

import arelops.core.policy.RecordingPolicy;
import java.time.Instant;
import java.util.Optional;

/// What the line does next about recording one environment, and why.
public sealed interface RecordingStep {
    /// Why, in one sentence.
    String because();

    /// A recording begins by these rules.
    record Begin(RecordingPolicy rules, String because) implements RecordingStep {}

    /// The recording of this id ends now; what it has is kept.
    record End(String id, String because) implements RecordingStep {}

    /// Nothing is to be done.
    ///
    /// @param until when that may change by itself
    record Nothing(String because, Optional<Instant> until) implements RecordingStep {}
}

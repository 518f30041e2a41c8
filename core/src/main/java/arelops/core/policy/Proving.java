package arelops.core.policy;

import arelops.core.gate.Soak;
import java.util.Optional;

/// How a release proves itself in an environment: acceptance, canary, recorded traffic, soak.
public record Proving(Soak soak, Optional<CanaryPolicy> canary, Optional<Command> accept, RecordedTraffic recorded) {

    /// What recorded traffic is sent to a release.
    ///
    /// @param replay as it was, beside regular traffic
    /// @param load at growing factors
    /// @param difference as it was, to stable as well, to see what is answered differently
    /// @param alarms with faults, to see whether the monitoring tells of them
    public record RecordedTraffic(
            Optional<LoadPolicy> replay,
            Optional<LoadPolicy> load,
            Optional<DifferencePolicy> difference,
            Optional<AlarmPolicy> alarms) {
        public static final RecordedTraffic NONE = new RecordedTraffic(Optional.empty(), Optional.empty());

        /// For what it bears alone.
        public RecordedTraffic(Optional<LoadPolicy> replay, Optional<LoadPolicy> load) {
            this(replay, load, Optional.empty());
        }

        /// Without comparing answers.
        public RecordedTraffic(Optional<LoadPolicy> replay, Optional<LoadPolicy> load, Optional<AlarmPolicy> alarms) {
            this(replay, load, Optional.empty(), alarms);
        }
    }

    /// Without recorded traffic.
    public Proving(Soak soak, Optional<CanaryPolicy> canary, Optional<Command> accept) {
        this(soak, canary, accept, RecordedTraffic.NONE);
    }

    /// The same one with other recorded traffic.
    public Proving with(RecordedTraffic other) {
        return new Proving(soak, canary, accept, other);
    }
}

package arelops.core.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Recorded traffic that a release must bear at growing factors.
///
/// @param steps the factors, growing
/// @param each the time on each of them; less where the recording is shorter
/// @param stop beyond what a step is not borne
/// @param recording the beginning of the name of the recordings of which the newest is sent
public record LoadPolicy(List<Integer> steps, Duration each, Stop stop, String recording) {
    /// The recordings that are sent where nothing else is said: those of PRODUCTION's users.
    public static final String DEFAULT_RECORDING = "production";

    public static final Duration DEFAULT_EACH = Duration.ofMinutes(5);

    /// Limits; where one is not given, the `max` of the same name in `watch` holds.
    ///
    /// @param errors the greatest share of requests that fail
    /// @param p99 what 99 of 100 requests must be answered in, from when they should have been sent
    /// @param alerts whether a step at which an alert begins to fire is not borne
    /// @param use what the app may take of its machine
    public record Stop(Optional<Percent> errors, Optional<Duration> p99, boolean alerts, Use use) {
        /// By which an alert counts too.
        public Stop(Optional<Percent> errors, Optional<Duration> p99) {
            this(errors, p99, true);
        }

        /// Whatever it takes of its machine.
        public Stop(Optional<Percent> errors, Optional<Duration> p99, boolean alerts) {
            this(errors, p99, alerts, Use.ANY);
        }

        public static final Stop AS_WATCHED = new Stop(Optional.empty(), Optional.empty());
    }

    /// What an app may take of its machine, all of its instances together.
    ///
    /// @param cpu the greatest share of the machine's cores, on average over a step
    /// @param memory the most that its processes have in memory at once
    public record Use(Optional<Percent> cpu, Optional<ByteSize> memory) {
        /// As much as there is.
        public static final Use ANY = new Use(Optional.empty(), Optional.empty());

        /// Whether there is a limit.
        public boolean isLimited() {
            return cpu.isPresent() || memory.isPresent();
        }
    }

    public LoadPolicy {
        steps = List.copyOf(steps);
    }

    /// These steps, and all else as usual.
    public static LoadPolicy of(List<Integer> steps) {
        return new LoadPolicy(steps, DEFAULT_EACH, Stop.AS_WATCHED, DEFAULT_RECORDING);
    }

    /// The factors as people write them.
    public List<String> factors() {
        return steps.stream().map(step -> step + "x").toList();
    }

    /// How long it takes at most: stable is measured beside it, and both recover.
    public Duration longest() {
        return each.multipliedBy(2L * (steps.size() + 1));
    }
}

package arelops.core.policy;

import arelops.core.id.EnvironmentName;
import java.util.Optional;

/// Where an environment's requests come from, beside those of its own users (LINE-4).
///
/// @param mirror the environment whose users' requests are sent here once more, as copies that nobody waits for
/// @param probe whether the program itself asks where a window would else be empty
public record TrafficSources(Optional<EnvironmentName> mirror, Probe probe) {
    public static final TrafficSources OFF = of(Probe.OFF);

    /// Users and probes, and no copies.
    public static TrafficSources of(Probe probe) {
        return new TrafficSources(Optional.empty(), probe);
    }

    public static TrafficSources mirrorOf(EnvironmentName source, Probe probe) {
        return new TrafficSources(Optional.of(source), probe);
    }
}

package arelops.core.policy;

import arelops.core.id.EnvironmentName;
import java.time.Duration;
import java.util.Optional;

/// How a release is served in an environment.
///
/// `tag` is the name of its tag without the app, `keep` how long the previous release stays warm at
/// least, `target` the name of a deployment target.
public record Serving(
        String tag, String target, int instances, Duration keep, Settings settings, TrafficSources traffic) {
    /// The target that needs no declaration: processes of the node.
    public static final String LOCAL_PROCESSES = "process";

    public static final Duration DEFAULT_KEEP = Duration.ofHours(24);

    public Probe probe() {
        return traffic.probe();
    }

    /// The environment whose users' requests come here as copies.
    public Optional<EnvironmentName> mirror() {
        return traffic.mirror();
    }
}

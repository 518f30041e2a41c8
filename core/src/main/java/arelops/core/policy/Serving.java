package arelops.core.policy;

import java.time.Duration;

/// How a release is served in an environment.
///
/// `tag` is the name of its tag without the app, `keep` how long the previous release stays warm at
/// least, `target` the name of a deployment target.
public record Serving(String tag, String target, int instances, Duration keep, Settings settings, Probe probe) {
    /// The target that needs no declaration: processes of the node.
    public static final String LOCAL_PROCESSES = "process";

    public static final Duration DEFAULT_KEEP = Duration.ofHours(24);
}

package arelops.app.deploy;

import arelops.core.id.EnvironmentName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a slot's traffic is measured: the length of a window, and what fills it beside requests of users (LINE-4).
///
/// @param probes whether probes are sent where a window would else be empty; `probePaths` are asked for beside the
///     health path
/// @param mirrors the environment of the same app whose users' requests this slot receives copies of
public record Watching(Duration window, boolean probes, List<String> probePaths, Optional<EnvironmentName> mirrors) {
    /// Windows of 60 s; probes ask the health path only.
    public static final Watching USUAL = of(Duration.ofSeconds(60), true, List.of());

    public Watching {
        if (window.compareTo(Duration.ofMillis(100)) < 0 || window.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("a window is 100 ms to 1 h long, not " + window);
        }
        probePaths = List.copyOf(probePaths);
        for (String path : probePaths) {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("a probe path starts with a slash: " + path);
            }
        }
    }

    /// Without copies of other requests.
    public static Watching of(Duration window, boolean probes, List<String> probePaths) {
        return new Watching(window, probes, probePaths, Optional.empty());
    }
}

package arelops.app.deploy;

import java.time.Duration;
import java.util.List;

/// How a slot's traffic is measured: the length of a window, and whether and where probes fill empty ones (LINE-4).
public record Watching(Duration window, boolean probes, List<String> probePaths) {
    /// Windows of 60 s; probes ask the health path only.
    public static final Watching USUAL = new Watching(Duration.ofSeconds(60), true, List.of());

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
}

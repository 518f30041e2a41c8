package arelops.app.deploy;

import java.time.Duration;

/// When an instance counts as healthy: GET of this path answers 2xx, for the first time within the deadline.
public record Health(String path, Duration deadline) {
    public Health {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a health path starts with a slash: " + path);
        }
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("a health deadline is longer than nothing: " + deadline);
        }
    }
}

package arelops.app.deploy;

import java.time.Duration;

/// How a deployment ends: requests in flight get `drain` to finish, then SIGTERM, and after `grace` SIGKILL.
public record Stopping(Duration drain, Duration grace) {
    public Stopping {
        if (drain.isNegative() || grace.isNegative()) {
            throw new IllegalArgumentException("drain and grace are not negative: " + drain + ", " + grace);
        }
    }
}

package arelops.core.policy;

import java.time.Duration;

/// A shell command of a recipe, how long it may take, and how often it is tried again.
public record Command(String line, Duration timeout, Retry retry) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

    public static Command of(String line) {
        return new Command(line, DEFAULT_TIMEOUT, Retry.NONE);
    }
}

package arelops.core.policy;

import java.time.Duration;
import java.util.Optional;

/// The rules of the ephemeral environments, one for each open change: at most `max` of them, each at most `age` old.
public record TestPolicy(String target, Duration age, int max, Optional<Command> smoke, Settings settings) {
    public static final TestPolicy STANDARD =
            new TestPolicy(Serving.LOCAL_PROCESSES, Duration.ofDays(3), 10, Optional.empty(), Settings.NONE);
}

package arelops.core.policy;

import java.time.Duration;
import java.util.List;

/// The shares of traffic that a release is tried on before it gets all of it, and how it is judged there.
public record CanaryPolicy(
        List<Percent> steps, Duration each, int samples, Percent confidence, Unsure unsure, boolean baseline) {
    public static final Duration DEFAULT_EACH = Duration.ofMinutes(15);
    public static final int DEFAULT_SAMPLES = 1000;
    public static final Percent DEFAULT_CONFIDENCE = Percent.of(95);

    /// What happens when the judge is not sure at the end.
    public enum Unsure {
        HOLD,
        WITHDRAW,
        EXTEND
    }

    public CanaryPolicy {
        steps = List.copyOf(steps);
    }

    /// The shortest that it takes.
    public Duration shortest() {
        return each.multipliedBy(steps.size());
    }

    public static CanaryPolicy of(List<Percent> steps) {
        return new CanaryPolicy(steps, DEFAULT_EACH, DEFAULT_SAMPLES, DEFAULT_CONFIDENCE, Unsure.HOLD, true);
    }
}

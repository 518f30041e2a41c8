package arelops.core.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The shares of traffic that a release is tried on before it gets all of it, and how it is judged there.
public record CanaryPolicy(
        List<Percent> steps, Duration each, int samples, Percent confidence, Doubt doubt, boolean baseline) {
    public static final Duration DEFAULT_EACH = Duration.ofMinutes(15);
    public static final int DEFAULT_SAMPLES = 1000;
    public static final Percent DEFAULT_CONFIDENCE = Percent.of(95);

    /// What happens when the judge is not sure at the end.
    public enum Unsure {
        HOLD,
        WITHDRAW,
        EXTEND
    }

    /// Who completes a canary of little traffic, which ends when its time is over, proved or not (CAN-5).
    public enum Unproven {
        /// A person.
        HOLD,
        /// These rules: it gets all of the traffic, and is called unproven.
        PASS
    }

    /// What follows where nothing was shown.
    ///
    /// @param small for little traffic; empty where a canary needs its samples
    public record Doubt(Unsure unsure, Optional<Unproven> small) {
        static final Doubt USUAL = of(Unsure.HOLD);

        public static Doubt of(Unsure unsure) {
            return new Doubt(unsure, Optional.empty());
        }
    }

    public CanaryPolicy {
        steps = List.copyOf(steps);
    }

    public Unsure unsure() {
        return doubt.unsure;
    }

    public boolean isSmall() {
        return doubt.small.isPresent();
    }

    /// The shortest that it takes.
    public Duration shortest() {
        return each.multipliedBy(steps.size());
    }

    public static CanaryPolicy of(List<Percent> steps) {
        return new CanaryPolicy(steps, DEFAULT_EACH, DEFAULT_SAMPLES, DEFAULT_CONFIDENCE, Doubt.USUAL, true);
    }

    /// The usual one for little traffic.
    public static CanaryPolicy ofLittleTraffic() {
        CanaryPolicy usual = of(List.of(Percent.of(10), Percent.of(50)));
        return new CanaryPolicy(
                usual.steps,
                usual.each,
                usual.samples,
                usual.confidence,
                new Doubt(Unsure.HOLD, Optional.of(Unproven.HOLD)),
                usual.baseline);
    }
}

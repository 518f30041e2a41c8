package arelops.core.canary;

import java.util.List;

/// What the judge tolerates, how sure it must be, and how much it must have seen.
///
/// @param noise how far an arm's own level wanders from window to window without a reason, as a share (0.05 is 5 %)
public record JudgePolicy(
        Certainty certainty,
        ErrorLimits errors,
        LatencyLimits latency,
        double noise,
        Needs needs,
        List<MetricRule> metrics) {
    public JudgePolicy {
        Limits.check("noise", noise, 0, 1);
        metrics = List.copyOf(metrics);
        if (metrics.stream().map(MetricRule::name).distinct().count() < metrics.size()) {
            throw new IllegalArgumentException("metrics: two have the same name");
        }
    }

    public static JudgePolicy standard() {
        return new JudgePolicy(
                Certainty.standard(),
                ErrorLimits.standard(),
                LatencyLimits.standard(),
                0.05,
                Needs.standard(),
                List.of());
    }

    public JudgePolicy withErrors(ErrorLimits changed) {
        return new JudgePolicy(certainty, changed, latency, noise, needs, metrics);
    }

    public JudgePolicy withLatency(LatencyLimits changed) {
        return new JudgePolicy(certainty, errors, changed, noise, needs, metrics);
    }

    public JudgePolicy withNoise(double changed) {
        return new JudgePolicy(certainty, errors, latency, changed, needs, metrics);
    }

    public JudgePolicy withNeeds(Needs changed) {
        return new JudgePolicy(certainty, errors, latency, noise, changed, metrics);
    }

    public JudgePolicy withMetrics(List<MetricRule> changed) {
        return new JudgePolicy(certainty, errors, latency, noise, needs, changed);
    }

    public JudgePolicy withCertainty(Certainty changed) {
        return new JudgePolicy(changed, errors, latency, noise, needs, metrics);
    }

    /// How sure the judge must be.
    ///
    /// @param alpha the greatest share of good canaries that are rejected, however often one looks
    /// @param beta the greatest share of canaries worse than the non-inferiority limit that pass
    public record Certainty(double alpha, double beta) {
        public Certainty {
            Limits.check("alpha", alpha, 1e-9, 0.5);
            Limits.check("beta", beta, 1e-9, 0.5);
        }

        static Certainty standard() {
            return new Certainty(0.01, 0.05);
        }
    }

    /// The limits of errors.
    ///
    /// @param odds the odds ratio of an error, canary to baseline, up to which nothing is rejected; 1 is strict
    /// @param inferiorOdds to pass, the odds ratio is shown to be below this
    /// @param inferiorShare or the canary's error rate is shown to be below the prior one plus this share
    public record ErrorLimits(double odds, double inferiorOdds, double inferiorShare) {
        public ErrorLimits {
            Limits.check("errors.odds", odds, 1, 100);
            Limits.check("errors.inferiorOdds", inferiorOdds, odds, 1000);
            Limits.check("errors.inferiorShare", inferiorShare, 0, 1);
        }

        static ErrorLimits standard() {
            return new ErrorLimits(1.2, 1.5, 0.005);
        }
    }

    /// The limits of latency.
    ///
    /// @param worse how much slower than the baseline is tolerated, as a share; 0 is strict
    /// @param inferior to pass, the canary is shown to be less than this slower at every threshold
    public record LatencyLimits(double worse, double inferior) {
        public LatencyLimits {
            Limits.check("latency.worse", worse, 0, 10);
            Limits.check("latency.inferior", inferior, worse, 100);
        }

        static LatencyLimits standard() {
            return new LatencyLimits(0.10, 0.25);
        }
    }

    /// How much the judge must have seen.
    ///
    /// @param requests the canary's fewest requests for any verdict but a rejection
    /// @param staleAfter so many windows in a row without telemetry or traffic in an arm are no data
    /// @param windows the fewest windows before a pass
    /// @param horizon the number of windows after which the policy decides what to do with doubt
    public record Needs(long requests, int staleAfter, int windows, int horizon) {
        public Needs {
            Limits.check("needs.requests", (double) requests, 1, 1e12);
            Limits.check("needs.staleAfter", staleAfter, 1, 1e6);
            Limits.check("needs.windows", windows, 1, 1e6);
            Limits.check("needs.horizon", horizon, 1, 1e6);
        }

        static Needs standard() {
            return new Needs(100, 5, 5, 60);
        }
    }

    private static final class Limits {
        static void check(String key, double value, double least, double most) {
            if (!(value >= least && value <= most)) {
                throw new IllegalArgumentException(key + " is from " + least + " to " + most + ", not " + value);
            }
        }
    }
}

package arelops.core.canary;

import java.util.List;
import java.util.OptionalInt;

/// One measure of a look, in numbers.
///
/// @param name `errors`, `latency`, or an extra metric's
/// @param critical whether it can reject
/// @param numbers what was measured
/// @param samples the requests, or for a gauge the windows, of both arms
/// @param evidence how strong it is
/// @param tippedAt the window in which it rejected the canary
/// @param thresholds of latency
public record Measured(
        String name,
        boolean critical,
        Numbers numbers,
        Samples samples,
        Evidence evidence,
        OptionalInt tippedAt,
        List<Threshold> thresholds) {
    public Measured {
        thresholds = List.copyOf(thresholds);
    }

    /// What a measure's evidence says.
    public enum Standing {
        WORSE,
        NOT_WORSE,
        UNSURE,
        NO_DATA
    }

    /// The two arms in numbers.
    ///
    /// @param what in words, for example `p99`
    /// @param unit of value and baseline: `share`, a unit of time, `per request` or empty
    /// @param value of the canary
    /// @param baseline of the baseline
    /// @param estimate how many times as much the canary has; of errors the odds ratio
    /// @param low of the estimate, at every look at once; `NaN` where nothing bounds it
    /// @param high the same
    /// @param confidence of the interval
    /// @param limit of the estimate, above (or below) which it is worse than tolerated
    public record Numbers(
            String what,
            String unit,
            double value,
            double baseline,
            double estimate,
            double low,
            double high,
            double confidence,
            double limit) {}

    /// How much was measured of each arm.
    public record Samples(long baseline, long canary) {}

    /// How strong the evidence is.
    ///
    /// @param standing what it says
    /// @param certainty of that, from 0 to 1
    /// @param logWorse the logarithm of the e-value against "within the tolerance"
    /// @param logNotWorse the logarithm of the e-value against "at the limit to pass, or beyond"
    public record Evidence(Standing standing, double certainty, double logWorse, double logNotWorse) {}

    /// Where latency is compared.
    ///
    /// @param quantile of the baseline
    /// @param baseline the quantile in the baseline
    /// @param canary the same quantile in the canary
    /// @param baselineSlower the share of the baseline that was slower than the threshold
    /// @param canarySlower the share of the canary that was slower than the threshold times the tolerance
    public record Threshold(
            double quantile,
            double baseline,
            double canary,
            double baselineSlower,
            double canarySlower,
            double logWorse,
            double logNotWorse) {}
}

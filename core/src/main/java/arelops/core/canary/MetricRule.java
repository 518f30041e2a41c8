package arelops.core.canary;

/// A named extra metric: what it is, which way is worse, and how much of that is tolerated.
///
/// @param tolerance how much worse than the baseline is tolerated, as a share
/// @param inferior to pass, the canary is shown to be less than this share worse
/// @param critical a metric that is not never rejects; while it is worse, the canary does not pass
public record MetricRule(
        String name, Kind kind, Direction direction, double tolerance, double inferior, boolean critical) {
    public enum Kind {
        /// Events that are counted while requests are served, such as retries: compared per request.
        COUNTER,
        /// A level at the end of each window, such as memory.
        GAUGE
    }

    public enum Direction {
        /// More is worse.
        MORE,
        /// Less is worse.
        LESS,
        /// Both are.
        EITHER
    }

    public MetricRule {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a metric without a name");
        }
        if (!(tolerance >= 0 && tolerance <= 100)) {
            throw new IllegalArgumentException(name + ": the tolerance is from 0 to 100, not " + tolerance);
        }
        if (!(inferior >= tolerance && inferior <= 1000)) {
            throw new IllegalArgumentException(
                    name + ": inferior is from the tolerance " + tolerance + " to 1000, not " + inferior);
        }
    }
}

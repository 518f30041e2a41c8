package arelops.core.queue;

import java.time.Duration;

/// What is expected of a change's checks. It only ranks what is tested first; nothing lands or leaves because
/// of it.
///
/// @param chance that the change passes by itself, from 0 to 1
/// @param takes how long its checks take
public record Estimate(double chance, Duration takes) {
    /// Where nothing is known of a change yet.
    public static final double PRIOR = 0.9;

    public Estimate {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("a chance is from 0 to 1, not " + chance);
        }
    }
}

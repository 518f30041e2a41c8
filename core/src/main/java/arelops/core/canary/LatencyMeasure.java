package arelops.core.canary;

import arelops.core.canary.JudgePolicy.LatencyLimits;
import java.util.ArrayList;
import java.util.List;

/// The evidence about latency so far: for each of five thresholds, how many requests of each arm were
/// slower.
///
/// A threshold is a quantile of the baseline's last windows, so it is fixed before the window that it
/// judges. The baseline is counted above it, the canary above it times the tolerance.
///
/// @param streams the evidence at each threshold
/// @param history where the thresholds are taken from
/// @param all latencies so far
/// @param onset since when they have been worse
/// @param recent latencies since then
record LatencyMeasure(List<Stream> streams, LatencyHistory history, Pair all, Onset onset, Pair recent) {
    static final double[] QUANTILES = {0.5, 0.75, 0.9, 0.95, 0.99};
    /// The fewest requests of the baseline from which a threshold is taken.
    private static final long ENOUGH = 100;
    /// So few of those above a threshold count as none.
    private static final double HARDLY = 0.02;
    /// At first half of the stake is bet, so that a window which multiplies it by a little less than twice what
    /// rejects does not reject; two such windows do, also late, when a small part is.
    private static final double ALONE = 0.6;

    LatencyMeasure {
        streams = List.copyOf(streams);
    }

    /// The evidence at one threshold.
    ///
    /// @param absolute bets, where the threshold is too small for the scale, that the canary is as quick
    /// @param scatter how far the windows before scattered
    /// @param sum how many were slower, the canary's against the threshold times the tolerance
    record Stream(Bets bets, PlainWealth absolute, Scatter scatter, Hits sum) {
        /// Within one of the two limits: the mean of two e-values is one against both claims at once.
        double logNotWorse() {
            return LogMean.of(bets.logNotWorse(), absolute.log());
        }
    }

    /// The latencies of both arms.
    record Pair(LatencyCounts baseline, LatencyCounts canary) {
        static final Pair NONE = new Pair(LatencyCounts.none(), LatencyCounts.none());

        Pair plus(Pair other) {
            return new Pair(baseline.plus(other.baseline), canary.plus(other.canary));
        }
    }

    /// @param prior what stable's requests took before
    static LatencyMeasure after(LatencyCounts prior) {
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < QUANTILES.length; i++) {
            streams.add(new Stream(Bets.onRatios(), ShareBets.none(), Scatter.NONE, Hits.NONE));
        }
        return new LatencyMeasure(streams, LatencyHistory.after(prior), Pair.NONE, Onset.none(), Pair.NONE);
    }

    /// @param most the evidence that rejects
    LatencyMeasure look(int window, LatencyScale scale, Pair latencies, JudgePolicy policy, double most) {
        LatencyHistory then = history.plus(latencies.baseline());
        LatencyCounts before = history.counts();
        if (before.total() < ENOUGH) {
            return new LatencyMeasure(streams, then, all.plus(latencies), onset, recent);
        }
        Look look = new Look(scale, before, latencies, policy, most + ALONE);
        List<Stream> next = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            next.add(look.at(QUANTILES[i], streams.get(i)));
        }
        int worst = worst(next);
        Onset now = onset.next(window, look.gain(QUANTILES[worst], next.get(worst)));
        return new LatencyMeasure(
                next,
                then,
                all.plus(latencies),
                now,
                now.begins(window) ? latencies : now.isOpen() ? recent.plus(latencies) : Pair.NONE);
    }

    /// One window.
    ///
    /// @param most the most that it can add to the evidence that the canary is slower
    private record Look(LatencyScale scale, LatencyCounts before, Pair latencies, JudgePolicy policy, double most) {
        /// What the alternative that has won most at a threshold gains by this window.
        double gain(double quantile, Stream stream) {
            int low = low(quantile);
            return stream.bets()
                    .gain(worse(tolerated(low), low, stream.scatter().weight()));
        }

        /// A pause of one arm slows down all requests of that moment, and says nothing of the release: one
        /// window alone never rejects. A bet that wins less than it could is fair all the same.
        private double[] worse(Hits tolerated, int low, double weight) {
            double[] factors = factors(tolerated, Alternatives.worseThan(0), sd(low), weight);
            for (int i = 0; i < factors.length; i++) {
                factors[i] = Math.min(most, factors[i]);
            }
            return factors;
        }

        private Hits tolerated(int threshold) {
            double worse = policy.latency().worse();
            return hits(threshold, worse == 0 ? 0 : scale.span(1 + worse));
        }

        /// Where hardly a request lies around the threshold, as between hits and misses of a cache,
        /// what is slower shows best just above the faster ones. Noise alone shall not carry requests
        /// across.
        private int low(double quantile) {
            LatencyCounts.Gap gap = before.gap((int) Math.round(before.quantile(quantile)), HARDLY);
            return Math.max(1, Math.min(gap.high(), gap.low() + margin()));
        }

        /// And what is not slower shows best just below the slower ones, of which there have to be some.
        private int high(double quantile) {
            double exact = before.quantile(quantile);
            int nearest = (int) Math.round(exact);
            int filled = before.shareFrom(nearest) >= (1 - quantile) / 2 ? nearest : (int) Math.floor(exact);
            LatencyCounts.Gap gap = before.gap(filled, HARDLY);
            return Math.max(1, Math.max(gap.low(), gap.high() - margin()));
        }

        private int margin() {
            return policy.noise() == 0 ? 1 : scale.span(1 + policy.noise()) + 1;
        }

        Stream at(double quantile, Stream stream) {
            LatencyLimits limits = policy.latency();
            int low = low(quantile);
            int high = high(quantile);
            Hits tolerated = tolerated(low);
            double weight = stream.scatter().weight();
            Hits inferior = hits(high, scale.span(1 + limits.inferior()));
            return new Stream(
                    stream.bets()
                            .look(
                                    worse(tolerated, low, weight),
                                    factors(inferior, Alternatives.betterThan(0), sd(high), weight),
                                    policy.needs().horizon()),
                    before.quantile(quantile) < 1
                            ? stream.absolute().bet(Bets.scaled(quick(1 - quantile), weight))
                            : stream.absolute(),
                    stream.scatter().plus(tolerated),
                    stream.sum().plus(tolerated));
        }

        /// Below 1 the scale does not tell latencies apart. What is so quick is as quick as the baseline.
        private double[] quick(double share) {
            int limit = 1 + scale.span(1 + policy.latency().inferior());
            return ShareBets.factors(hits(1, limit - 1), share, sd(limit));
        }

        private static double[] factors(Hits hits, double[] alternatives, double sd, double weight) {
            return Bets.factors(
                    OddsLikelihood.of(hits)::of, 0, alternatives, weight * Noise.weight(hits.information(), sd));
        }

        private Hits hits(int threshold, int shift) {
            LatencyCounts baseline = latencies.baseline();
            LatencyCounts canary = latencies.canary();
            return new Hits(baseline.from(threshold), baseline.total(), canary.from(threshold + shift), canary.total());
        }

        /// How far the logarithm of the odds of being slower moves when all latencies move by the noise.
        /// What is below 1 is not told apart, so there it is taken from above.
        private double sd(int threshold) {
            double buckets = StrictMath.log1p(policy.noise()) / StrictMath.log(scale.growth());
            double below = Math.min(buckets, threshold - 1);
            return (logit(threshold - below) - logit(threshold + buckets)) * buckets / Math.max(1e-9, below + buckets);
        }

        private double logit(double bucket) {
            double hits = before.shareFrom(bucket) * before.total();
            return StrictMath.log((hits + 0.5) / (before.total() - hits + 0.5));
        }
    }

    /// The mean over the thresholds: the claim is that all of them are kept.
    double logWorse() {
        return LogMean.of(
                streams.stream().mapToDouble(stream -> stream.bets().logWorse()).toArray());
    }

    /// Not worse at any threshold.
    double logNotWorse() {
        return streams.stream().mapToDouble(Stream::logNotWorse).min().orElseThrow();
    }

    /// The threshold at which the canary looks worst.
    int worst() {
        return worst(streams);
    }

    private static int worst(List<Stream> streams) {
        int worst = QUANTILES.length - 1;
        for (int i = 0; i < QUANTILES.length; i++) {
            if (streams.get(i).bets().logWorse() > streams.get(worst).bets().logWorse()) {
                worst = i;
            }
        }
        return worst;
    }
}

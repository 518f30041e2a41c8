package arelops.core.canary;

/// How many of each arm's requests were hits (errors, or slower than a threshold) in one window.
record Hits(long baselineHits, long baselineTotal, long canaryHits, long canaryTotal) {
    static final Hits NONE = new Hits(0, 0, 0, 0);

    long hits() {
        return baselineHits + canaryHits;
    }

    long total() {
        return baselineTotal + canaryTotal;
    }

    /// The share of hits among all requests of both arms.
    double share() {
        return total() == 0 ? 0 : (double) hits() / total();
    }

    double baselineShare() {
        return baselineTotal == 0 ? 0 : (double) baselineHits / baselineTotal;
    }

    double canaryShare() {
        return canaryTotal == 0 ? 0 : (double) canaryHits / canaryTotal;
    }

    Hits plus(Hits other) {
        return new Hits(
                baselineHits + other.baselineHits,
                baselineTotal + other.baselineTotal,
                canaryHits + other.canaryHits,
                canaryTotal + other.canaryTotal);
    }

    /// How much this window can tell about the logarithm of the odds ratio: the variance of the
    /// canary's hits when both arms are alike and all hits are known (hypergeometric).
    double information() {
        double total = total();
        if (baselineTotal == 0 || canaryTotal == 0 || total < 2) {
            return 0;
        }
        return hits() * (baselineTotal / total) * (canaryTotal / total) * ((total - hits()) / (total - 1));
    }
}

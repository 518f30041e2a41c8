package arelops.core.canary;

/// Events of both arms in one window and what they are counted per.
record Rate(double baseline, long baselineUnits, double canary, long canaryUnits) {
    static Rate of(double baseline, long baselineUnits, double canary, long canaryUnits) {
        return new Rate(baseline, baselineUnits, canary, canaryUnits);
    }

    Rate swapped() {
        return new Rate(
                /* baseline= */ canary,
                /* baselineUnits= */ canaryUnits,
                /* canary= */ baseline,
                /* canaryUnits= */ baselineUnits);
    }

    private double share() {
        return (double) canaryUnits / (baselineUnits + canaryUnits);
    }

    /// How much the window tells about the logarithm of the rate ratio, were events independent.
    double information() {
        return (baseline + canary) * share() * (1 - share());
    }

    /// Of `k` events, the canary's are binomial when the rate ratio is given, whatever the common rate is.
    double[] likelihood(double[] logRatios) {
        double[] out = new double[logRatios.length];
        for (int i = 0; i < out.length; i++) {
            double total = 1 - share() + share() * StrictMath.exp(logRatios[i]);
            out[i] = canary * logRatios[i] - (baseline + canary) * StrictMath.log(total);
        }
        return out;
    }
}

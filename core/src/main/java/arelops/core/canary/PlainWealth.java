package arelops.core.canary;

/// Wealth from bets against a claim over all looks, one for each alternative with an equal stake.
final class PlainWealth {
    private final double[] logs;

    PlainWealth(double[] logs) {
        this.logs = logs.clone();
    }

    static PlainWealth of(int alternatives) {
        return new PlainWealth(new double[alternatives]);
    }

    PlainWealth bet(double[] logFactors) {
        double[] next = new double[logs.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = logs[i] + logFactors[i];
        }
        return new PlainWealth(next);
    }

    /// The logarithm of the e-value.
    double log() {
        return LogMean.of(logs);
    }

    double[] logs() {
        return logs.clone();
    }
}

package arelops.core.canary;

import java.util.Arrays;

/// Wealth from bets against a claim, one for each alternative, of which a part is kept back for a
/// late change.
///
/// Half of the stake is bet from the first look. Of the rest an equal part begins at each look of the
/// horizon, and a little at each look after it, so that a change that sets in late is not weighed
/// down by the good windows before it. What is not bet yet counts as it is. A mixture over starting
/// times is an e-process like its parts.
final class RestartingWealth {
    private static final double AT_ONCE = 0.5;
    private static final double WITHIN = 0.45;
    private static final double AFTER = 1 - AT_ONCE - WITHIN;
    /// More is never needed, and doubles end at 1e308.
    private static final double ENOUGH = 1e280;

    private final double[] wealth;
    private final double kept;
    private final int looks;

    RestartingWealth(double[] wealth, double kept, int looks) {
        this.wealth = wealth.clone();
        this.kept = kept;
        this.looks = looks;
    }

    static RestartingWealth of(int alternatives) {
        double[] start = new double[alternatives];
        Arrays.fill(start, AT_ONCE);
        return new RestartingWealth(start, 1 - AT_ONCE, 0);
    }

    /// The wealth after a look that multiplies each bet by its factor, given as a logarithm.
    RestartingWealth bet(double[] logFactors, int horizon) {
        int look = looks + 1;
        double joins = look == 1 ? 0 : Math.min(kept, joining(look, horizon));
        double[] next = new double[wealth.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = Math.min(ENOUGH, (wealth[i] + joins) * StrictMath.exp(logFactors[i]));
        }
        return new RestartingWealth(next, kept - joins, look);
    }

    private static double joining(int look, int horizon) {
        return look <= horizon ? WITHIN / Math.max(1, horizon - 1) : AFTER * horizon / ((double) look * (look - 1));
    }

    /// The logarithm of the e-value.
    double log() {
        return StrictMath.log(Arrays.stream(wealth).average().orElseThrow() + kept);
    }

    /// The alternative that has won most.
    int best() {
        int best = 0;
        for (int i = 1; i < wealth.length; i++) {
            best = wealth[i] > wealth[best] ? i : best;
        }
        return best;
    }

    double[] wealth() {
        return wealth.clone();
    }

    double kept() {
        return kept;
    }

    int looks() {
        return looks;
    }
}

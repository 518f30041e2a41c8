package arelops.core.canary;

import java.util.Arrays;

/// What ratios the evidence leaves possible, at every look at once.
///
/// @param estimate the likeliest
/// @param low no lower than this
/// @param high no higher than this; infinite where nothing bounds it
record OddsInterval(double estimate, double low, double high) {
    private static final double[] UPWARDS = {
        0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.4, 2.8, 3.4, 4.2
    };

    /// Logarithms of ratios from 1/67 to 67, denser around 1.
    static final double[] GRID = grid();

    private static double[] grid() {
        double[] grid = new double[2 * UPWARDS.length + 1];
        for (int i = 0; i < UPWARDS.length; i++) {
            grid[UPWARDS.length + 1 + i] = UPWARDS[i];
            grid[UPWARDS.length - 1 - i] = -UPWARDS[i];
        }
        return grid;
    }

    /// The ratios that a mixture over the whole grid does not reject at `alpha`; rounded outwards to
    /// the grid.
    static OddsInterval of(PlainWealth likelihood, double alpha) {
        double[] logs = likelihood.logs();
        if (Arrays.stream(logs).allMatch(log -> log == logs[0])) {
            return new OddsInterval(Double.NaN, 0, Double.POSITIVE_INFINITY);
        }
        double least = likelihood.log() + StrictMath.log(alpha);
        int best = 0;
        for (int i = 1; i < logs.length; i++) {
            best = logs[i] > logs[best] ? i : best;
        }
        int low = best;
        while (low >= 0 && logs[low] >= least) {
            low--;
        }
        int high = best;
        while (high < logs.length && logs[high] >= least) {
            high++;
        }
        return new OddsInterval(
                StrictMath.exp(top(logs, best)),
                low < 0 ? 0 : StrictMath.exp(edge(logs, least, low + 1, low)),
                high == logs.length ? Double.POSITIVE_INFINITY : StrictMath.exp(edge(logs, least, high - 1, high)));
    }

    /// Where a straight line from the last point inside to the first one outside crosses, and a
    /// little beyond: the likelihood is concave, so that the line lies below it.
    private static double edge(double[] logs, double least, int inside, int outside) {
        double share = (logs[inside] - least) / (logs[inside] - logs[outside]);
        return GRID[inside] + StrictMath.sqrt(share) * (GRID[outside] - GRID[inside]);
    }

    /// The top of the parabola through the best point and its neighbours.
    private static double top(double[] y, int best) {
        if (best == 0 || best == y.length - 1) {
            return GRID[best];
        }
        double left = (y[best] - y[best - 1]) / (GRID[best] - GRID[best - 1]);
        double right = (y[best + 1] - y[best]) / (GRID[best + 1] - GRID[best]);
        double bend = right - left;
        double centre = (GRID[best] + GRID[best - 1]) / 2;
        double step = (GRID[best + 1] - GRID[best - 1]) / 2;
        return bend >= 0 ? 0 : Math.clamp(centre - left * step / bend, GRID[best - 1], GRID[best + 1]);
    }
}

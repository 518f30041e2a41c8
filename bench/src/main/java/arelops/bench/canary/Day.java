package arelops.bench.canary;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.LatencyScale;
import arelops.core.canary.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Windows of two arms, drawn at random with a seed.
///
/// @param requests of each arm in each window
/// @param onset the window from which on the canary is worse
/// @param worse what it is then
/// @param shape how the latency of both arms is distributed
record Day(int requests, int windows, int onset, Worse worse, Shape shape) {
    static final LatencyScale SCALE = LatencyScale.milliseconds();
    static final double ERRORS = 0.01;
    private static final double LOG_GROWTH = Math.log(SCALE.growth());
    /// The slowest twentieth.
    private static final double TAIL = 1.6449;

    /// How the latency of both arms is distributed.
    enum Shape {
        /// Lognormal around 100 ms, sigma 0.5.
        STEADY,
        /// And each arm wanders: an autoregressive process (rho 0.8, 5 %) and an instance (2 %).
        WANDERING,
        /// Pareto (1.5) from 20 ms on.
        HEAVY,
        /// Lognormal, ten times as slow at first, and half as much over it in each window after that.
        WARMING,
        /// And each arm pauses in one of fifty windows: all that it answers then takes ten times as long.
        PAUSING,
        /// And in one of five windows a third of what an arm answers waits for half a second.
        BURSTS,
        /// Lognormal around 0.4 ms: less than one in twenty takes as much as the scale tells apart.
        QUICK
    }

    /// @param errors the share of requests that fail
    /// @param factor on all latencies
    /// @param tail on the slowest twentieth alone
    record Worse(double errors, double factor, double tail) {
        static final Worse NOT = new Worse(ERRORS, 1, 1);
    }

    static Day alike(int requests) {
        return new Day(requests, 60, 1, Worse.NOT, Shape.STEADY);
    }

    Day worse(Worse by, int from) {
        return new Day(requests, windows, from, by, shape);
    }

    Day shaped(Shape other) {
        return new Day(requests, windows, onset, worse, other);
    }

    Day lasting(int count) {
        return new Day(requests, count, onset, worse, shape);
    }

    List<Window> draw(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] level = {0.05 * random.nextGaussian(), 0.05 * random.nextGaussian()};
        double[] instance = {0.02 * random.nextGaussian(), 0.02 * random.nextGaussian()};
        List<Window> drawn = new ArrayList<>();
        for (int i = 1; i <= windows; i++) {
            ArmWindow[] arms = new ArmWindow[2];
            for (int arm = 0; arm < 2; arm++) {
                level[arm] = 0.8 * level[arm] + 0.05 * 0.6 * random.nextGaussian();
                double factor = switch (shape) {
                    case STEADY, HEAVY -> 1;
                    case WANDERING -> Math.exp(level[arm] + instance[arm]);
                    case BURSTS -> 1;
                    case PAUSING -> random.nextInt(50) == 0 ? 10 : 1;
                    case WARMING -> 1 + 9 * Math.pow(0.5, i - 1);
                    case QUICK -> 0.004;
                };
                arms[arm] = window(random, arm == 1 && i >= onset ? worse : Worse.NOT, factor);
            }
            drawn.add(Window.of(arms[0], arms[1]));
        }
        return drawn;
    }

    private ArmWindow window(SplittableRandom random, Worse how, double factor) {
        boolean burst = shape == Shape.BURSTS && random.nextInt(5) == 0;
        int errors = 0;
        long[] buckets = new long[600];
        for (int i = 0; i < requests; i++) {
            errors += random.nextDouble() < how.errors() ? 1 : 0;
            double latency = factor * how.factor() * latency(random, how.tail())
                    + (burst && random.nextInt(3) == 0 ? 500 * random.nextDouble() : 0);
            buckets[(int) Math.clamp(Math.log(latency) / LOG_GROWTH, 0, buckets.length - 1)]++;
        }
        Map<Integer, Long> counts = new TreeMap<>();
        for (int i = 0; i < buckets.length; i++) {
            if (buckets[i] > 0) {
                counts.put(i, buckets[i]);
            }
        }
        return ArmWindow.of(requests, errors, LatencyCounts.of(counts));
    }

    private double latency(SplittableRandom random, double tail) {
        if (shape == Shape.HEAVY) {
            double rank = 1 - random.nextDouble();
            return 20 * Math.pow(rank, -1 / 1.5) * (rank < 0.05 ? tail : 1);
        }
        double z = random.nextGaussian();
        return 100 * Math.exp(0.5 * z) * (z > TAIL ? tail : 1);
    }
}

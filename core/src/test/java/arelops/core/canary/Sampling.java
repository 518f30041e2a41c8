package arelops.core.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;

/// Windows drawn at random from stated distributions, with a seed.
final class Sampling {
    static final LatencyScale SCALE = LatencyScale.milliseconds();

    private final SplittableRandom random;

    Sampling(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static Judge judge(JudgePolicy policy) {
        return new Judge(policy, new Situation(Optional.of(SCALE), OptionalDouble.of(0.01)));
    }

    /// How one arm behaves.
    ///
    /// @param tail what the slowest twentieth is slowed down by
    record Arm(int requests, double errors, double factor, double tail, boolean heavy) {
        static Arm of(int requests, double errors) {
            return new Arm(requests, errors, 1, 1, false);
        }

        Arm slower(double by) {
            return new Arm(requests, errors, by, tail, heavy);
        }

        Arm slowerTail(double by) {
            return new Arm(requests, errors, factor, by, heavy);
        }

        Arm heavyTail() {
            return new Arm(requests, errors, factor, tail, true);
        }
    }

    ArmWindow window(Arm arm) {
        int errors = 0;
        Map<Integer, Long> buckets = new TreeMap<>();
        for (int i = 0; i < arm.requests; i++) {
            errors += random.nextDouble() < arm.errors ? 1 : 0;
            buckets.merge(SCALE.bucket(latency(arm)), 1L, Long::sum);
        }
        return ArmWindow.of(arm.requests, errors, LatencyCounts.of(buckets));
    }

    /// Lognormal around 100 ms with a sigma of 0.5, or Pareto from 20 ms with an exponent of 1.5.
    private double latency(Arm arm) {
        if (arm.heavy) {
            return arm.factor * 20 * Math.pow(1 - random.nextDouble(), -1 / 1.5);
        }
        double z = random.nextGaussian();
        return arm.factor * (z > 1.6449 ? arm.tail : 1) * 100 * Math.exp(0.5 * z);
    }

    double gaussian() {
        return random.nextGaussian();
    }

    List<Window> windows(int count, IntFunction<Arm> baseline, IntFunction<Arm> canary) {
        List<Window> windows = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            windows.add(Window.of(window(baseline.apply(i)), window(canary.apply(i))));
        }
        return windows;
    }

    List<Window> windows(int count, Arm baseline, Arm canary) {
        return windows(count, _ -> baseline, _ -> canary);
    }

    /// The judging after each of these windows.
    static Judging judged(Judge judge, List<Window> windows) {
        Judging judging = judge.start();
        for (Window window : windows) {
            judging = judge.look(judging, window);
        }
        return judging;
    }

    static Judgement judgement(Judge judge, List<Window> windows) {
        return judge.judgement(judged(judge, windows));
    }
}

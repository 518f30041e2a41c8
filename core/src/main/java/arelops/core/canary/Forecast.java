package arelops.core.canary;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/// What a canary will take, and what it can find, at the traffic of now: said before it starts (CAN-4).
///
/// The judge itself looks at windows that hold what is to be expected, so this follows the rules and the
/// judge whatever they become, and the same traffic gives the same forecast. About half of the canaries
/// take longer.
///
/// @param requests of the canary in a window of its first step
/// @param pass the windows after which a canary as good as stable passes; empty where it does not within
///     the limit
/// @param asks so many requests of all users in a window let it pass by the end of its steps: today's where
///     those do; empty where no number does
/// @param finds the smallest harm that is found until then
public record Forecast(double requests, OptionalInt pass, OptionalDouble asks, Finds finds) {
    /// Looking further ahead costs more than it tells.
    private static final int FURTHEST = 600;

    private static final double TAIL = 0.05;
    private static final int POINTS = 48;
    private static final double FACTOR = 1.08;
    /// A million times as many users are never asked for.
    private static final int DOUBLINGS = 20;

    /// The smallest harm that is found until a pass; each is empty where none is.
    ///
    /// @param errors the share of failed requests
    /// @param slower by which factor every request is slower
    /// @param tail by which factor the slowest twentieth of the requests is slower
    public record Finds(OptionalDouble errors, OptionalDouble slower, OptionalDouble tail) {
        public boolean nothing() {
            return errors.isEmpty() && slower.isEmpty() && tail.isEmpty();
        }
    }

    /// The plan of a canary: the last share goes on until the limit.
    ///
    /// @param limit windows after which it has ended one way or the other
    public record Plan(List<Step> steps, int limit) {
        public Plan {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("a canary has a step");
            }
        }

        /// The canary's share of the traffic: for so many windows, and until it had so many requests.
        public record Step(double share, int windows, long samples) {}

        private int shortest() {
            return steps.stream().mapToInt(Step::windows).sum();
        }
    }

    /// How far a canary has come on its plan.
    private static final class Progress {
        private final Plan plan;
        private int step;
        private int windows;
        private double samples;

        Progress(Plan plan) {
            this.plan = plan;
        }

        double share() {
            return plan.steps().get(step).share();
        }

        /// One more window in which the canary had so many requests; true when its last step may end by it.
        boolean window(double requests) {
            windows++;
            samples += requests;
            boolean over = windows >= plan.steps().get(step).windows()
                    && samples >= (double) plan.steps().get(step).samples();
            boolean last = step == plan.steps().size() - 1;
            if (over && !last) {
                step++;
                windows = 0;
                samples = 0;
            }
            return over && last;
        }
    }

    /// What is to be expected of a canary by this plan.
    ///
    /// @param typical what an arm that gets all of the traffic does in a window, and stable did before
    public static Forecast of(Judge judge, Plan plan, ArmWindow typical, double requests) {
        return new Ahead(judge.after(typical.latency()), plan, typical, requests).forecast();
    }

    private record Ahead(Judge judge, Plan plan, ArmWindow typical, double requests) {
        Forecast forecast() {
            int limit = Math.min(plan.limit(), FURTHEST);
            int pass = passes(limit);
            int until = Math.min(limit, pass);
            double base = share();
            return new Forecast(
                    requests * plan.steps().getFirst().share(),
                    pass > limit ? OptionalInt.empty() : OptionalInt.of(pass),
                    pass <= plan.shortest() ? OptionalDouble.of(requests) : asks(),
                    new Finds(
                            smallest(
                                    point -> new ExpectedArm(among(base, point), shares(1, 1)),
                                    until,
                                    point -> among(base, point)),
                            smallest(point -> new ExpectedArm(base, shares(1, factor(point))), until, Ahead::factor),
                            smallest(
                                    point -> new ExpectedArm(base, shares(TAIL, factor(point))),
                                    until,
                                    Ahead::factor)));
        }

        /// The fewest requests in a window, to a tenth, with which it passes by the end of its steps.
        private OptionalDouble asks() {
            double enough = Math.max(1, requests);
            for (int i = 0; !passesInTime(enough); i++, enough *= 2) {
                if (i == DOUBLINGS) {
                    return OptionalDouble.empty();
                }
            }
            double low = enough / 2;
            while (enough > 1.1 * low) {
                double middle = (low + enough) / 2;
                if (passesInTime(middle)) {
                    enough = middle;
                } else {
                    low = middle;
                }
            }
            return OptionalDouble.of(enough);
        }

        private boolean passesInTime(double others) {
            return new Ahead(judge, plan, typical, others).passes(plan.shortest()) <= plan.shortest();
        }

        private double share() {
            return typical.requests() == 0 ? 0 : (double) typical.errors() / (double) typical.requests();
        }

        /// Error rates above the one of now, from a ten thousandth more on.
        private static double among(double base, double point) {
            return base + (1 - base) * StrictMath.pow(10, -4 * (1 - point / POINTS));
        }

        private static double factor(double point) {
            return StrictMath.pow(FACTOR, point + 1);
        }

        /// Latencies by share, those of the slowest part so many times as long.
        private SortedMap<Integer, Double> shares(double slowest, double factor) {
            SortedMap<Integer, Double> shares = new TreeMap<>();
            double total = (double) typical.latency().total();
            int further = judge.situation()
                    .latency()
                    .map(scale -> factor == 1 ? 0 : scale.span(factor))
                    .orElse(0);
            double left = slowest;
            List<Integer> buckets =
                    List.copyOf(typical.latency().buckets().keySet()).reversed();
            for (Integer bucket : buckets) {
                double share = (double) typical.latency().buckets().getOrDefault(bucket, 0L) / total;
                double moved = Math.min(left, share);
                left -= moved;
                shares.merge(bucket + further, moved, Double::sum);
                shares.merge(bucket, share - moved, Double::sum);
            }
            return shares;
        }

        /// The windows until a canary like stable passes; more than the limit where it does not.
        private int passes(int limit) {
            ExpectedArm baseline = new ExpectedArm(share(), shares(1, 1));
            ExpectedArm canary = new ExpectedArm(share(), shares(1, 1));
            Progress progress = new Progress(plan);
            Judging judging = judge.start();
            for (int window = 0; window < limit; window++) {
                double expected = requests * progress.share();
                judging = judge.look(judging, Window.of(baseline.next(expected), canary.next(expected)));
                if (progress.window(expected) && judge.verdict(judging) == Verdict.PASS) {
                    return window + 1;
                }
            }
            return limit + 1;
        }

        private boolean finds(ExpectedArm canary, int windows) {
            ExpectedArm baseline = new ExpectedArm(share(), shares(1, 1));
            Progress progress = new Progress(plan);
            Judging judging = judge.start();
            for (int window = 0; window < windows; window++) {
                double expected = requests * progress.share();
                judging = judge.look(judging, Window.of(baseline.next(expected), canary.next(expected)));
                if (judging.rejected().isPresent()) {
                    return true;
                }
                progress.window(expected);
            }
            return false;
        }

        /// The first point at which it is found; halving, since what is worse is found as well.
        private OptionalDouble smallest(DoubleFunction<ExpectedArm> canary, int windows, DoubleFunction<Double> value) {
            int low = 0;
            int high = POINTS + 1;
            while (low < high) {
                int middle = (low + high) / 2;
                if (finds(canary.apply(middle), windows)) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return high > POINTS ? OptionalDouble.empty() : OptionalDouble.of(value.apply(high));
        }
    }
}

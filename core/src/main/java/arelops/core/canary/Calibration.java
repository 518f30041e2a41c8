package arelops.core.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds the smallest tolerances under which a service's own healthy history would not have been rejected.
///
/// The guarantee of the judge is for independent requests. Real arms wander from window to window, so
/// the tolerances have to cover that. The history is cut into stretches as long as a canary, each is
/// judged with the arms as they were and with the arms exchanged, and that for each step of a ladder
/// of tolerances.
///
/// @param history windows of two arms that ran the same release
/// @param target the greatest share of healthy stretches that may be rejected
public record Calibration(JudgePolicy policy, Situation situation, List<Window> history, double target) {
    private static final double[] STEPS = {0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3, 5};
    /// Stretches begin at each half of a canary's length.
    private static final int OVERLAP = 2;

    public Calibration {
        history = List.copyOf(history);
        if (history.size() < policy.needs().horizon()) {
            throw new IllegalArgumentException("the history has " + history.size() + " windows, and one canary takes "
                    + policy.needs().horizon());
        }
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("the target is above 0 and below 1, not " + target);
        }
    }

    /// What was found.
    ///
    /// @param stretches how many were judged at each step
    /// @param measures each measure's ladder
    /// @param proposed the policy with the tolerances that hold
    /// @param rejected how many stretches the proposed policy rejects
    /// @param passed how many it passes
    /// @param apart how many stretches share no window with another
    public record Result(
            int stretches,
            int apart,
            List<Ladder> measures,
            double noise,
            JudgePolicy proposed,
            int rejected,
            int passed) {
        public Result {
            measures = List.copyOf(measures);
        }

        /// Whether a tolerance was found for every measure.
        public boolean holds() {
            return measures.stream().allMatch(Ladder::holds);
        }

        /// The greatest share of rejections that this history leaves possible, with a certainty of 95 %.
        public double rejectedAtMost() {
            return BinomialBound.upper((int) Math.ceil((double) rejected * apart / stretches), apart, 0.05);
        }
    }

    /// The steps that were tried for one measure.
    ///
    /// @param chosen the first step that holds, or the number of steps
    public record Ladder(String measure, List<Step> steps, int chosen) {
        public Ladder {
            steps = List.copyOf(steps);
        }

        boolean holds() {
            return chosen < steps.size();
        }
    }

    /// One tolerance, and how many stretches it rejects.
    ///
    /// @param tolerance as a share: 0.2 are odds of 1.2, or 20 % more latency
    public record Step(double tolerance, int rejected) {}

    public Result result() {
        double noise = Math.max(policy.noise(), NoiseEstimate.of(history, situation));
        List<List<Window>> stretches = stretches();
        SortedMap<String, List<Step>> ladders = new TreeMap<>();
        for (double tolerance : STEPS) {
            Judge judge = new Judge(at(tolerance, noise), situation);
            rejections(judge, stretches)
                    .forEach((measure, count) -> ladders.computeIfAbsent(measure, _ -> new ArrayList<>())
                            .add(new Step(tolerance, count)));
        }
        List<Ladder> chosen = new ArrayList<>();
        SortedMap<String, Double> tolerances = new TreeMap<>();
        ladders.forEach((measure, steps) -> {
            int step = first(steps, stretches.size(), ladders.size());
            chosen.add(new Ladder(measure, steps, step));
            tolerances.put(measure, STEPS[Math.min(step, STEPS.length - 1)]);
        });
        JudgePolicy proposed = proposed(tolerances, noise);
        int rejected = 0;
        int passed = 0;
        Judge judge = new Judge(proposed, situation);
        for (List<Window> stretch : stretches) {
            Judging judging = judge.start();
            for (Window window : stretch) {
                judging = judge.look(judging, window);
            }
            rejected += judging.rejected().isPresent() ? 1 : 0;
            passed += judging.rejected().isEmpty() && judging.passed().isPresent() ? 1 : 0;
        }
        int apart = history.size() / policy.needs().horizon();
        return new Result(stretches.size(), apart, chosen, noise, proposed, rejected, passed);
    }

    private List<List<Window>> stretches() {
        int length = policy.needs().horizon();
        List<List<Window>> stretches = new ArrayList<>();
        for (int from = 0; from + length <= history.size(); from += Math.max(1, length / OVERLAP)) {
            List<Window> stretch = history.subList(from, from + length);
            stretches.add(stretch);
            stretches.add(stretch.stream().map(Window::exchanged).toList());
        }
        return stretches;
    }

    /// The first step of which this and every greater one holds.
    private int first(List<Step> steps, int stretches, int measures) {
        int first = steps.size();
        while (first > 0 && steps.get(first - 1).rejected() <= target / measures * stretches) {
            first--;
        }
        return first;
    }

    /// How many stretches each critical measure rejects by itself.
    private static SortedMap<String, Integer> rejections(Judge judge, List<List<Window>> stretches) {
        SortedMap<String, Integer> rejections = new TreeMap<>();
        for (List<Window> stretch : stretches) {
            SortedMap<String, Boolean> rejected = new TreeMap<>();
            Judging judging = judge.start();
            for (Window window : stretch) {
                judging = judge.take(judging, window);
                for (Judge.Claim claim : judge.claims(judging.evidence())) {
                    rejected.merge(claim.name(), claim.logWorse() >= judge.needed(), Boolean::logicalOr);
                }
            }
            rejected.forEach((name, is) -> rejections.merge(name, is ? 1 : 0, Integer::sum));
        }
        return rejections;
    }

    private JudgePolicy at(double tolerance, double noise) {
        SortedMap<String, Double> all = new TreeMap<>();
        all.put(Judge.ERRORS, tolerance);
        all.put(Judge.LATENCY, tolerance);
        policy.metrics().forEach(rule -> all.put(rule.name(), tolerance));
        return proposed(all, noise);
    }

    /// Limits to pass stay above the tolerances.
    private JudgePolicy proposed(SortedMap<String, Double> tolerances, double noise) {
        double odds = 1 + tolerances.getOrDefault(Judge.ERRORS, policy.errors().odds() - 1);
        double worse = tolerances.getOrDefault(Judge.LATENCY, policy.latency().worse());
        return policy.withNoise(Math.min(1, noise))
                .withErrors(new JudgePolicy.ErrorLimits(
                        odds,
                        Math.max(policy.errors().inferiorOdds(), 1.25 * odds),
                        policy.errors().inferiorShare()))
                .withLatency(new JudgePolicy.LatencyLimits(
                        worse, Math.max(policy.latency().inferior(), 2 * worse)))
                .withMetrics(policy.metrics().stream()
                        .map(rule -> metric(rule, tolerances.getOrDefault(rule.name(), rule.tolerance())))
                        .toList());
    }

    private static MetricRule metric(MetricRule rule, double tolerance) {
        return new MetricRule(
                rule.name(),
                rule.kind(),
                rule.direction(),
                tolerance,
                Math.max(rule.inferior(), 2 * tolerance),
                rule.critical());
    }
}

package arelops.bench.queue;

import arelops.core.policy.QueueRules;
import arelops.core.policy.Queueing;
import arelops.core.queue.Estimate;
import arelops.core.queue.MergeQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What is compared: the product's planner with several rules, and a peer.
final class Policies {
    private Policies() {}

    /// Each with modules declared, or without: then every change depends on every other.
    static List<Simulation.Policy> all(Scenario scenario, boolean analyser) {
        QueueRules once = rules(Queueing.SPECULATIVE, scenario.atOnce(), 1, analyser);
        List<Simulation.Policy> policies = new ArrayList<>(ours(scenario, analyser));
        policies.add(
                1,
                new Simulation.Policy(
                        "optimistic (peer)" + with(analyser),
                        once,
                        (snapshot, now) -> Optimistic.plan(snapshot),
                        Policies::prior));
        return policies;
    }

    /// Those of the product's planner; there is nothing to predict of what passed its own check.
    static List<Simulation.Policy> ours(Scenario scenario, boolean analyser) {
        QueueRules serial = rules(Queueing.SERIAL, scenario.atOnce(), 2, analyser);
        QueueRules ahead = rules(Queueing.SPECULATIVE, scenario.atOnce(), 2, analyser);
        String with = with(analyser);
        ToDoubleFunction<Change> known = scenario.entry().checked() ? Policies::passedBefore : Policies::prior;
        List<Simulation.Policy> policies = new ArrayList<>();
        policies.add(new Simulation.Policy("serial" + with, serial, MergeQueue::plan, known));
        policies.add(new Simulation.Policy("speculative" + with, ahead, MergeQueue::plan, known));
        if (!scenario.entry().checked()) {
            policies.add(new Simulation.Policy(
                    "speculative, predictor" + with, ahead, MergeQueue::plan, Policies::predicted));
        }
        return policies;
    }

    private static String with(boolean analyser) {
        return analyser ? ", modules" : "";
    }

    private static QueueRules rules(Queueing queueing, int atOnce, int attempts, boolean analyser) {
        return new QueueRules(queueing, atOnce, attempts, analyser ? Workload.MODULES : Map.of());
    }

    private static double prior(Change change) {
        return Estimate.PRIOR;
    }

    /// As the product rates a change whose own check passed.
    private static double passedBefore(Change change) {
        return 0.95;
    }

    /// What a predictor that is right in 97 of 100 cases says of changes of which 92 of 100 pass.
    private static double predicted(Change change) {
        return change.guess() ? 0.997 : 0.26;
    }
}

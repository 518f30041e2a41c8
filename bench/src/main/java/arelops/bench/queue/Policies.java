package arelops.bench.queue;

import arelops.core.policy.QueueRules;
import arelops.core.policy.Queueing;
import arelops.core.queue.Estimate;
import arelops.core.queue.MergeQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is compared: the product's planner with several rules, and a peer.
final class Policies {
    private Policies() {}

    /// Each with modules declared, or without: then every change depends on every other.
    static List<Simulation.Policy> all(int atOnce, boolean analyser) {
        QueueRules once = rules(Queueing.SPECULATIVE, atOnce, 1, analyser);
        List<Simulation.Policy> policies = new ArrayList<>(ours(atOnce, analyser));
        policies.add(
                1,
                new Simulation.Policy(
                        "optimistic (peer)" + with(analyser),
                        once,
                        (snapshot, now) -> Optimistic.plan(snapshot),
                        Policies::prior));
        return policies;
    }

    /// Those of the product's planner.
    static List<Simulation.Policy> ours(int atOnce, boolean analyser) {
        QueueRules serial = rules(Queueing.SERIAL, atOnce, 2, analyser);
        QueueRules ahead = rules(Queueing.SPECULATIVE, atOnce, 2, analyser);
        String with = with(analyser);
        return List.of(
                new Simulation.Policy("serial" + with, serial, MergeQueue::plan, Policies::prior),
                new Simulation.Policy("speculative" + with, ahead, MergeQueue::plan, Policies::prior),
                new Simulation.Policy("speculative, predictor" + with, ahead, MergeQueue::plan, Policies::predicted));
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

    /// What a predictor that is right in 97 of 100 cases says of changes of which 92 of 100 pass.
    private static double predicted(Change change) {
        return change.guess() ? 0.997 : 0.26;
    }
}

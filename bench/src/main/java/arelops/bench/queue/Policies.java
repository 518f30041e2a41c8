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

    /// Each with the conflict analyser, or without: then every change depends on every other.
    static List<Simulation.Policy> all(int atOnce, boolean analyser) {
        String with = analyser ? " + analyser" : "";
        QueueRules serial = rules(Queueing.SERIAL, atOnce, 2, analyser);
        QueueRules ahead = rules(Queueing.SPECULATIVE, atOnce, 2, analyser);
        QueueRules once = rules(Queueing.SPECULATIVE, atOnce, 1, analyser);
        List<Simulation.Policy> policies = new ArrayList<>();
        policies.add(new Simulation.Policy("serial" + with, serial, MergeQueue::plan, Policies::prior));
        policies.add(new Simulation.Policy(
                "optimistic" + with, once, (snapshot, now) -> Optimistic.plan(snapshot), Policies::prior));
        policies.add(new Simulation.Policy("speculative" + with, ahead, MergeQueue::plan, Policies::prior));
        policies.add(new Simulation.Policy(
                "speculative, predictor" + with, ahead, MergeQueue::plan, Policies::predicted));
        return policies;
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

package arelops.bench.queue;

import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.policy.QueueRules;
import arelops.core.policy.Queueing;
import arelops.core.queue.ChangeHead;
import arelops.core.queue.Estimate;
import arelops.core.queue.Lane;
import arelops.core.queue.MergeQueue;
import arelops.core.queue.Place;
import arelops.core.queue.QueueSnapshot;
import arelops.core.queue.Queued;
import arelops.core.queue.Step;
import arelops.core.queue.Touched;
import arelops.core.queue.Trial;
import arelops.core.queue.TrunkLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How long one plan takes where so many changes wait and as many tests run as may.
final class PlannerSpeed {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final int PLANS = 60;
    private static final CommitId TRUNK = new CommitId("%040x".formatted(0));

    private PlannerSpeed() {}

    /// The median, in milliseconds.
    static double measure(int waiting, int atOnce, boolean analyser) {
        QueueSnapshot snapshot = full(waiting, atOnce, analyser);
        List<Double> times = new ArrayList<>();
        for (int plan = 0; plan < PLANS; plan++) {
            long start = System.nanoTime();
            MergeQueue.plan(snapshot, NOW);
            times.add((System.nanoTime() - start) / 1e6);
        }
        return Outcome.quantile(times.subList(PLANS / 2, PLANS), .5);
    }

    private static QueueSnapshot full(int waiting, int atOnce, boolean analyser) {
        QueueRules rules = new QueueRules(Queueing.SPECULATIVE, atOnce, 2, analyser ? Workload.MODULES : Map.of());
        List<Queued> queue = new ArrayList<>();
        for (Change change : new Workload(new Scenario(Scenario.Entry.UNCHECKED, waiting * 2, 1, atOnce, 0, 0, 0), 1)
                .changes()
                .subList(0, waiting)) {
            ChangeNumber number = new ChangeNumber(change.number());
            queue.add(new Queued(
                    new ChangeHead(number, new CommitId("%040x".formatted(change.number()))),
                    new Place(Lane.ORDINARY, NOW, number),
                    analyser ? change.touched() : Touched.EVERYTHING,
                    new Estimate(Estimate.PRIOR, Duration.ofMinutes(20))));
        }
        List<Trial> trials = new ArrayList<>();
        TrunkLog trunk = new TrunkLog(TRUNK, List.of());
        for (Step step : MergeQueue.plan(new QueueSnapshot(rules, trunk, queue, trials), NOW)
                .steps()) {
            if (step instanceof Step.Start start) {
                trials.add(new Trial(start.candidate(), TRUNK, new Trial.Running(NOW, 0)));
            }
        }
        return new QueueSnapshot(rules, trunk, queue, trials);
    }
}

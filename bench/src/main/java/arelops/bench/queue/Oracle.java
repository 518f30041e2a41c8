package arelops.bench.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/// Knows how every change will end: it tests each once, on the right commit, as soon as there is room, and waits only
/// for those that will land before it. What its own check still holds for it does not test again.
final class Oracle {
    private Oracle() {}

    /// @param analyser whether changes that touch no module in common pass one another
    static Outcome run(Workload workload, boolean analyser) {
        Outcome outcome = new Outcome();
        Map<Integer, Double> landed = new HashMap<>();
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int at = 0; at < workload.scenario().atOnce(); at++) {
            free.add(0.0);
        }
        for (Change change : workload.changes()) {
            double end = change.arrives();
            if (!holds(change, landed, workload, analyser)) {
                end = Math.max(change.arrives(), free.remove()) + change.takes();
                free.add(end);
                outcome.started();
            }
            boolean lands = change.fine();
            double when = end;
            for (Map.Entry<Integer, Double> other : landed.entrySet()) {
                lands &= other.getValue() <= change.made() || !workload.clash(other.getKey(), change.number());
                if (!analyser || workload.meet(other.getKey(), change.number())) {
                    when = Math.max(when, other.getValue());
                }
            }
            if (lands) {
                landed.put(change.number(), when);
                outcome.landed(when - change.arrives());
            } else {
                outcome.ejected(true);
            }
        }
        return outcome;
    }

    /// Whether nothing that it depends on lands between its own check and itself.
    private static boolean holds(Change change, Map<Integer, Double> landed, Workload workload, boolean analyser) {
        return workload.scenario().entry().checked()
                && landed.entrySet().stream()
                        .noneMatch(other -> other.getValue() > change.made()
                                && (!analyser || workload.meet(other.getKey(), change.number())));
    }
}

package arelops.core.queue;

import arelops.core.policy.QueueRules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// All that the queue's decision reads: the rules and trunk as they are, who waits, and what was tested.
///
/// A trial that nobody may use any more (its landing was refused, since a tree differed) is left out.
public record QueueSnapshot(QueueRules rules, TrunkLog trunk, List<Queued> queue, List<Trial> trials) {
    public QueueSnapshot {
        queue = List.copyOf(queue);
        trials = List.copyOf(trials);
        Set<Object> seen = new HashSet<>();
        for (Queued queued : queue) {
            if (!seen.add(queued.change().number())) {
                throw new IllegalArgumentException(queued.change() + " is in the queue twice");
            }
        }
        for (Trial trial : trials) {
            if (!seen.add(trial.candidate())) {
                throw new IllegalArgumentException("the same candidate twice: " + trial.candidate());
            }
        }
    }
}

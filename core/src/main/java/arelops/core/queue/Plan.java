package arelops.core.queue;

import arelops.core.id.ChangeNumber;
import java.util.List;
import java.util.Optional;

/// What the queue does now, in this order, and what everybody in it waits for.
///
/// Each step may be followed by a new plan from a new snapshot: what is left of this one is then in that one, or no
/// longer right.
public record Plan(List<Step> steps, List<Waiting> waiting) {
    public Plan {
        steps = List.copyOf(steps);
        waiting = List.copyOf(waiting);
    }

    public Optional<Waiting> waiting(ChangeNumber number) {
        return waiting.stream()
                .filter(one -> one.change().number().equals(number))
                .findFirst();
    }
}

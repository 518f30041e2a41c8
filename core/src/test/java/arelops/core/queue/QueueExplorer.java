package arelops.core.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Walks over every state that a small world can reach, in any order of what may happen, and checks the laws
/// in each.
final class QueueExplorer {
    private final QueueLaws laws;
    private final Set<QueueWorld> seen = new HashSet<>();
    private final Deque<QueueWorld> open = new ArrayDeque<>();
    private final Pace pace;
    private final int limit;

    /// When things happen from outside.
    enum Pace {
        /// Between any two steps of a plan.
        ANY_TIME,
        /// When the planner has nothing left to do: for worlds that are too wide else.
        AT_REST
    }

    QueueExplorer(QueueLaws laws, Pace pace, int limit) {
        this.laws = laws;
        this.pace = pace;
        this.limit = limit;
    }

    /// The number of states.
    int explore(QueueWorld root) {
        reach(root);
        while (!open.isEmpty()) {
            if (seen.size() > limit) {
                throw new IllegalStateException("over " + limit + " states from " + root);
            }
            QueueWorld world = open.remove();
            Plan plan = laws.plan(world);
            laws.check(world, plan);
            laws.ends(world);
            plan.steps().stream().limit(1).forEach(step -> reach(world.apply(step)));
            if (pace == Pace.ANY_TIME || plan.steps().isEmpty()) {
                events(world).forEach(this::reach);
            }
        }
        return seen.size();
    }

    private void reach(QueueWorld world) {
        if (seen.add(world)) {
            open.add(world);
        }
    }

    /// All that may happen next from outside.
    static List<QueueWorld> events(QueueWorld world) {
        List<QueueWorld> events = new ArrayList<>();
        QueueWorld.Budget left = world.budget();
        for (Trial trial : world.running()) {
            boolean green = world.truth().green(world.tested(trial.candidate()).parts());
            events.add(world.finished(trial, green));
            if (green && left.flakes() > 0) {
                events.add(world.finished(trial, false)
                        .spending(b -> new QueueWorld.Budget(
                                b.flakes() - 1, b.breaks(), b.hands(), b.withdrawals(), b.requeues())));
            }
            if (left.breaks() > 0) {
                events.add(world.broken(trial)
                        .spending(b -> new QueueWorld.Budget(
                                b.flakes(), b.breaks() - 1, b.hands(), b.withdrawals(), b.requeues())));
            }
        }
        for (Lane lane : Lane.values()) {
            world.coming().stream()
                    .filter(arrival -> arrival.lane() == lane)
                    .findFirst()
                    .ifPresent(arrival -> events.add(world.arrived(arrival)));
        }
        if (left.hands() > 0) {
            events.add(world.pushedByHand()
                    .spending(b -> new QueueWorld.Budget(
                            b.flakes(), b.breaks(), b.hands() - 1, b.withdrawals(), b.requeues())));
        }
        if (left.withdrawals() > 0) {
            for (Queued queued : world.queue()) {
                events.add(world.withdrawn(queued)
                        .spending(b -> new QueueWorld.Budget(
                                b.flakes(), b.breaks(), b.hands(), b.withdrawals() - 1, b.requeues())));
            }
        }
        if (left.requeues() > 0) {
            for (int number : world.ejected()) {
                events.add(world.requeued(number)
                        .spending(b -> new QueueWorld.Budget(
                                b.flakes(), b.breaks(), b.hands(), b.withdrawals(), b.requeues() - 1)));
            }
        }
        return events;
    }
}

package arelops.app.traffic.replay;

import java.util.List;

/// What is to be sent where, and how.
///
/// @param targets several are instances of one app: each session goes to one of them, always the same
/// @param run a name of this run for the header `X-ARelOps-Replay`: letters, digits, `.`, `_` and `-`
public record ReplayPlan(
        List<Target> targets, String run, Multiplier multiplier, Order order, Reach reach, Fence fence) {
    /// To one target.
    public ReplayPlan(Target target, String run, Multiplier multiplier, Order order, Reach reach, Fence fence) {
        this(List.of(target), run, multiplier, order, reach, fence);
    }

    /// Checks the run's name, and copies.
    public ReplayPlan {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("there is nowhere to send to");
        }
        if (run.isEmpty() || run.length() > 200 || !run.chars().allMatch(ReplayPlan::plain)) {
            throw new IllegalArgumentException("no name of a run: " + run);
        }
    }

    /// One that sends as recorded, by the standard rules.
    public static ReplayPlan of(Target target, String run) {
        return of(List.of(target), run);
    }

    /// The same to the instances of one app.
    public static ReplayPlan of(List<Target> targets, String run) {
        return new ReplayPlan(targets, run, Multiplier.none(), Order.CAUSAL, Reach.standard(), Fence.standard());
    }

    /// The target, or the first of them.
    public Target target() {
        return targets.getFirst();
    }

    /// The same one with another multiplier.
    public ReplayPlan with(Multiplier other) {
        return new ReplayPlan(targets, run, other, order, reach, fence);
    }

    /// The same one with another order.
    public ReplayPlan with(Order other) {
        return new ReplayPlan(targets, run, multiplier, other, reach, fence);
    }

    /// The same one with another reach.
    public ReplayPlan with(Reach other) {
        return new ReplayPlan(targets, run, multiplier, order, other, fence);
    }

    /// The same one with another fence.
    public ReplayPlan with(Fence other) {
        return new ReplayPlan(targets, run, multiplier, order, reach, other);
    }

    private static boolean plain(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-');
    }
}

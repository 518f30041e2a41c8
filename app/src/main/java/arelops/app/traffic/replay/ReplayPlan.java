package arelops.app.traffic.replay;

/// What is to be sent where, and how.
///
/// @param run a name of this run for the header `X-ARelOps-Replay`: letters, digits, `.`, `_` and `-`
public record ReplayPlan(Target target, String run, Multiplier multiplier, Order order, Reach reach, Fence fence) {
    /// Checks the run's name.
    public ReplayPlan {
        if (run.isEmpty() || run.length() > 200 || !run.chars().allMatch(ReplayPlan::plain)) {
            throw new IllegalArgumentException("no name of a run: " + run);
        }
    }

    /// One that sends as recorded, by the standard rules.
    public static ReplayPlan of(Target target, String run) {
        return new ReplayPlan(target, run, Multiplier.none(), Order.CAUSAL, Reach.standard(), Fence.standard());
    }

    /// The same one with another multiplier.
    public ReplayPlan with(Multiplier other) {
        return new ReplayPlan(target, run, other, order, reach, fence);
    }

    /// The same one with another order.
    public ReplayPlan with(Order other) {
        return new ReplayPlan(target, run, multiplier, other, reach, fence);
    }

    /// The same one with another reach.
    public ReplayPlan with(Reach other) {
        return new ReplayPlan(target, run, multiplier, order, other, fence);
    }

    /// The same one with another fence.
    public ReplayPlan with(Fence other) {
        return new ReplayPlan(target, run, multiplier, order, reach, other);
    }

    private static boolean plain(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-');
    }
}

package arelops.core.traffic.anonymise;

import java.util.List;

/// A rule for a path through JSON or XML, made to be compared with the way to a value.
final class PathRule {
    private static final long ANY = Long.MIN_VALUE;
    private static final long DOWN = Long.MIN_VALUE + 1;
    private final long[] steps;
    private final int order;
    private final Decision decision;

    PathRule(List<Step> path, int order, Decision decision) {
        steps = path.stream().mapToLong(PathRule::code).toArray();
        this.order = order;
        this.decision = decision;
    }

    /// The step to an element of an array, as the way to a value has it.
    static long element(int index) {
        return ~(long) index;
    }

    int order() {
        return order;
    }

    Decision decision() {
        return decision;
    }

    /// Whether the way ends at a value of this rule. Steps to elements may be left out of a rule.
    boolean matches(long[] way, int length) {
        return matches(0, way, 0, length);
    }

    private boolean matches(int step, long[] way, int at, int length) {
        if (step == steps.length) {
            return at == length;
        }
        long wanted = steps[step];
        if (wanted == DOWN) {
            return matches(step + 1, way, at, length) || (at < length && matches(step, way, at + 1, length));
        }
        if (at == length) {
            return false;
        }
        if ((wanted == ANY || wanted == way[at]) && matches(step + 1, way, at + 1, length)) {
            return true;
        }
        boolean element = way[at] < 0;
        return element && matches(step, way, at + 1, length);
    }

    private static long code(Step step) {
        return switch (step) {
            case Step.Named named -> NameTable.hash(named.name());
            case Step.Any any -> ANY;
            case Step.At at -> element(at.index());
            case Step.Down down -> DOWN;
        };
    }
}

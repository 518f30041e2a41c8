package arelops.core.queue;

import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the changes of a small world really are; the planner never sees it.
///
/// @param touched what each change touches, by its number
/// @param bad those that fail wherever they are
/// @param clashes pairs that fail together
/// @param needs pairs of which the first fails without the second
record Truth(Map<Integer, Touched> touched, Set<Integer> bad, Set<Pair> clashes, Set<Pair> needs) {
    record Pair(int one, int other) {
        Pair turned() {
            int first = other;
            int second = one;
            return new Pair(first, second);
        }
    }

    static ChangeHead change(int number) {
        return new ChangeHead(new ChangeNumber(number), new CommitId("%040x".formatted(number)));
    }

    /// Whether the checks pass on a commit. A clash with a push by hand is one of its pairs, by its negative
    /// number.
    boolean green(List<Integer> parts) {
        return parts.stream().noneMatch(bad::contains)
                && clashes.stream().noneMatch(pair -> parts.contains(pair.one()) && parts.contains(pair.other()))
                && needs.stream().noneMatch(pair -> parts.contains(pair.one()) && !parts.contains(pair.other()));
    }

    Touched touches(int change) {
        return Optional.ofNullable(touched.get(change)).orElseThrow();
    }

    boolean dependent(int one, int other) {
        return one < 0 || other < 0 || meet(touches(one), touches(other));
    }

    private static boolean meet(Touched one, Touched other) {
        return !(one instanceof Touched.Modules mine)
                || !(other instanceof Touched.Modules theirs)
                || mine.names().stream().anyMatch(Set.copyOf(theirs.names())::contains);
    }
}

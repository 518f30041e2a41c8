package arelops.app.simulate;

import arelops.core.id.EnvironmentName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What came of a simulation.
///
/// @param changes that were merged in the period
/// @param faulty those of them that carried an error
/// @param reverted how many reverts were merged
/// @param built releases
public record Figures(int changes, int faulty, int reverted, int built, List<OfEnvironment> environments) {
    public Figures {
        environments = List.copyOf(environments);
    }

    /// The last environment of the line.
    public OfEnvironment last() {
        return environments.getLast();
    }

    public OfEnvironment of(EnvironmentName name) {
        return environments.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// One environment's.
    ///
    /// @param serves from a change's merge until this environment runs it
    /// @param settles from a change's merge until it is settled here
    /// @param missing sound changes that were merged in the period and never settled here
    /// @param batch commits per settled release
    /// @param endings of attempts
    /// @param occupied the share of the period in which a release was on its way in
    /// @param waits what it says at the end of the period
    public record OfEnvironment(
            EnvironmentName name,
            Optional<Spread<Duration>> serves,
            Optional<Spread<Duration>> settles,
            int missing,
            Optional<Spread<Integer>> batch,
            Endings endings,
            double occupied,
            String waits) {}

    /// How attempts ended.
    ///
    /// @param displaced withdrawn for a newer release
    /// @param withdrawn for another cause: closing time, a freeze, a suspect found since
    public record Endings(int settled, int rejected, int failed, int displaced, int withdrawn) {
        static final Endings NONE = new Endings(0, 0, 0, 0, 0);

        Endings plus(Endings more) {
            return new Endings(
                    settled + more.settled,
                    rejected + more.rejected,
                    failed + more.failed,
                    displaced + more.displaced,
                    withdrawn + more.withdrawn);
        }
    }

    /// The median, the value that 95 of 100 do not exceed, and the greatest.
    public record Spread<T extends Comparable<T>>(T p50, T p95, T most, int count) {
        static <T extends Comparable<T>> Optional<Spread<T>> of(List<T> values) {
            if (values.isEmpty()) {
                return Optional.empty();
            }
            List<T> sorted = new ArrayList<>(values);
            sorted.sort(null);
            int count = sorted.size();
            return Optional.of(new Spread<>(
                    sorted.get((count - 1) / 2), sorted.get((95 * count + 99) / 100 - 1), sorted.getLast(), count));
        }
    }
}

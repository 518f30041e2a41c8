package arelops.core.report;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a report says, of all its files together.
public sealed interface Findings {
    /// How many names are kept of those that failed, or were found; all are counted.
    int LISTED = 100;

    /// Tests, each counted once.
    ///
    /// @param flaky those that failed and then passed in the same run, not counted among the passed
    /// @param reruns how often the flakiest of them failed before it passed
    /// @param names of those that failed or broke, in the order of the report, at most [#LISTED]
    record Tests(long passed, long failed, long errors, long skipped, long flaky, long reruns, List<String> names)
            implements Findings {
        public Tests {
            requireCounts(List.of(passed, failed, errors, skipped, flaky, reruns));
            if (names.size() > LISTED || names.size() > failed + errors) {
                throw new IllegalArgumentException(names.size() + " names of " + (failed + errors) + " tests");
            }
            names = List.copyOf(names);
        }

        public long total() {
            return ran() + skipped;
        }

        /// Whether each that failed is named.
        boolean isNamed() {
            return names.size() == bad();
        }

        public long ran() {
            return passed + bad() + flaky;
        }

        /// Those that failed, by an assertion or by an error.
        public long bad() {
            return failed + errors;
        }
    }

    /// Findings of an analysis, or known weaknesses of dependencies.
    ///
    /// @param levels how many of each level; a level without any is left out
    /// @param suppressed those that the report itself calls suppressed or not affecting; they count for nothing
    /// @param listed the worst first, at most [#LISTED]
    record Found(SortedMap<Level, Long> levels, long suppressed, List<Finding> listed) implements Findings {
        public Found {
            requireCounts(levels.values());
            requireCounts(List.of(suppressed));
            if (levels.containsValue(0L) || listed.size() > LISTED) {
                throw new IllegalArgumentException(levels + ", " + listed.size() + " listed");
            }
            levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
            listed = List.copyOf(listed);
        }

        /// Whether each is listed.
        boolean isNamed() {
            return listed.size() == total();
        }

        public long total() {
            return levels.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private static void requireCounts(Iterable<Long> counts) {
        for (long count : counts) {
            if (count < 0 || count > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("not a count: " + count);
            }
        }
    }
}

package arelops.core.policy;

import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/// A release is asked what recorded traffic asks, and its answers are compared with stable's.
///
/// @param found what follows from a place that is answered differently
/// @param ignore places that are not compared, each with all below it
/// @param recording the beginning of the name of the recordings of which the newest is sent
public record DifferencePolicy(Found found, List<String> ignore, String recording) {
    /// All as usual.
    public static final DifferencePolicy USUAL =
            new DifferencePolicy(Found.HOLD, List.of(), LoadPolicy.DEFAULT_RECORDING);

    /// What follows, the looser ones first.
    public enum Found {
        /// It is told, and the release goes on.
        SHOW,
        /// The release may settle, and PRODUCTION waits for a person.
        HOLD,
        /// The release is rejected.
        REJECT;

        /// As the config writes it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Copies; the order of places says nothing.
    public DifferencePolicy {
        SortedSet<String> sorted = new TreeSet<>(ignore);
        ignore = List.copyOf(sorted);
    }
}

package arelops.core.policy;

import java.util.List;

/// One difference between two policies: the key of the config, which way it goes, and a sentence for screens.
public record PolicyChange(String key, Direction direction, String sentence) {
    /// Which way a rule changes. What cannot be told is [#LOOSER] where it touches a gate.
    public enum Direction {
        LOOSER,
        TIGHTER,
        /// Neither: a name, an address, a number of instances.
        DIFFERENT
    }

    /// Every difference from `old` to `now`, what becomes looser first.
    public static List<PolicyChange> between(Policy old, Policy now) {
        return Comparison.between(old, now);
    }

    /// What becomes looser, as sentences.
    public static List<String> looser(List<PolicyChange> changes) {
        return changes.stream()
                .filter(change -> change.direction() == Direction.LOOSER)
                .map(PolicyChange::sentence)
                .toList();
    }

    /// Whether an admin must approve this change (CHG-4).
    public static boolean loosens(List<PolicyChange> changes) {
        return changes.stream().anyMatch(change -> change.direction() == Direction.LOOSER);
    }
}

package arelops.core.change;

import arelops.core.id.CommitId;
import java.util.Optional;
import java.util.Set;

/// What is known of the config file that would be in force with a change (CHG-4).
///
/// @param broken why it cannot be used, if so; then nothing is merged, checked or run
/// @param unusable the merge results whose own config cannot be used: they were made while trunk's could not
public record ConfigSeen(Optional<Broken> broken, Set<CommitId> unusable) {
    public static final ConfigSeen USABLE = new ConfigSeen(Optional.empty(), Set.of());

    public ConfigSeen {
        unusable = Set.copyOf(unusable);
    }

    /// Whose doing it is, and so who mends it.
    public sealed interface Broken {
        /// The place in the file, and what is wrong there.
        String because();

        /// The change itself brings such a file.
        record ByChange(String because) implements Broken {}

        /// Trunk has such a file, and the change leaves it as it is.
        record ByTrunk(String because) implements Broken {}
    }
}

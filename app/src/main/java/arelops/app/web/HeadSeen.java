package arelops.app.web;

import arelops.core.id.CommitId;
import java.util.Optional;

/// Reads which head of a change a person saw: all 40 digits, or a beginning of the newest one's.
final class HeadSeen {
    private final Optional<CommitId> newest;
    private Optional<String> another = Optional.empty();

    /// @param newest empty where the change is not known
    HeadSeen(Optional<CommitId> newest) {
        this.newest = newest;
    }

    /// The commit that is meant; faults on what is none.
    Optional<CommitId> of(Optional<String> text) {
        return text.flatMap(this::commit);
    }

    private Optional<CommitId> commit(String text) {
        if (!text.matches("[0-9a-f]{7,40}")) {
            throw Question.input("'" + text + "' is no head of a change", "Write at least 7 digits of its commit.");
        }
        if (text.length() == 40) {
            return Optional.of(new CommitId(text));
        }
        Optional<CommitId> found = newest.filter(commit -> commit.hex().startsWith(text));
        if (found.isEmpty() && newest.isPresent()) {
            another = Optional.of(text);
        }
        return found;
    }

    /// What the person saw, where it is not the newest head.
    Optional<String> another() {
        return another;
    }
}

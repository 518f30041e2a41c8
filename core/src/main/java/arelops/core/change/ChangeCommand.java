package arelops.core.change;

import arelops.core.change.ChangeEvent.Source;
import arelops.core.change.ChangeEvent.Verdict;
import arelops.core.change.ChangeEvent.Words;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import java.util.List;
import java.util.Optional;

/// What a person asks for a change.
public sealed interface ChangeCommand {
    /// Bring other commits.
    record Push(Head head) implements ChangeCommand {}

    record Comment(String text) implements ChangeCommand {}

    /// Approve, ask for changes, or take back what was said.
    ///
    /// @param head the commit that the person saw; empty for the newest
    record Review(Verdict verdict, Optional<CommitId> head, String text) implements ChangeCommand {}

    /// Say it in other words; what is empty stays as it is.
    record Reword(
            Optional<String> title,
            Optional<String> description,
            Optional<Boolean> draft,
            Optional<List<String>> labels)
            implements ChangeCommand {}

    record Close() implements ChangeCommand {}

    record Reopen() implements ChangeCommand {}

    /// The smoke test in TEST was done.
    record Sign(SignOff.Trade as, Optional<CommitId> head) implements ChangeCommand {}

    /// Let the commands of a stranger's change run.
    record Run(Optional<CommitId> head) implements ChangeCommand {}

    /// Raise its TEST environment anew, on trunk as it is now.
    record Test() implements ChangeCommand {}

    /// Put it into the queue, again or before all others.
    record Merge(boolean urgent) implements ChangeCommand {}

    /// Take it out of the queue, and keep it out: it is a draft from then on.
    record Unqueue() implements ChangeCommand {}

    /// What is asked for to open a change.
    record Open(ChangeNumber number, Source source, Words words, Head head) {}
}

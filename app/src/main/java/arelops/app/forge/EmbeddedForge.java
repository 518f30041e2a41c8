package arelops.app.forge;

import arelops.core.change.Feedback;
import arelops.core.change.Feedback.Row;
import arelops.core.change.Feedback.Status;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Our own forge: shows its people the comment of each change and the statuses of commits. It is told anew after each
/// start, so it keeps nothing on disk.
public final class EmbeddedForge implements Forge {
    private final InstantSource clock;
    private final Map<ChangeNumber, Comment> comments = new HashMap<>();
    private final Map<CommitId, SortedMap<String, Posted>> statuses = new HashMap<>();

    public EmbeddedForge(InstantSource clock) {
        this.clock = clock;
    }

    /// Our one comment on a change.
    ///
    /// @param since when its sentence became this one
    public record Comment(String sentence, List<Row> rows, Instant since) {}

    /// A status, and since when it is so.
    public record Posted(Status status, Instant since) {}

    @Override
    public synchronized void tell(Feedback feedback) {
        Instant now = clock.instant();
        comments.compute(feedback.change(), (_, before) -> {
            Instant since = before != null && before.sentence().equals(feedback.sentence()) ? before.since() : now;
            return new Comment(feedback.sentence(), feedback.rows(), since);
        });
        for (Status status : feedback.statuses()) {
            statuses.computeIfAbsent(status.commit(), _ -> new TreeMap<>())
                    .compute(
                            status.context(),
                            (_, before) -> before != null && before.status().equals(status)
                                    ? before
                                    : new Posted(status, now));
        }
    }

    public synchronized Optional<Comment> comment(ChangeNumber change) {
        return Optional.ofNullable(comments.get(change));
    }

    /// By context.
    public synchronized List<Posted> statuses(CommitId commit) {
        return List.copyOf(statuses.getOrDefault(commit, new TreeMap<>()).values());
    }
}

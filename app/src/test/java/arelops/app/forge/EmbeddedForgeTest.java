package arelops.app.forge;

import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class EmbeddedForgeTest extends ForgeContract {
    private final Set<Instant> written = new HashSet<>();
    private Instant now = Instant.EPOCH;
    private final EmbeddedForge embedded = new EmbeddedForge(() -> now = now.plusSeconds(1));

    @Override
    Forge forge() {
        return feedback -> {
            embedded.tell(feedback);
            embedded.comment(feedback.change()).ifPresent(comment -> written.add(comment.since()));
        };
    }

    @Override
    List<String> comments(ChangeNumber change) {
        return embedded.comment(change).stream()
                .map(EmbeddedForge.Comment::sentence)
                .toList();
    }

    @Override
    int edits(ChangeNumber change) {
        return written.size();
    }

    @Override
    List<String> statuses(CommitId commit) {
        return embedded.statuses(commit).stream()
                .map(EmbeddedForge.Posted::status)
                .map(status -> status.context() + " " + status.state() + " " + status.text())
                .toList();
    }
}

package arelops.app.forge;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.change.Feedback;
import arelops.core.change.Feedback.Row;
import arelops.core.change.Feedback.Status;
import arelops.core.gate.Gate;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What every forge must do with what it is told of a change (CHG-5).
abstract class ForgeContract {
    static final ChangeNumber CHANGE = new ChangeNumber(7);
    static final CommitId HEAD = new CommitId("7".repeat(40));
    static final CommitId LANDED = new CommitId("8".repeat(40));

    abstract Forge forge();

    /// The texts of our comments on the change, as the forge's people read them.
    abstract List<String> comments(ChangeNumber change);

    /// How often a comment was written or edited.
    abstract int edits(ChangeNumber change);

    /// `context state text` of each status at the commit.
    abstract List<String> statuses(CommitId commit);

    private static Feedback feedback(String sentence, Status... statuses) {
        return new Feedback(
                CHANGE, sentence, List.of(new Row("approval", Gate.State.WAITING, sentence)), List.of(statuses));
    }

    private static Status status(CommitId commit, String context, Status.State state, String text) {
        return new Status(commit, context, state, text);
    }

    @Test
    @DisplayName("CHG-5: there is one comment of ours, and it is edited only when its sentence changes")
    void one_comment() {
        forge().tell(feedback("It needs 1 more approval."));
        forge().tell(feedback("It needs 1 more approval."));

        assertThat(comments(CHANGE)).singleElement().asString().contains("It needs 1 more approval.");
        assertThat(edits(CHANGE)).isEqualTo(1);

        forge().tell(feedback("It landed."));

        assertThat(comments(CHANGE)).singleElement().asString().contains("It landed.");
        assertThat(edits(CHANGE)).isEqualTo(2);
    }

    @Test
    @DisplayName("CHG-5: there is one commit status for each environment, which says the newest")
    void one_status_for_each_environment() {
        forge().tell(feedback(
                "It landed.",
                status(LANDED, "arelops/beta", Status.State.PENDING, "is on its way into BETA"),
                status(LANDED, "arelops/production", Status.State.PENDING, "is not in PRODUCTION yet")));
        forge().tell(feedback(
                "It landed.",
                status(LANDED, "arelops/beta", Status.State.SUCCESS, "runs in BETA"),
                status(LANDED, "arelops/production", Status.State.PENDING, "is not in PRODUCTION yet")));

        assertThat(statuses(LANDED))
                .containsExactlyInAnyOrder(
                        "arelops/beta SUCCESS runs in BETA", "arelops/production PENDING is not in PRODUCTION yet");
        assertThat(statuses(HEAD)).isEmpty();
    }
}

package arelops.app.deploy.wire;

import arelops.core.record.RecordingSeen;
import java.time.Instant;
import java.util.List;

/// What a node says of a slot's recordings: at most one of each.
public record RecordingsAnswer(List<RecordingSeen.Running> running, List<Over> newest) {
    /// Copies the lists.
    public RecordingsAnswer {
        running = List.copyOf(running);
        newest = List.copyOf(newest);
    }

    /// One that is over.
    ///
    /// @param ended none where that never came
    public record Over(
            String id, String rules, Instant began, RecordingSeen.Ending ending, List<Instant> ended, String trouble) {
        /// Copies the list.
        public Over {
            ended = List.copyOf(ended);
        }

        private static Over of(RecordingSeen.Past past) {
            return new Over(
                    past.id(),
                    past.rules(),
                    past.began(),
                    past.ending(),
                    past.ended().stream().toList(),
                    past.trouble());
        }

        private RecordingSeen.Past past() {
            return new RecordingSeen.Past(
                    id, rules, began, ending, ended.stream().findFirst(), trouble);
        }
    }

    /// As it is sent.
    public static RecordingsAnswer of(RecordingSeen.Known known) {
        return new RecordingsAnswer(
                known.running().stream().toList(),
                known.newest().stream().map(Over::of).toList());
    }

    /// As it is decided on.
    public RecordingSeen.Known known() {
        return new RecordingSeen.Known(
                running.stream().findFirst(), newest.stream().findFirst().map(Over::past));
    }
}

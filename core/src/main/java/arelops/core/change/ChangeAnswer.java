package arelops.core.change;

import arelops.core.release.Answer;
import java.util.List;

/// The answer to what a person asks for a change: events to record, or a refusal that changes nothing.
public sealed interface ChangeAnswer {
    record Accepted(List<ChangeEvent> events, String sentence) implements ChangeAnswer {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /// Why not, and what can be done instead.
    record Refused(Answer.Reason reason, String because, String mend) implements ChangeAnswer {}
}

package arelops.core.release;

import arelops.core.evidence.Fact;
import java.util.List;

/// The answer to a person's command: facts to record, or a refusal that changes nothing.
public sealed interface Answer {
    /// These facts are recorded; `sentence` says what happens now.
    ///
    /// @param people how many more people must ask for the same before it takes effect; 0 where it does
    record Accepted(List<Fact> facts, String sentence, int people) implements Answer {
        public Accepted {
            facts = List.copyOf(facts);
            if (people < 0) {
                throw new IllegalArgumentException("a number of people is not negative");
            }
        }

        public Accepted(List<Fact> facts, String sentence) {
            this(facts, sentence, 0);
        }
    }

    /// Why not, and what can be done instead.
    record Refused(Reason reason, String because, String mend) implements Answer {}

    /// Why a command is refused; each has its exit code.
    enum Reason {
        /// A gate or rule says no (exit 3).
        RULE,
        /// The person's role does not allow it (exit 4).
        ROLE,
        /// The command names something that is not there (exit 2).
        INPUT
    }
}

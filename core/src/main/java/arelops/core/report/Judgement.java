package arelops.core.report;

import arelops.core.gate.Gate;
import java.util.List;

/// What a run of a check comes to.
///
/// @param sentence one sentence for people
/// @param reading what was measured and what is needed
/// @param fresh what stands in its way and trunk's last known report does not name; empty where that is not known
/// @param known what stands in its way and trunk's last known report names, too
public record Judgement(
        Outcome outcome, String sentence, Gate.Reading reading, List<String> fresh, List<String> known) {
    public Judgement {
        fresh = List.copyOf(fresh);
        known = List.copyOf(known);
    }

    public enum Outcome {
        PASSED,
        FAILED,
        /// A declared report is missing, empty or unreadable: nothing is known, and it never passes.
        NO_DATA
    }

    static Judgement of(Outcome outcome, String sentence, Gate.Reading reading) {
        return new Judgement(outcome, sentence, reading, List.of(), List.of());
    }
}

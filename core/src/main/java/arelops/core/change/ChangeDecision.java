package arelops.core.change;

import arelops.core.gate.Gate;
import arelops.core.release.Decision;
import java.util.List;

/// What happens next with a change: one act, or a wait that names what ends it; with every condition before it lands.
public sealed interface ChangeDecision {
    /// One sentence for people.
    String because();

    List<Gate> gates();

    record Act(ChangeAction action, String because, List<Gate> gates) implements ChangeDecision {
        public Act {
            gates = List.copyOf(gates);
        }
    }

    record Wait(String because, Decision.Until until, List<Gate> gates) implements ChangeDecision {
        public Wait {
            gates = List.copyOf(gates);
        }
    }
}

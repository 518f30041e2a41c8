package arelops.core.change;

import arelops.core.gate.Gate;
import arelops.core.release.Decision;
import java.util.List;

/// What happens next with a change: one act, or a wait that names what ends it; with every condition before it
/// lands.
public sealed interface ChangeDecision {
    /// One sentence for people.
    String because();

    List<Gate> gates();

    /// The same decision, with these conditions in place of its own.
    ChangeDecision withGates(List<Gate> others);

    record Act(ChangeAction action, String because, List<Gate> gates) implements ChangeDecision {
        public Act {
            gates = List.copyOf(gates);
        }

        @Override
        public Act withGates(List<Gate> others) {
            return new Act(action, because, others);
        }
    }

    record Wait(String because, Decision.Until until, List<Gate> gates) implements ChangeDecision {
        public Wait {
            gates = List.copyOf(gates);
        }

        @Override
        public Wait withGates(List<Gate> others) {
            return new Wait(because, until, others);
        }
    }
}

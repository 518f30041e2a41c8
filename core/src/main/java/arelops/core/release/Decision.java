package arelops.core.release;

import arelops.core.gate.Gate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happens next: one act, or a wait that names what ends it.
public sealed interface Decision {
    /// One sentence for people.
    String because();

    /// The conditions that were looked at, in the order in which they are met.
    List<Gate> gates();

    /// The same decision, with these conditions in place of its own.
    Decision withGates(List<Gate> others);

    /// Do this now.
    record Act(Action action, String because, List<Gate> gates) implements Decision {
        public Act {
            gates = List.copyOf(gates);
        }

        Act(Action action, String because) {
            this(action, because, List.of());
        }

        @Override
        public Act withGates(List<Gate> others) {
            return new Act(action, because, others);
        }
    }

    /// Nothing to do until something happens.
    record Wait(String because, Until until, List<Gate> gates) implements Decision {
        public Wait {
            gates = List.copyOf(gates);
        }

        Wait(String because, Until until) {
            this(because, until, List.of());
        }

        @Override
        public Wait withGates(List<Gate> others) {
            return new Wait(because, until, others);
        }
    }

    /// What ends a wait: a time, an event, or a person.
    sealed interface Until {
        record At(Instant instant) implements Until {}

        record Event(String what) implements Until {}

        record Person(String act) implements Until {}

        /// The instant, where it is one.
        default Optional<Instant> when() {
            return this instanceof At at ? Optional.of(at.instant) : Optional.empty();
        }
    }
}

package arelops.core.release;

import arelops.core.evidence.SlotState;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Finds deployments that nothing needs any more; the previous release stays warm for its time (PRO-3).
final class Leftovers {
    private final SlotLook look;

    Leftovers(SlotLook look) {
        this.look = look;
    }

    /// Stops one, or else does what was decided.
    Decision orElse(Decision otherwise) {
        Set<Long> needed = needed();
        Optional<Long> idle = look.target().deployments().keySet().stream()
                .filter(deployment -> !needed.contains(deployment))
                .findFirst();
        return idle.<Decision>map(deployment -> new Decision.Act(
                        new Action.Stop(look.slot(), look.state().tokens().last(), deployment),
                        "stop a deployment in " + look.name() + " that nothing needs any more"))
                .orElse(otherwise);
    }

    private Set<Long> needed() {
        SlotState state = look.state();
        Set<Long> needed = new HashSet<>();
        look.target().traffic().ifPresent(needed::add);
        look.target().baseline().ifPresent(needed::add);
        look.openControl().ifPresent(control -> needed.add(control.deployment()));
        RemainingShare.of(look).ifPresent(share -> needed.add(share.deployment()));
        state.serving().ifPresent(serving -> needed.add(serving.deployment()));
        Instant since = look.now().minus(look.rules().keep());
        boolean unsettled =
                state.serving().filter(serving -> !serving.settled()).isPresent();
        Optional<SlotState.Past> previous = state.tokens().past().isEmpty()
                ? Optional.empty()
                : Optional.of(state.tokens().past().getLast());
        previous.filter(past -> state.standing().isSettled(past.release()))
                .ifPresent(past -> needed.add(past.deployment()));
        for (SlotState.Past past : state.tokens().past()) {
            boolean young = unsettled || past.left().isAfter(since);
            if (young && state.standing().isSettled(past.release())) {
                needed.add(past.deployment());
            }
        }
        return needed;
    }
}

package arelops.core.release;

import arelops.core.evidence.SlotState;
import arelops.core.policy.EnvironmentPolicy;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
        warm(state, look.rules(), look.now()).map(SlotState.Past::deployment).forEach(needed::add);
        needed.addAll(new Standby(look).needed());
        return needed;
    }

    /// What served before and stays warm: the previous release, and those of the time that the rules name.
    static Stream<SlotState.Past> warm(SlotState state, EnvironmentPolicy rules, Instant now) {
        List<SlotState.Past> past = state.tokens().past();
        Instant since = now.minus(rules.keep());
        boolean unsettled =
                state.serving().filter(serving -> !serving.settled()).isPresent();
        return past.stream()
                .filter(one -> unsettled || one.left().isAfter(since) || one.equals(past.getLast()))
                .filter(one -> state.standing().isSettled(one.release()));
    }
}

package arelops.core.change;

import arelops.core.change.ChangeState.Queueing;
import arelops.core.change.ChangeState.TrialSeen;
import arelops.core.gate.Gate;
import arelops.core.release.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The queue, as one ready change sees it.
final class Landing {
    private static final Comparator<ChangeState> ORDER = Comparator.comparing(
                    (ChangeState state) -> !queueing(state).urgent())
            .thenComparing(state -> state.origin().source().reverts().isEmpty())
            .thenComparing(state -> queueing(state).since())
            .thenComparing(ChangeState::number);

    private final ChangesSnapshot snapshot;
    private final ChangeState state;

    Landing(ChangesSnapshot snapshot, ChangeLook look) {
        this.snapshot = snapshot;
        this.state = look.state();
    }

    private static Queueing queueing(ChangeState state) {
        return state.work().queue().orElseThrow();
    }

    ChangeDecision decide(List<Gate> gates) {
        List<ChangeState> queue = snapshot.open().values().stream()
                .map(ChangeLook::state)
                .filter(one -> one.work().queue().isPresent()
                        && snapshot.ready().contains(one.number()))
                .sorted(ORDER)
                .toList();
        int place = queue.indexOf(state);
        if (place > 0) {
            ChangeState before = queue.get(place - 1);
            return waits(
                    "place " + (place + 1) + " in the queue, after " + before.number(),
                    new Decision.Until.Event(before.number() + " lands or leaves the queue"),
                    gates);
        }
        if (snapshot.trunk().shut().isPresent()) {
            return waits(
                    snapshot.trunk().shut().get(), new Decision.Until.Event("trunk can be moved again"), gates);
        }
        Optional<TrialSeen> trial = state.work().trials().stream()
                .filter(one -> one.trial().base().equals(snapshot.trunk().tip())
                        && one.trial().on().isEmpty())
                .reduce((_, newer) -> newer);
        if (trial.isEmpty()) {
            return new ChangeDecision.Act(
                    new ChangeAction.Try(state.number(), snapshot.trunk().tip(), List.of()),
                    "trunk has gone on: merge " + state.number() + " onto it, and check that",
                    gates);
        }
        Trying trying = new Trying(snapshot, state.number(), trial.get());
        return switch (trying.standing()) {
            case PASSED ->
                new ChangeDecision.Act(
                        new ChangeAction.Land(state.number(), trial.get().trial()),
                        "everything is green on " + trial.get().trial().tested().brief()
                                + ", and that very commit lands",
                        with(gates, Gate.open("queue", "it is first")));
            case FAILED ->
                new ChangeDecision.Act(
                        new ChangeAction.Append(state.number(), new ChangeEvent.Ejected(state.commit())),
                        trying.failure().orElse("its checks fail on trunk as it is now"),
                        gates);
            case RUNNING ->
                waits(
                        "first in the queue; the merge result with trunk as it is now is checked",
                        new Decision.Until.Event("the checks end"),
                        gates);
        };
    }

    private static ChangeDecision waits(String sentence, Decision.Until until, List<Gate> gates) {
        return new ChangeDecision.Wait(sentence, until, with(gates, Gate.waiting("queue", sentence, "its turn")));
    }

    private static List<Gate> with(List<Gate> gates, Gate gate) {
        List<Gate> more = new ArrayList<>(gates);
        more.add(gate);
        return more;
    }

    /// A head that the queue put out.
    static Gate ejected(ChangeState state) {
        return Gate.failed(
                "queue",
                "the queue put it out: "
                        + state.work()
                                .ejected()
                                .map(ChangeState.Ejection::because)
                                .orElse(""),
                "push a fix, or ask again: arelops merge " + state.number().value());
    }
}

package arelops.core.change;

import arelops.core.change.ChangeEvent.OnTop;
import arelops.core.change.ChangeState.Clash;
import arelops.core.change.ChangeState.TrialSeen;
import arelops.core.gate.Gate;
import arelops.core.policy.QueueRules;
import arelops.core.queue.Candidate;
import arelops.core.queue.ChangeHead;
import arelops.core.queue.Estimate;
import arelops.core.queue.Lane;
import arelops.core.queue.MergeQueue;
import arelops.core.queue.ModuleGraph;
import arelops.core.queue.Place;
import arelops.core.queue.Plan;
import arelops.core.queue.QueueSnapshot;
import arelops.core.queue.Queued;
import arelops.core.queue.Step;
import arelops.core.queue.Touched;
import arelops.core.queue.Trial;
import arelops.core.queue.Waiting;
import arelops.core.release.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The queue's decision for the changes that are ready, and what it comes to for one of them.
final class InQueue {
    /// As long as nothing is known of how long checks take.
    private static final Duration USUAL = Duration.ofMinutes(10);

    /// A change that passed its checks once fails on top of others more seldom than one that was never tried.
    private static final double PASSED_BEFORE = 0.95;

    private InQueue() {}

    /// What happens in the queue next.
    static Plan plan(ChangesSnapshot snapshot, Instant now) {
        QueueRules rules = snapshot.rules().policy().changes().queue();
        ModuleGraph modules = new ModuleGraph(rules.modules());
        List<Queued> queue = new ArrayList<>();
        List<Trial> trials = new ArrayList<>();
        for (ChangeLook look : snapshot.open().values()) {
            ChangeState state = look.state();
            if (state.work().queue().isPresent() && snapshot.ready().contains(state.number())) {
                queue.add(queued(look, modules));
                trials(snapshot, state, rules).forEach(trials::add);
            }
        }
        return MergeQueue.plan(new QueueSnapshot(rules, snapshot.trunk().log(), queue, trials), now);
    }

    private static ChangeHead head(ChangeState state) {
        return new ChangeHead(state.number(), state.commit());
    }

    private static Queued queued(ChangeLook look, ModuleGraph modules) {
        ChangeState state = look.state();
        Touched touched =
                look.merge() instanceof MergeSeen.Clean clean ? modules.touchedBy(clean.paths()) : Touched.EVERYTHING;
        double chance = state.work().trials().stream().anyMatch(TrialSeen::isSpotless) ? PASSED_BEFORE : Estimate.PRIOR;
        return new Queued(head(state), place(state), touched, new Estimate(chance, USUAL));
    }

    /// Where a change stands, or stood when it landed; a revert goes before other ordinary changes (CHG-7).
    static Place place(ChangeState state) {
        Lane ordinary = state.origin().source().reverts().isPresent() ? Lane.REVERT : Lane.ORDINARY;
        return state.work()
                .queue()
                .map(queueing ->
                        new Place(queueing.urgent() ? Lane.URGENT : ordinary, queueing.since(), state.number()))
                .orElseGet(() -> new Place(ordinary, state.work().last(), state.number()));
    }

    private static Stream<Trial> trials(ChangesSnapshot snapshot, ChangeState state, QueueRules rules) {
        Stream<Trial> tried = state.work().trials().stream()
                .filter(trial ->
                        !state.work().tries().voided().contains(trial.trial().tested()))
                .map(trial -> new Trial(
                        candidate(state, trial.trial()),
                        trial.trial().onto(),
                        new Trying(snapshot, state.number(), trial).forQueue(rules.attempts())));
        Stream<Trial> clashes = state.work().tries().clashes().stream().map(clash -> clash(state, clash));
        return Stream.concat(tried, clashes);
    }

    private static Candidate candidate(ChangeState state, ChangeEvent.Trial trial) {
        return new Candidate(head(state), trial.base(), heads(trial.on()));
    }

    private static List<ChangeHead> heads(List<OnTop> on) {
        return on.stream().map(one -> new ChangeHead(one.change(), one.head())).toList();
    }

    private static Trial clash(ChangeState state, Clash clash) {
        return new Trial(
                new Candidate(head(state), clash.base(), heads(clash.on())),
                clash.base(),
                new Trial.Conflict(clash.at(), clash.paths()));
    }

    /// The trials of a change in the queue whose checks are to go on.
    static List<TrialSeen> underWay(ChangesSnapshot snapshot, ChangeState state) {
        List<Candidate> cancelled = snapshot.plan().steps().stream()
                .filter(Step.Cancel.class::isInstance)
                .map(step -> ((Step.Cancel) step).candidate())
                .toList();
        return state.work().trials().stream()
                .filter(trial -> !cancelled.contains(candidate(state, trial.trial())))
                .toList();
    }

    /// What the queue has a ready change do.
    static ChangeDecision decide(ChangesSnapshot snapshot, ChangeLook look, List<Gate> gates) {
        ChangeState state = look.state();
        Gate gate = snapshot.plan()
                .waiting(state.number())
                .map(Waiting::gate)
                .orElseGet(() -> Gate.waiting("queue", "it has a place in the queue", "its turn"));
        List<Gate> all = with(gates, gate);
        for (Step step : snapshot.plan().steps()) {
            if (step.change().number().equals(state.number())) {
                Optional<ChangeDecision> decided = decided(snapshot, state, step, all);
                if (decided.isPresent()) {
                    return decided.get();
                }
            }
        }
        Decision.Until until = gate.expected()
                .<Decision.Until>map(Decision.Until.At::new)
                .orElseGet(() -> new Decision.Until.Event(gate.unblocks().orElse("the queue goes on")));
        return new ChangeDecision.Wait(gate.sentence(), until, all);
    }

    private static Optional<ChangeDecision> decided(
            ChangesSnapshot snapshot, ChangeState state, Step step, List<Gate> gates) {
        return switch (step) {
            case Step.Start start
            when isNew(state, start) ->
                act(
                        new ChangeAction.Try(
                                state.number(),
                                start.candidate().base(),
                                onTop(start.candidate().on())),
                        start.because(),
                        gates);
            case Step.Start _, Step.Cancel _ -> Optional.empty();
            case Step.Eject eject ->
                act(
                        new ChangeAction.Append(state.number(), new ChangeEvent.Ejected(state.commit())),
                        failure(snapshot, state, eject.candidate()).orElse(eject.because()),
                        gates);
            case Step.Land _
            when snapshot.trunk().shut().isPresent() ->
                Optional.of(new ChangeDecision.Wait(
                        snapshot.trunk().shut().get(), new Decision.Until.Event("trunk can be moved again"), gates));
            case Step.Land land ->
                state.trial(land.tested())
                        .flatMap(trial -> act(
                                new ChangeAction.Land(state.number(), trial.trial(), land.manner()),
                                land.because(),
                                gates));
        };
    }

    private static Optional<String> failure(ChangesSnapshot snapshot, ChangeState state, Candidate candidate) {
        return state.work().trials().stream()
                .filter(trial -> candidate(state, trial.trial()).equals(candidate))
                .findFirst()
                .flatMap(trial -> new Trying(snapshot, state.number(), trial).failure())
                .map(failure -> candidate.on().isEmpty()
                        ? failure
                        : failure + ", on top of "
                                + candidate.on().stream()
                                        .map(ChangeHead::toString)
                                        .collect(Collectors.joining(", ")));
    }

    private static boolean isNew(ChangeState state, Step.Start start) {
        return state.work().trials().stream()
                .noneMatch(trial -> candidate(state, trial.trial()).equals(start.candidate()));
    }

    private static List<OnTop> onTop(List<ChangeHead> heads) {
        return heads.stream().map(one -> new OnTop(one.number(), one.head())).toList();
    }

    private static Optional<ChangeDecision> act(ChangeAction action, String because, List<Gate> gates) {
        return Optional.of(new ChangeDecision.Act(action, because, gates));
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

    private static List<Gate> with(List<Gate> gates, Gate gate) {
        List<Gate> more = new ArrayList<>(gates);
        more.add(gate);
        return more;
    }
}

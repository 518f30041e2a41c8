package arelops.core.change;

import arelops.core.change.ChangeEvent.OnTop;
import arelops.core.change.ChangeEvent.Trial;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Slot;
import arelops.core.queue.ChangeHead;
import arelops.core.queue.ModuleGraph;
import arelops.core.queue.Step;
import arelops.core.release.Action;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Performs an act in a small world as the controller does: what it records is compared with what
/// the decision read.
final class ChangeHand {
    private final ChangeWorld world;
    private final ChangeNumber number;
    private final ChangeDecision.Act act;
    private final ChangeWorld.Stood stood;

    private ChangeHand(ChangeWorld world, ChangeNumber number, ChangeDecision.Act act, ChangeWorld.Stood stood) {
        this.world = world;
        this.number = number;
        this.act = act;
        this.stood = stood;
    }

    /// The world after an act on this change; empty where it was stale or refused.
    static Optional<ChangeWorld> perform(
            ChangeWorld world, ChangeNumber number, ChangeDecision.Act act, ChangeWorld.Stood stood) {
        return new ChangeHand(world, number, act, stood).perform();
    }

    private Optional<ChangeWorld> perform() {
        return switch (act.action()) {
            case ChangeAction.Append append -> recorded(append.event(), act.because());
            case ChangeAction.Run run -> Optional.of(started(run.job()));
            case ChangeAction.OnTarget on -> onTarget(on.action());
            case ChangeAction.ServeTest _ -> {
                Optional<CommitId> tested = world.state(number).test().up().map(TestState.Raised::tested);
                yield !stands() ? Optional.empty() : tagged(new ChangeEvent.TestServes(tested.orElseThrow()), tested);
            }
            case ChangeAction.EndTest _ -> tagged(new ChangeEvent.TestOver(), Optional.empty());
            case ChangeAction.TestGone gone ->
                retired(world, gone)
                        .flatMap(after -> new ChangeHand(after, number, act, stood)
                                .recorded(new ChangeEvent.TestGone(), act.because()));
            case ChangeAction.Try attempt -> tried(attempt);
            case ChangeAction.Land land -> landed(land);
        };
    }

    private boolean stands() {
        return world.change(number).seq() == stood.seq();
    }

    private Optional<ChangeWorld> recorded(ChangeEvent event, String because) {
        return stands() ? Optional.of(world.told(number, event, ChangeWorld.SELF, because)) : Optional.empty();
    }

    private Optional<ChangeWorld> tagged(ChangeEvent event, Optional<CommitId> to) {
        return stood.tag().equals(world.stood(number).tag())
                ? recorded(event, act.because()).map(after -> after.tagged(number, to))
                : Optional.empty();
    }

    /// A job that is known is left alone, but for one that could not be performed.
    private ChangeWorld started(Job job) {
        JobSeen known = world.jobs().getOrDefault(job.id(), new JobSeen.NotKnown());
        return switch (known) {
            case JobSeen.NotKnown _, JobSeen.Broken _ -> world.job(job.id(), new JobSeen.Running(ChangeWorld.START));
            case JobSeen.Running _, JobSeen.Passed _, JobSeen.Failed _ -> world;
        };
    }

    private Optional<ChangeWorld> onTarget(Action action) {
        if (!world.around().answers()) {
            return Optional.empty();
        }
        return switch (action) {
            case Action.Deploy deploy ->
                commanded(deploy.slot(), deploy.token())
                        .map(spot -> spot.deployed(deploy.token()))
                        .map(spot -> world.spot(deploy.slot(), spot));
            case Action.Switch to ->
                commanded(to.slot(), to.token())
                        .filter(spot -> to.deployment().isEmpty()
                                || spot.deployments()
                                        .containsKey(to.deployment().getAsLong()))
                        .map(spot -> world.spot(to.slot(), spot.serving(to.deployment())));
            case Action.Stop stop ->
                commanded(stop.slot(), stop.token())
                        .filter(spot -> !spot.traffic().equals(OptionalLong.of(stop.deployment())))
                        .map(spot -> world.spot(stop.slot(), spot.without(stop.deployment())));
            case Action.Append _,
                    Action.Run _,
                    Action.Divide _,
                    Action.Try _,
                    Action.Redirect _,
                    Action.Measure _,
                    Action.Move _,
                    Action.FinishMove _,
                    Action.RepairTag _ -> throw new AssertionError("not for TEST: " + action);
        };
    }

    /// The target refuses lower tokens.
    private Optional<Spot> commanded(Slot slot, long token) {
        Spot spot = world.spot(slot);
        return token >= spot.highest() ? Optional.of(spot.at(token)) : Optional.empty();
    }

    /// The slots are given back, one after the other.
    static Optional<ChangeWorld> retired(ChangeWorld from, ChangeAction.TestGone gone) {
        ChangeWorld world = from;
        for (Slot slot : gone.slots()) {
            Spot spot = world.spot(slot);
            if (!world.around().answers()
                    || gone.token() < spot.highest()
                    || !spot.deployments().isEmpty()) {
                return Optional.empty();
            }
            world = world.spot(slot, spot.serving(OptionalLong.empty()).at(gone.token()));
        }
        return Optional.of(world);
    }

    private Optional<ChangeWorld> tried(ChangeAction.Try attempt) {
        CommitId onto = attempt.base();
        for (OnTop before : attempt.on()) {
            Optional<CommitId> merged = world.merged(onto, before.head(), before.change());
            if (merged.isEmpty()) {
                return clashed(attempt);
            }
            onto = merged.get();
        }
        Optional<CommitId> tested = world.merged(onto, world.state(number).commit(), number);
        return tested.isEmpty()
                ? clashed(attempt)
                : recorded(new ChangeEvent.Tried(new Trial(tested.get(), onto, attempt.base(), attempt.on())), "");
    }

    private Optional<ChangeWorld> clashed(ChangeAction.Try attempt) {
        return recorded(
                new ChangeEvent.Conflicted(attempt.base(), attempt.on(), List.of("a/file")), "conflict in a/file");
    }

    private Optional<ChangeWorld> landed(ChangeAction.Land land) {
        CommitId tested = land.trial().tested();
        return switch (land.manner()) {
            case Step.Manner.AsTested _ -> moved(tested, tested);
            case Step.Manner.Merged(Step.Proof proof) -> {
                ModuleGraph modules = new ModuleGraph(proof.declared());
                Optional<CommitId> merged = world.merged(
                                stood.tip(), world.state(number).commit(), number)
                        .filter(commit -> world.differing(commit, tested).stream()
                                .noneMatch(path -> modules.mustBeEqual(proof, path)));
                yield merged.isPresent()
                        ? moved(merged.get(), tested)
                        : recorded(new ChangeEvent.Voided(tested), "these files are not as they were tested");
            }
        };
    }

    /// Ledger, trunk and history in one push.
    private Optional<ChangeWorld> moved(CommitId commit, CommitId tested) {
        if (!FakeGit.firstParent(commit).equals(stood.tip()) || !world.tip().equals(stood.tip())) {
            return Optional.empty();
        }
        ChangeHead head = new ChangeHead(number, world.state(number).commit());
        return recorded(new ChangeEvent.Landed(commit, tested), "")
                .map(after -> after.came(new ChangeWorld.Came(commit, Optional.of(head))));
    }
}

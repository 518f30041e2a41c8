package arelops.core.change;

import arelops.core.change.ChangeRounds.Look;
import arelops.core.id.ChangeNumber;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import arelops.core.release.Decision;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The world when ports answer well, people do what they are asked for, and nothing else happens.
final class ChangeCooperation {
    private static final Pattern NAMED = Pattern.compile("@([a-z]+)");

    private ChangeCooperation() {}

    /// The next happening; empty at rest.
    record Step(Optional<ChangeWorld> after, String label, boolean byPeople) {}

    static Step next(ChangeRounds round) {
        ChangeWorld world = round.world();
        if (!world.around().answers()) {
            return new Step(Optional.of(ChangeMoves.answering(world, true)), "the target answers", false);
        }
        if (world.around().shut()) {
            return new Step(Optional.of(ChangeMoves.shut(world, false)), "trunk can be moved", false);
        }
        if (world.around().stalled().isPresent()) {
            return new Step(Optional.of(world.stalled(Optional.empty())), "the other controller ends", false);
        }
        Look look = round.look();
        if (!look.did().isEmpty() || !look.after().jobs().equals(world.jobs())) {
            return new Step(
                    Optional.of(look.after()),
                    look.did().stream().map(ChangeRounds.Did::action).toList().toString(),
                    false);
        }
        Optional<ChangeWorld> answered = answered(round);
        if (answered.isPresent()) {
            return new Step(answered, "a good answer", false);
        }
        Optional<Instant> later = round.decisions().values().stream()
                .flatMap(decision -> decision instanceof ChangeDecision.Wait wait
                        ? wait.until().when().stream()
                        : Optional.<Instant>empty().stream())
                .filter(world.now()::isBefore)
                .min(Comparator.naturalOrder());
        if (later.isPresent()) {
            return new Step(
                    Optional.of(world.later(java.time.Duration.between(world.now(), later.get()))),
                    "time passes",
                    false);
        }
        return people(round);
    }

    private static Optional<ChangeWorld> answered(ChangeRounds round) {
        ChangeWorld world = round.world();
        Set<String> awaited = Changing.awaited(round.snapshot());
        for (Map.Entry<String, JobSeen> job : world.jobs().entrySet()) {
            switch (job.getValue()) {
                case JobSeen.Running _ -> {
                    return Optional.of(world.job(job.getKey(), world.honest(job.getKey())));
                }
                case JobSeen.Broken broken
                when awaited.contains(Job.work(job.getKey()))
                        && world.now().isBefore(broken.at().plus(ChangeMoves.PAUSE)) -> {
                    return Optional.of(world.later(ChangeMoves.PAUSE));
                }
                case JobSeen.Broken _, JobSeen.NotKnown _, JobSeen.Passed _, JobSeen.Failed _ -> {}
            }
        }
        for (Map.Entry<Slot, Spot> spot : world.spots().entrySet()) {
            for (Map.Entry<Long, Spot.Feels> one : spot.getValue().deployments().entrySet()) {
                if (one.getValue() == Spot.Feels.STARTING) {
                    return Optional.of(world.spot(spot.getKey(), spot.getValue().with(one.getKey(), Spot.Feels.UP)));
                }
            }
        }
        return Optional.empty();
    }

    /// What the first change that waits for a person asks for; where nobody is asked, TEST environments end in time.
    private static Step people(ChangeRounds round) {
        ChangeWorld world = round.world();
        for (Map.Entry<ChangeNumber, ChangeDecision> one : round.decisions().entrySet()) {
            if (world.state(one.getKey()).isOpen()
                    && one.getValue() instanceof ChangeDecision.Wait wait
                    && wait.until() instanceof Decision.Until.Person person) {
                Optional<ChangeWorld> after = asked(world, one.getKey(), person.act());
                boolean waits = world.state(one.getKey()).test().asked().isPresent();
                ChangeLaws.hold(
                        after.isPresent() || waits,
                        "L4: what is asked for can be done: " + person.act() + " in " + wait);
                if (after.isPresent()) {
                    return new Step(after, person.act(), true);
                }
            }
        }
        boolean ages = round.decisions().values().stream().anyMatch(decision -> decision instanceof ChangeDecision.Wait)
                && world.changes().values().stream()
                        .flatMap(change -> change.state().test().up().stream())
                        .anyMatch(up -> world.now().isBefore(up.since().plus(ChangeScene.AGE)));
        return ages
                ? new Step(Optional.of(world.later(ChangeScene.AGE)), "days pass", true)
                : new Step(Optional.empty(), "rest", true);
    }

    private static Optional<ChangeWorld> asked(ChangeWorld world, ChangeNumber number, String act) {
        ChangeState state = world.state(number);
        PersonName author = state.origin().by();
        if (act.contains("take it back")) {
            return says(
                    world,
                    number,
                    named(act),
                    new ChangeCommand.Review(ChangeEvent.Verdict.APPROVED, Optional.empty(), ""));
        }
        if (act.contains("arelops approve")) {
            return says(
                    world,
                    number,
                    named(act),
                    new ChangeCommand.Review(ChangeEvent.Verdict.APPROVED, Optional.empty(), ""));
        }
        if (act.contains("arelops change ready")) {
            return says(
                    world,
                    number,
                    author,
                    new ChangeCommand.Reword(Optional.empty(), Optional.empty(), Optional.of(false), Optional.empty()));
        }
        if (act.contains("arelops run")) {
            return says(world, number, ChangeScene.BOB, new ChangeCommand.Run(Optional.empty()));
        }
        if (act.contains("arelops signoff")) {
            SignOff.Trade as = act.endsWith("qa") ? SignOff.Trade.QA : SignOff.Trade.DEVELOPER;
            return says(world, number, named(act), new ChangeCommand.Sign(as, Optional.empty()))
                    .or(() -> says(world, number, ChangeScene.BOB, new ChangeCommand.Test()));
        }
        if (act.contains("arelops merge") && !isBroken(world, state)) {
            return says(world, number, author, new ChangeCommand.Merge(false));
        }
        if (act.contains("arelops test")) {
            return says(world, number, ChangeScene.BOB, new ChangeCommand.Test())
                    .or(() -> Optional.of(ChangeMoves.pushed(world, number, false)));
        }
        return act.contains("push") ? Optional.of(ChangeMoves.pushed(world, number, false)) : Optional.empty();
    }

    /// Asking again helps where the fault was not the change's own.
    static boolean isBroken(ChangeWorld world, ChangeState state) {
        return state.work().trials().stream()
                .anyMatch(trial -> FakeGit.isBroken(
                        world.scene().breaks(), new Job.Check(trial.trial().tested(), "", 1).work()));
    }

    private static PersonName named(String act) {
        Matcher name = NAMED.matcher(act);
        ChangeLaws.hold(name.find(), "L4: somebody is named: " + act);
        return new PersonName(name.group(1));
    }

    private static Optional<ChangeWorld> says(
            ChangeWorld world, ChangeNumber number, PersonName by, ChangeCommand command) {
        return ChangePeople.says(world, number, by, command);
    }

    /// Everything has landed or was closed.
    static boolean isDone(ChangeWorld world) {
        return world.changes().values().stream()
                .noneMatch(change -> change.state().isOpen());
    }
}

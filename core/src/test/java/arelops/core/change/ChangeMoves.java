package arelops.core.change;

import arelops.core.change.ChangeRounds.Did;
import arelops.core.change.ChangeRounds.Look;
import arelops.core.change.ChangeWorld.Around;
import arelops.core.change.ChangeWorld.Proposed;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Slot;
import arelops.core.release.JobSeen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// All that may happen next in a small world.
final class ChangeMoves {
    static final Duration PAUSE = Duration.ofMinutes(1);

    private final ChangeRounds round;
    private final ChangeWorld world;
    private final List<Move> moves = new ArrayList<>();

    private ChangeMoves(ChangeRounds round) {
        this.round = round;
        this.world = round.world();
    }

    enum Kind {
        LOOK,
        ANSWER,
        BAD,
        FAULT,
        PERSON,
        PUSH,
        OTHER,
        TIME
    }

    /// @param did what the controller did in it
    record Move(Supplier<String> label, Kind kind, ChangeWorld after, List<Did> did) {}

    static List<Move> of(ChangeRounds round) {
        ChangeMoves all = new ChangeMoves(round);
        all.looks();
        all.jobs();
        all.target();
        for (ChangeNumber number : all.world.changes().keySet()) {
            all.people(number);
            all.pushes(number);
        }
        all.others();
        all.time();
        return all.moves;
    }

    private void add(Supplier<String> label, Kind kind, ChangeWorld after) {
        moves.add(new Move(label, kind, after, List.of()));
    }

    // The controller

    private void looks() {
        Look look = round.look();
        if (!look.did().isEmpty() || !look.after().jobs().equals(world.jobs())) {
            moves.add(new Move(
                    () -> "a look: "
                            + look.did().stream().map(did -> did.act().action()).toList(),
                    Kind.LOOK,
                    look.after(),
                    look.did()));
        }
        boolean faults = world.budget().faults() > 0;
        for (int most = 1; faults && most < look.did().size(); most++) {
            Look cut = round.look(most);
            moves.add(new Move(killed(most), Kind.FAULT, cut.after().spending(budget -> budget.faults(-1)), cut.did()));
        }
        for (Did did : faults ? look.did() : List.<Did>of()) {
            stalls(did);
            if (did.action() instanceof ChangeAction.TestGone gone) {
                ChangeHand.retired(world, gone)
                        .ifPresent(half -> add(
                                () -> "killed before it recorded that TEST is gone",
                                Kind.FAULT,
                                half.spending(budget -> budget.faults(-1))));
            }
        }
        world.around().stalled().ifPresent(this::wakes);
    }

    private static Supplier<String> killed(int most) {
        return () -> "a look, killed after " + most;
    }

    private void stalls(Did did) {
        if (world.around().stalled().isEmpty()) {
            add(
                    () -> "a controller stalls before " + did.action(),
                    Kind.FAULT,
                    world.stalled(Optional.of(
                                    new ChangeWorld.Stalled(did.number(), did.act(), world.stood(did.number()))))
                            .spending(budget -> budget.faults(-1)));
        }
    }

    private void wakes(ChangeWorld.Stalled stalled) {
        ChangeWorld awake = world.stalled(Optional.empty());
        Optional<ChangeWorld> after = ChangeHand.perform(awake, stalled.number(), stalled.act(), stalled.stood());
        moves.add(new Move(
                () -> "it wakes up and does it: " + stalled.act().action(),
                Kind.FAULT,
                after.orElse(awake),
                after.isPresent() ? List.of(new Did(stalled.number(), stalled.act(), world, after)) : List.of()));
    }

    // What answers

    private void jobs() {
        boolean bad = world.budget().bad() > 0;
        for (Map.Entry<String, JobSeen> job : world.jobs().entrySet()) {
            if (!(job.getValue() instanceof JobSeen.Running)) {
                continue;
            }
            String id = job.getKey();
            JobSeen honest = world.honest(id);
            boolean passes = honest instanceof JobSeen.Passed;
            add(() -> id + (passes ? " passes" : " fails, as it must"), Kind.ANSWER, world.job(id, honest));
            if (bad) {
                ChangeWorld worse = world.spending(budget -> budget.bad(-1));
                if (passes) {
                    add(() -> id + " fails", Kind.BAD, worse.job(id, new JobSeen.Failed("exit code 1")));
                }
                add(() -> id + " breaks", Kind.BAD, worse.job(id, new JobSeen.Broken("no disk", world.now())));
                add(() -> id + " is lost", Kind.BAD, worse.job(id, new JobSeen.NotKnown()));
            }
        }
    }

    private void target() {
        for (Map.Entry<Slot, Spot> spot : world.spots().entrySet()) {
            spot.getValue().deployments().forEach((token, feels) -> {
                if (feels == Spot.Feels.STARTING) {
                    add(
                            () -> spot.getKey() + " is healthy",
                            Kind.ANSWER,
                            world.spot(spot.getKey(), spot.getValue().with(token, Spot.Feels.UP)));
                }
                if (feels != Spot.Feels.DOWN && world.budget().bad() > 0) {
                    add(
                            () -> spot.getKey() + " dies",
                            Kind.BAD,
                            world.spot(spot.getKey(), spot.getValue().with(token, Spot.Feels.DOWN))
                                    .spending(budget -> budget.bad(-1)));
                }
            });
        }
        if (!world.around().answers()) {
            add(() -> "the target answers again", Kind.ANSWER, answering(world, true));
        } else if (world.budget().faults() > 0 && !world.spots().isEmpty()) {
            add(
                    () -> "the target does not answer",
                    Kind.FAULT,
                    answering(world, false).spending(budget -> budget.faults(-1)));
        }
    }

    static ChangeWorld answering(ChangeWorld world, boolean answers) {
        Around old = world.around();
        return world.with(
                new Around(old.now(), old.rules(), answers, old.shut(), old.demoted(), old.stalled(), old.budget()));
    }

    // People

    private void people(ChangeNumber number) {
        ChangeState state = world.state(number);
        boolean spends = world.budget().people() > 0;
        for (ChangePeople.Said said : ChangePeople.all()) {
            boolean forward = said.isForward(world, state);
            if (forward || spends) {
                ChangePeople.says(world, number, said)
                        .ifPresent(after -> add(
                                () -> said.label() + " " + number,
                                Kind.PERSON,
                                forward ? after : after.spending(budget -> budget.people(-1))));
            }
        }
    }

    private void pushes(ChangeNumber number) {
        if (world.budget().pushes() == 0 || world.state(number).work().phase() instanceof ChangeState.Phase.Landed) {
            return;
        }
        add(
                () -> "another head of " + number,
                Kind.PUSH,
                pushed(world, number, false).spending(budget -> budget.pushes(-1)));
        add(
                () -> "a rebase of " + number,
                Kind.PUSH,
                pushed(world, number, true).spending(budget -> budget.pushes(-1)));
    }

    /// The author pushes to the branch.
    static ChangeWorld pushed(ChangeWorld world, ChangeNumber number, boolean rebased) {
        Proposed change = world.change(number);
        int version = change.versions() + 1;
        Head head = new Head(
                FakeGit.head(number.value(), version),
                rebased
                        ? change.branch().patch()
                        : FakeGit.version(number, version, version).patch());
        return world.with(number, new Proposed(change.history(), head, version));
    }

    // The rest

    private void others() {
        if (world.around().shut()) {
            add(() -> "trunk can be moved again", Kind.OTHER, shut(world, false));
        }
        if (world.budget().others() == 0) {
            return;
        }
        ChangeWorld after = world.spending(budget -> budget.others(-1));
        add(() -> "a push past the changes", Kind.OTHER, byHand(after));
        if (!world.around().shut()) {
            add(() -> "trunk is checked out", Kind.OTHER, shut(after, true));
        }
        for (int rules = 0; rules < world.scene().rules().size(); rules++) {
            if (rules != world.around().rules()) {
                add(() -> "other rules", Kind.OTHER, ruled(byHand(after), rules));
            }
        }
        if (!world.around().demoted()
                && world.around().stalled().isEmpty()
                && world.budget().faults() == 0) {
            add(() -> "the author is a viewer now", Kind.OTHER, demoted(after));
        }
    }

    static ChangeWorld byHand(ChangeWorld world) {
        int hands = (int)
                world.trunk().stream().filter(came -> came.change().isEmpty()).count();
        CommitId commit = FakeGit.pushed(world.tip(), hands + 1);
        return world.came(new ChangeWorld.Came(commit, Optional.empty()));
    }

    static ChangeWorld shut(ChangeWorld world, boolean shut) {
        Around old = world.around();
        return world.with(
                new Around(old.now(), old.rules(), old.answers(), shut, old.demoted(), old.stalled(), old.budget()));
    }

    static ChangeWorld ruled(ChangeWorld world, int rules) {
        Around old = world.around();
        return world.with(
                new Around(old.now(), rules, old.answers(), old.shut(), old.demoted(), old.stalled(), old.budget()));
    }

    static ChangeWorld demoted(ChangeWorld world) {
        Around old = world.around();
        return world.with(
                new Around(old.now(), old.rules(), old.answers(), old.shut(), true, old.stalled(), old.budget()));
    }

    private void time() {
        boolean pauses = world.jobs().values().stream()
                .anyMatch(job -> job instanceof JobSeen.Broken broken
                        && world.now().isBefore(broken.at().plus(PAUSE)));
        if (pauses) {
            add(() -> "a minute passes", Kind.TIME, world.later(PAUSE));
        }
        boolean ages = world.changes().values().stream()
                .flatMap(change -> change.state().test().up().stream())
                .anyMatch(up -> world.now().isBefore(up.since().plus(ChangeScene.AGE)));
        if (ages) {
            add(() -> "days pass", Kind.TIME, world.later(ChangeScene.AGE));
        }
    }
}

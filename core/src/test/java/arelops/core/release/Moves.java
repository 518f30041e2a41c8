package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// All that may happen next in a world.
final class Moves {
    private final World world;
    private final LineSnapshot snapshot;
    private final Map<EnvironmentName, Decision> decisions;
    private final List<Move> moves = new ArrayList<>();

    /// One happening. `action` is what a controller performed, `stale` whether it decided so at an earlier state.
    record Move(Supplier<String> label, World after, Optional<Action> action, boolean stale) {}

    private Moves(World world) {
        this.world = world;
        this.snapshot = world.snapshot();
        this.decisions = Line.decide(snapshot, world.around().now());
    }

    static Moves of(World world) {
        return new Moves(world);
    }

    Map<EnvironmentName, Decision> decisions() {
        return decisions;
    }

    LineSnapshot snapshot() {
        return snapshot;
    }

    List<Move> all() {
        looks();
        answers();
        World.Budget budget = world.budget();
        if (budget.commits() > 0) {
            commits();
        }
        if (budget.faults() > 0) {
            faults();
        }
        if (budget.hands() > 0) {
            hands();
        }
        if (budget.people() > 0) {
            people();
        }
        world.around().stalled().ifPresent(this::resumes);
        return moves;
    }

    private void add(Supplier<String> label, World after) {
        moves.add(new Move(label, after, Optional.empty(), false));
    }

    private void looks() {
        decisions.forEach((environment, decision) -> {
            if (decision instanceof Decision.Act act) {
                moves.add(new Move(
                        () -> "look at " + environment + ": " + act.because() + " " + act.action(),
                        world.perform(act.action(), world.ledger().seq()),
                        Optional.of(act.action()),
                        false));
            }
        });
    }

    private void answers() {
        boolean bad = world.budget().bad() > 0;
        World worse = world.with(world.budget().lessBad());
        for (int i = 0; i < world.places().size(); i++) {
            int index = i;
            Place place = world.places().get(i);
            place.deployments().forEach((token, found) -> health(index, place, found, bad));
            watched(index, place, bad);
        }
        world.jobs().forEach((job, seen) -> {
            if (seen instanceof JobSeen.Running) {
                add(() -> job.id() + " passes", world.with(job, World.PASSED));
                if (bad) {
                    add(() -> job.id() + " fails", worse.with(job, World.FAILED));
                    add(() -> job.id() + " breaks", worse.with(job, broken()));
                    add(() -> job.id() + " is lost", worse.without(job));
                }
            }
        });
    }

    private JobSeen broken() {
        return new JobSeen.Broken("it cannot be performed", world.around().now());
    }

    private void health(int index, Place place, Seen.Deployment found, boolean bad) {
        World worse = world.with(world.budget().lessBad());
        long token = found.token();
        String name = "deployment " + token + " in " + world.environment(index);
        if (found.health() instanceof Seen.Health.Starting) {
            add(() -> name + " comes up", world.with(index, place.with(token, found.release(), Place.UP)));
            if (bad) {
                add(() -> name + " cannot start", worse.with(index, place.with(token, found.release(), Place.BROKEN)));
            }
        }
        if (bad && !(found.health() instanceof Seen.Health.Down) && !(found.health() instanceof Seen.Health.Broken)) {
            add(() -> name + " goes down twice", worse.with(index, place.with(token, found.release(), Place.DOWN)));
        }
    }

    private void watched(int index, Place place, boolean bad) {
        if (place.traffic().isEmpty()
                || world.ledger()
                        .slot(Small.slot(world.environment(index)))
                        .attempt()
                        .isEmpty()) {
            return;
        }
        World worse = world.with(world.budget().lessBad());
        for (Small.Watched next : Small.Watched.values()) {
            boolean good = next == Small.Watched.ENOUGH;
            boolean on = place.watched() == Small.Watched.NOTHING || good && place.watched() == Small.Watched.CROSSING;
            if (on && next != Small.Watched.NOTHING && next != place.watched() && (good || bad)) {
                add(
                        () -> "the windows of " + world.environment(index) + " show " + next,
                        (good ? world : worse).with(index, place.withWatched(next)));
            }
        }
    }

    private void commits() {
        int n = world.around().trunk().size();
        World fewer = world.with(world.budget().lessCommits());
        add(() -> "commit " + n + " is merged and built", land(fewer, Optional.empty()));
        if (n > 1 && world.ledger().trunk().revertOf(Small.commit(n - 1)).isEmpty()) {
            add(
                    () -> "commit " + n + ", the revert of " + (n - 1) + ", is merged and built",
                    land(fewer, Optional.of(Small.commit(n - 1))));
        }
    }

    /// A commit lands as a change, is seen and built.
    static World land(World world, Optional<CommitId> reverts) {
        CommitId commit = Small.commit(world.around().trunk().size());
        List<Fact.Step> trunk = new ArrayList<>(world.around().trunk());
        trunk.add(new Fact.Step(commit, reverts));
        World.Around around = world.around();
        World next = world.with(new World.Around(trunk, around.controller(), around.stalled(), around.now()))
                .appended(new Fact.Merged(commit, "1"), new arelops.core.evidence.Actor.Automation("queue"));
        return built(next);
    }

    /// The intake works until it waits.
    static World built(World world) {
        World next = world;
        while (Intake.decide(next.snapshot(), next.around().now()) instanceof Decision.Act act) {
            next = next.perform(act.action(), next.ledger().seq());
            if (act.action() instanceof Action.Run run) {
                next = next.with(run.job(), World.PASSED);
            }
        }
        return next;
    }

    private void faults() {
        World fewer = world.with(world.budget().lessFaults());
        String other = world.around().controller().equals("a") ? "b" : "a";
        World.Around around = world.around();
        add(
                () -> "controller " + other + " starts instead",
                fewer.with(new World.Around(around.trunk(), other, around.stalled(), around.now())));
        decisions.forEach((environment, decision) -> {
            if (decision instanceof Decision.Act act) {
                if (act.action() instanceof Action.Move || act.action() instanceof Action.RepairTag) {
                    moves.add(new Move(
                            () -> "the push is killed between two refs: " + act.action(),
                            fewer.performTorn(act.action()),
                            Optional.of(act.action()),
                            false));
                }
                if (around.stalled().isEmpty()) {
                    World.Stalled stalled = new World.Stalled(act.action(), world.ledger().seq(), environment);
                    add(
                            () -> "controller " + around.controller() + " stalls with " + act.action() + ", " + other
                                    + " goes on",
                            fewer.with(
                                    new World.Around(around.trunk(), other, Optional.of(stalled), around.now())));
                }
            }
        });
    }

    private void resumes(World.Stalled stalled) {
        World.Around around = world.around();
        World free =
                world.with(new World.Around(around.trunk(), around.controller(), Optional.empty(), around.now()));
        moves.add(new Move(
                () -> "the stalled controller goes on with " + stalled.action(),
                free.perform(stalled.action(), stalled.seq()),
                Optional.of(stalled.action()),
                true));
    }

    private void hands() {
        World fewer = world.with(world.budget().lessHands());
        Set<CommitId> commits = new TreeSet<>(world.ledger().trunk().commits());
        for (int i = 0; i < world.places().size(); i++) {
            int index = i;
            Place place = world.places().get(i);
            EnvironmentName name = world.environment(i);
            for (CommitId commit : commits) {
                if (!place.tag().equals(Optional.of(commit))) {
                    add(
                            () -> "somebody moves the tag of " + name + " to " + commit.brief(),
                            fewer.with(index, place.withTag(Optional.of(commit), true)));
                }
            }
            if (place.tag().isPresent()) {
                add(
                        () -> "somebody deletes the tag of " + name,
                        fewer.with(index, place.withTag(Optional.empty(), true)));
            }
            traffic(index, place, fewer);
        }
    }

    private void traffic(int index, Place place, World fewer) {
        EnvironmentName name = world.environment(index);
        if (place.traffic().isPresent()) {
            add(
                    () -> "somebody closes the address of " + name,
                    fewer.with(index, place.withTraffic(OptionalLong.empty(), true)));
        }
        for (Release release : world.ledger().builds(Small.APP).releases()) {
            if (!place.serves().equals(Optional.of(release))) {
                add(
                        () -> "somebody starts " + release + " by hand in " + name,
                        fewer.with(
                                index, place.with(0, release, Place.UP).withTraffic(OptionalLong.of(0), true)));
            }
        }
    }

    private void people() {
        World fewer = world.with(world.budget().lessPeople());
        World.Settings settings = world.settings();
        add(
                () -> settings.isFrozen() ? "the freeze ends" : "a freeze begins",
                fewer.with(
                        new World.Settings(settings.open(), settings.frozen(), !settings.isFrozen(), settings.isBroken())));
        add(
                () -> settings.isBroken() ? "the config is mended" : "the config breaks",
                fewer.with(
                        new World.Settings(settings.open(), settings.frozen(), settings.isFrozen(), !settings.isBroken())));
        for (Command command : CommandsOf.world(world)) {
            for (PersonName person : command instanceof Command.Overturn
                    ? List.of(Small.ANN, Small.BOB)
                    : List.of(Small.ANN)) {
                if (new Commands(snapshot, person, Role.OPERATOR).answer(command) instanceof Answer.Accepted accepted
                        && !accepted.facts().isEmpty()) {
                    add(() -> person + ": " + command, fewer.asked(person, accepted.facts()));
                }
            }
        }
    }
}

package arelops.core.change;

import arelops.core.gate.Gate;
import arelops.core.id.ChangeNumber;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import arelops.core.policy.Policy;
import arelops.core.release.JobSeen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A story of changes, told step by step in a small world.
final class ChangeTale {
    static final ChangeNumber ONE = new ChangeNumber(1);
    static final ChangeNumber TWO = new ChangeNumber(2);

    private static final int PATIENCE = 200;

    private final List<ChangeAction> did = new ArrayList<>();
    private ChangeWorld world;

    private ChangeTale(ChangeWorld world) {
        this.world = world;
    }

    static ChangeTale of(ChangeScene scene) {
        return new ChangeTale(ChangeWorld.of(scene, new ChangeWorld.Budget(0, 0, 0, 0, 0)));
    }

    static ChangeTale of(int changes, Policy... rules) {
        return of(ChangeScene.of(changes, rules));
    }

    ChangeWorld world() {
        return world;
    }

    ChangeState state(ChangeNumber number) {
        return world.state(number);
    }

    ChangeDecision decision(ChangeNumber number) {
        return Optional.ofNullable(new ChangeRounds(world).decisions().get(number))
                .orElseThrow();
    }

    Optional<Gate> gate(ChangeNumber number, String id) {
        return decision(number).gates().stream()
                .filter(gate -> gate.id().equals(id))
                .findFirst();
    }

    /// What was done since the beginning.
    List<ChangeAction> did() {
        return did;
    }

    /// One look.
    ChangeTale look() {
        ChangeRounds.Look look = new ChangeRounds(world).look();
        look.did().forEach(one -> did.add(one.action()));
        world = look.after();
        return this;
    }

    /// Looks, until nothing is left to do without an answer.
    ChangeTale looks() {
        for (int i = 0; i < PATIENCE; i++) {
            ChangeWorld before = world;
            int acts = did.size();
            look();
            if (did.size() == acts && before.jobs().equals(world.jobs())) {
                return this;
            }
        }
        throw new AssertionError("it does not come to rest: " + did.subList(did.size() - 10, did.size()));
    }

    /// Looks, with every answer as it should be, until nothing is left to do.
    ChangeTale goes() {
        for (int i = 0; i < PATIENCE; i++) {
            looks();
            ChangeWorld before = world;
            for (String id : List.copyOf(world.jobs().keySet())) {
                if (world.jobs().get(id) instanceof JobSeen.Running) {
                    world = world.job(id, world.honest(id));
                }
            }
            healthy();
            if (before.equals(world)) {
                return this;
            }
        }
        throw new AssertionError("it does not come to rest");
    }

    ChangeTale healthy() {
        world.spots()
                .forEach((slot, spot) -> spot.deployments().forEach((token, feels) -> {
                    if (feels == Spot.Feels.STARTING) {
                        world = world.spot(slot, world.spot(slot).with(token, Spot.Feels.UP));
                    }
                }));
        return this;
    }

    /// All jobs whose id begins so end like this.
    ChangeTale end(String begins, JobSeen seen) {
        for (String id : List.copyOf(world.jobs().keySet())) {
            if (id.startsWith(begins) && world.jobs().get(id) instanceof JobSeen.Running) {
                world = world.job(id, seen);
            }
        }
        return this;
    }

    ChangeTale passes(String begins) {
        for (String id : List.copyOf(world.jobs().keySet())) {
            if (id.startsWith(begins) && world.jobs().get(id) instanceof JobSeen.Running) {
                world = world.job(id, world.honest(id));
            }
        }
        return this;
    }

    ChangeTale fails(String begins) {
        return end(begins, new JobSeen.Failed("exit code 1"));
    }

    boolean isRunning(String begins) {
        return world.jobs().entrySet().stream()
                .anyMatch(job -> job.getKey().startsWith(begins) && job.getValue() instanceof JobSeen.Running);
    }

    ChangeTale says(ChangeNumber number, PersonName by, ChangeCommand command) {
        world = ChangePeople.says(world, number, by, command).orElseThrow();
        return this;
    }

    ChangeTale approved(ChangeNumber number) {
        return says(
                number, ChangeScene.BOB, new ChangeCommand.Review(ChangeEvent.Verdict.APPROVED, Optional.empty(), ""));
    }

    ChangeTale wantsTest(ChangeNumber number) {
        return says(number, ChangeScene.BOB, new ChangeCommand.Test());
    }

    ChangeTale pushes(ChangeNumber number) {
        world = ChangeMoves.pushed(world, number, false);
        return this;
    }

    ChangeTale byHand() {
        world = ChangeMoves.byHand(world);
        return this;
    }

    ChangeTale ruled(int rules) {
        world = ChangeMoves.ruled(world, rules);
        return this;
    }

    ChangeTale demoted() {
        world = ChangeMoves.demoted(world);
        return this;
    }

    ChangeTale later(Duration time) {
        world = world.later(time);
        return this;
    }

    ChangeTale dies(Slot slot) {
        world.spot(slot)
                .deployments()
                .keySet()
                .forEach(token -> world = world.spot(slot, world.spot(slot).with(token, Spot.Feels.DOWN)));
        return this;
    }
}

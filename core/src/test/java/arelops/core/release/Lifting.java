package arelops.core.release;

import arelops.core.evidence.SlotState;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// L4: in a world at rest every hold, drift, bar and error has a named act that lifts it.
final class Lifting {
    private Lifting() {}

    static void check(World world, Map<Slot, Decision> decisions) {
        for (Slot place : decisions.keySet()) {
            EnvironmentName environment = place.environment();
            SlotState slot = world.state(place);
            if (slot.guard().drifted()) {
                World lifted = rested(asked(world, place.app(), Small.ANN, new Command.Repair(environment)));
                require(!lifted.state(place).guard().drifted(), "L4: repair ends a drift of " + environment);
            }
            if (slot.guard().hold().isPresent() && !slot.guard().drifted()) {
                World lifted = asked(world, place.app(), Small.ANN, new Command.Resume(environment));
                require(lifted.state(place).guard().hold().isEmpty(), "L4: resume lifts a hold");
            }
            if (slot.failover().isPresent()) {
                World lifted = asked(world, place.app(), Small.ANN, new Command.FailBack(true));
                require(
                        lifted.state(place).failover().isEmpty() || isDown(world, place),
                        "L4: failback ends a failover where the users' own environment is up");
            }
            for (Release release : world.ledger().builds(place.app()).releases()) {
                if (slot.standing().bar(release).isPresent()) {
                    World lifted = world;
                    for (PersonName person : List.of(Small.ANN, Small.BOB, Small.CAT)) {
                        lifted =
                                asked(lifted, place.app(), person, new Command.Overturn(release.commit(), environment));
                    }
                    require(
                            lifted.state(place).standing().bar(release).isEmpty(),
                            "L4: two people overturn a rejection");
                }
            }
        }
        world.ledger().openErrors().forEach(error -> {
            World lifted = world;
            for (var suspect : error.suspects()) {
                lifted = asked(
                        lifted,
                        error.slot().app(),
                        Small.ANN,
                        new Command.ClearError(error.number(), new Command.Clearing.Suspect(suspect)));
            }
            require(
                    lifted.ledger().openErrors().stream().noneMatch(other -> other.number() == error.number()),
                    "L4: clearing every suspect resolves an error");
        });
    }

    private static boolean isDown(World world, Slot slot) {
        return !(world.place(slot).seen(Set.of()).target() instanceof Seen.Target.Running running)
                || Away.down(world.state(slot), running, "it").isPresent();
    }

    private static World asked(World world, AppName app, PersonName person, Command command) {
        return new Commands(world.snapshot(app), person, Role.OPERATOR).answer(command)
                        instanceof Answer.Accepted accepted
                ? world.asked(person, accepted.facts())
                : world;
    }

    private static World rested(World from) {
        World world = from;
        for (int i = 0; i < 100; i++) {
            Cooperation.Step step = Cooperation.next(world);
            if (step.after().isEmpty()) {
                return world;
            }
            world = step.after().get();
        }
        throw new Invariants.Broken("L1: it does not come to rest after a person's act");
    }

    private static void require(boolean holds, String law) {
        Invariants.require(holds, law);
    }
}

package arelops.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// S1-S12, L1, L2 and L4 along seeded random walks through wider worlds.
class LineRandomWalkTest {
    private static final boolean LONG = Boolean.getBoolean("arelops.long");
    private static final int WALKS = LONG ? 20_000 : 200;
    private static final int STEPS = 300;
    private static final int COMMITS = 8;
    private static final int REMEMBERED = 60;
    private static final long SEED = Long.getLong("arelops.seed", 20_260_601L);

    @Test
    void the_laws_hold_along_random_walks_in_wider_worlds() {
        Map<String, Integer> seen = new TreeMap<>();
        for (int i = 0; i < WALKS; i++) {
            walk(SEED + i, seen);
        }
        System.out.println(WALKS + " walks of " + STEPS + " steps; facts and acts " + seen);

        assertThat(seen)
                .as("the walks go everywhere")
                .containsKeys(
                        "Settled",
                        "Rejected",
                        "Failed",
                        "Withdrawn",
                        "Moved",
                        "Drifted",
                        "Repaired",
                        "Held",
                        "Verified",
                        "FinishMove",
                        "RepairTag",
                        "CanaryStarted",
                        "CanaryJudged",
                        "Try",
                        "Switch",
                        "Stop",
                        "Rollback",
                        "Adopt",
                        "Overturn",
                        "Repair",
                        "AcceptTrunk",
                        "ClearError",
                        "Promote",
                        "Resume",
                        "FailOver",
                        "FailBack",
                        "Redirect",
                        "Warmed");
    }

    private static void count(World before, Moves.Move move, Map<String, Integer> seen) {
        move.action()
                .flatMap(Invariants::recorded)
                .ifPresent(fact -> seen.merge(fact.getClass().getSimpleName(), 1, Integer::sum));
        move.action().ifPresent(action -> seen.merge(action.getClass().getSimpleName(), 1, Integer::sum));
        if (move.action().isEmpty()
                && before.ledger().seq() < move.after().ledger().seq()) {
            seen.merge(move.label().get().replaceAll("^@\\w+: (\\w+).*|.*", "$1"), 1, Integer::sum);
        }
    }

    private static void walk(long seed, Map<String, Integer> seen) {
        SplittableRandom random = new SplittableRandom(seed);
        ArrayDeque<String> trace = new ArrayDeque<>();
        World world = Moves.of(
                        World.genesis(new Wide(random).policy(), new World.Budget(1_000, 1_000, 1_000, 1_000, COMMITS)))
                .some(Moves.Kind.INTAKE)
                .getFirst()
                .after();
        try {
            for (int step = 0; step < STEPS; step++) {
                Moves of = Moves.of(world);
                Invariants.ofState(world, of.decisions());
                Invariants.undeterred(world, of.decisions());
                if (step % 50 == 49) {
                    comesToRest(world);
                }
                List<Moves.Move> moves = happenings(random, world, of);
                if (!moves.isEmpty()) {
                    Moves.Move move = moves.get(random.nextInt(moves.size()));
                    trace.add(move.label().get());
                    if (trace.size() > REMEMBERED) {
                        trace.remove();
                    }
                    Invariants.ofStep(world, move);
                    count(world, move, seen);
                    world = move.after();
                }
            }
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + ": " + e.getMessage() + "\n  " + String.join("\n  ", trace) + "\n  in "
                            + Explorer.describe(world),
                    e);
        }
    }

    /// Mostly the line goes on; now and then something happens to it.
    private static List<Moves.Move> happenings(SplittableRandom random, World world, Moves of) {
        int draw = random.nextInt(1_000);
        if (draw >= 150) {
            return onward(random, world, of);
        }
        if (draw < 40) {
            return of.drawn(random);
        }
        return of.some(
                draw < 70
                        ? Moves.Kind.ANSWER
                        : draw < 90
                                ? Moves.Kind.FAULT
                                : draw < 98
                                        ? Moves.Kind.HAND
                                        : draw < 100
                                                ? Moves.Kind.PERSON
                                                : draw < 105 && world.budget().commits() > 0
                                                        ? Moves.Kind.COMMIT
                                                        : draw < 125 ? Moves.Kind.TIME : Moves.Kind.INTAKE);
    }

    private static List<Moves.Move> onward(SplittableRandom random, World world, Moves of) {
        List<Moves.Move> looks = of.some(Moves.Kind.LOOK);
        if (!looks.isEmpty() && random.nextInt(8) > 0) {
            return looks;
        }
        Cooperation.Step step = Cooperation.next(world);
        if (step.after().isPresent()) {
            return List.of(new Moves.Move(step::label, step.after().get(), Optional.empty(), false));
        }
        List<Moves.Move> intake = Moves.of(world).some(Moves.Kind.INTAKE);
        boolean more = world.budget().commits() > 0 && random.nextInt(6) == 0;
        if (!intake.isEmpty()) {
            return intake;
        }
        return more ? Moves.of(world).some(Moves.Kind.COMMIT) : Moves.of(world).drawn(random);
    }

    private static void comesToRest(World from) {
        World world = from;
        for (int i = 0; i < 600; i++) {
            Cooperation.Step step = Cooperation.next(world);
            if (step.after().isEmpty()) {
                Invariants.atRest(world, step.decisions());
                Lifting.check(world, step.decisions());
                return;
            }
            world = step.after().get();
        }
        throw new Invariants.Broken("L1: it does not come to rest; at last " + Explorer.describe(world));
    }
}

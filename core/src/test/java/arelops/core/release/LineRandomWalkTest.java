package arelops.core.release;

import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// S1-S12, L1, L2 and L4 along seeded random walks through wider worlds.
class LineRandomWalkTest {
    private static final boolean LONG = Boolean.getBoolean("arelops.long");
    private static final int WALKS = LONG ? 20_000 : 220;
    private static final int STEPS = 300;
    private static final int COMMITS = 8;
    private static final int REMEMBERED = 60;
    private static final long SEED = Long.getLong("arelops.seed", 20_260_601L);

    @Test
    void the_laws_hold_along_random_walks_in_wider_worlds() {
        for (int i = 0; i < WALKS; i++) {
            walk(SEED + i);
        }
    }

    private static void walk(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ArrayDeque<String> trace = new ArrayDeque<>();
        World world = Moves.of(World.genesis(
                        new Wide(random).policy(), new World.Budget(1_000, 1_000, 1_000, 1_000, COMMITS)))
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
                List<Moves.Move> moves = of.some(kind(random, world));
                if (!moves.isEmpty()) {
                    Moves.Move move = moves.get(random.nextInt(moves.size()));
                    trace.add(move.label().get());
                    if (trace.size() > REMEMBERED) {
                        trace.remove();
                    }
                    Invariants.ofStep(world, move);
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

    private static Moves.Kind kind(SplittableRandom random, World world) {
        int draw = random.nextInt(100);
        if (draw < 45) {
            return Moves.Kind.LOOK;
        }
        if (draw < 75) {
            return Moves.Kind.ANSWER;
        }
        if (draw < 85) {
            return Moves.Kind.INTAKE;
        }
        if (draw < 88) {
            return world.budget().commits() > 0 ? Moves.Kind.COMMIT : Moves.Kind.INTAKE;
        }
        if (draw < 91) {
            return Moves.Kind.FAULT;
        }
        if (draw < 92) {
            return Moves.Kind.HAND;
        }
        return draw < 96 ? Moves.Kind.PERSON : Moves.Kind.TIME;
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

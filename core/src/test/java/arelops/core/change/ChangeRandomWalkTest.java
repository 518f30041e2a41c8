package arelops.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.change.ChangeMoves.Kind;
import arelops.core.change.ChangeMoves.Move;
import arelops.core.id.ChangeNumber;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The laws of changes along seeded random walks through wider worlds.
class ChangeRandomWalkTest {
    private static final boolean LONG = Boolean.getBoolean("arelops.long");
    private static final int WALKS = LONG ? 20_000 : Integer.getInteger("arelops.walks", 150);
    private static final int STEPS = 200;
    private static final int REMEMBERED = 80;
    private static final long SEED = Long.getLong("arelops.seed", 20_260_601L);

    /// What seldom happens is walked for until it does, so many walks at most.
    private static final int MOST = 1_500;

    private static final List<String> EVERYWHERE = List.of(
            "Closed",
            "Conflicted",
            "Ejected",
            "HeadMoved",
            "Landed",
            "OnTarget",
            "Queued",
            "Reopened",
            "Reviewed",
            "RunAllowed",
            "SignedOff",
            "TestGone",
            "TestOver",
            "TestRaised",
            "TestServes",
            "TestWanted",
            "Tried",
            "Voided");

    @Test
    @DisplayName("GATE-4: the laws of changes hold along random walks: modules, several checks, strangers, other rules")
    void the_laws_hold_along_random_walks() {
        Map<String, Integer> seen = new TreeMap<>();
        int walk = 0;
        while (walk < WALKS || (walk < MOST && !seen.keySet().containsAll(EVERYWHERE))) {
            walk(SEED + walk, seen);
            walk++;
        }
        System.out.println(walk + " walks of " + STEPS + " steps; acts and events " + seen);

        assertThat(seen).as("the walks go everywhere").containsKeys(EVERYWHERE.toArray(String[]::new));
    }

    static void walk(long seed, Map<String, Integer> seen) {
        SplittableRandom random = new SplittableRandom(seed);
        ArrayDeque<String> trace = new ArrayDeque<>();
        ChangeWorld world = new WideChanges(random).world();
        try {
            for (int step = 0; step < STEPS; step++) {
                ChangeRounds round = new ChangeRounds(world);
                ChangeLaws.ofState(round);
                ChangeLaws.isRepeatable(round);
                if (step % 50 == 49) {
                    ChangeExplorer.ending(round, new HashSet<>());
                }
                List<Move> moves = drawn(random, round);
                if (moves.isEmpty()) {
                    continue;
                }
                Move move = moves.get(random.nextInt(moves.size()));
                trace.add(move.label().get());
                if (trace.size() > REMEMBERED) {
                    trace.remove();
                }
                ChangeLaws.ofStep(round, move);
                move.did().forEach(did -> seen.merge(did.action().getClass().getSimpleName(), 1, Integer::sum));
                world = move.after();
            }
            for (ChangeWorld.Proposed change : world.changes().values()) {
                change.history()
                        .entries()
                        .forEach(entry -> seen.merge(entry.event().getClass().getSimpleName(), 1, Integer::sum));
                assertThat(ChangeHistory.parse(change.history().lines())).isEqualTo(change.history());
            }
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + ": " + e.getMessage() + "\n  " + String.join("\n  ", trace) + "\n  in "
                            + ChangeExplorer.describe(world),
                    e);
        }
    }

    /// Mostly things go on well; now and then something happens to them.
    private static List<Move> drawn(SplittableRandom random, ChangeRounds round) {
        int draw = random.nextInt(1_000);
        if (draw < 800) {
            return onward(random, round);
        }
        Kind kind = draw < 900
                ? Kind.BAD
                : draw < 930
                        ? Kind.FAULT
                        : draw < 965 ? Kind.PERSON : draw < 975 ? Kind.PUSH : draw < 985 ? Kind.OTHER : Kind.TIME;
        List<Move> some = new ArrayList<>(of(round, kind));
        if (kind == Kind.PERSON && random.nextInt(6) == 0) {
            ChangeNumber number =
                    new ChangeNumber(1 + random.nextInt(round.world().changes().size()));
            WideChanges.retitled(round.world(), number, "Title " + draw)
                    .ifPresent(after -> some.add(new Move(() -> "retitle " + number, Kind.PERSON, after, List.of())));
        }
        return some;
    }

    private static List<Move> onward(SplittableRandom random, ChangeRounds round) {
        List<Move> looks = of(round, Kind.LOOK);
        List<Move> answers = of(round, Kind.ANSWER);
        if (!looks.isEmpty() && (answers.isEmpty() || random.nextInt(4) > 0)) {
            return looks;
        }
        return answers.isEmpty()
                ? ChangeCooperation.next(round)
                        .after()
                        .map(after -> List.of(new Move(() -> "what is asked for", Kind.PERSON, after, List.of())))
                        .orElse(List.of())
                : answers;
    }

    private static List<Move> of(ChangeRounds round, Kind kind) {
        return ChangeMoves.of(round).stream()
                .filter(move -> move.kind() == kind)
                .sorted(Comparator.comparing((Move move) -> move.label().get()))
                .toList();
    }
}

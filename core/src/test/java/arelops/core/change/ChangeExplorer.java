package arelops.core.change;

import arelops.core.change.ChangeMoves.Move;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Breadth first over every state that a small world can reach, each law checked at each state and step.
final class ChangeExplorer {
    private static final int PATIENCE = 600;
    private static final int REPEATED = 16;

    private final ChangeWorld root;
    private final int limit;
    private final Map<ChangeKey, Integer> ids = new HashMap<>();
    private final List<int[]> parents = new ArrayList<>();
    private final Set<ChangeKey> ending = new HashSet<>();
    private long transitions;
    private int ends;

    ChangeExplorer(ChangeWorld root, int limit) {
        this.root = root;
        this.limit = limit;
    }

    /// What was seen. `complete` tells that no state was left out.
    record Result(int states, long transitions, int ends, boolean complete) {}

    Result explore() {
        record Waiting(int id, ChangeWorld world) {}
        ArrayDeque<Waiting> queue = new ArrayDeque<>();
        ids.put(ChangeKey.of(root), 0);
        parents.add(new int[] {-1, -1});
        queue.add(new Waiting(0, root));
        while (!queue.isEmpty() && ids.size() < limit) {
            Waiting next = queue.remove();
            List<Move> moves = List.of();
            int number = -1;
            try {
                ChangeRounds round = new ChangeRounds(next.world);
                ChangeLaws.ofState(round);
                if (next.id % REPEATED == 0) {
                    ChangeLaws.isRepeatable(round);
                }
                ends(round);
                moves = ChangeMoves.of(round);
                for (number = 0; number < moves.size(); number++) {
                    Move move = moves.get(number);
                    transitions++;
                    ChangeLaws.ofStep(round, move);
                    if (ids.putIfAbsent(ChangeKey.of(move.after()), ids.size()) == null) {
                        parents.add(new int[] {next.id, number});
                        queue.add(new Waiting(parents.size() - 1, move.after()));
                    }
                }
            } catch (RuntimeException e) {
                String last = number >= 0 && number < moves.size()
                        ? "\n  then " + moves.get(number).label().get()
                        : "";
                throw new AssertionError(
                        e.getMessage() + "\n" + trace(next.id) + last + "\n  in " + describe(next.world), e);
            }
        }
        return new Result(ids.size(), transitions, ends, queue.isEmpty());
    }

    /// L1, L4: with ports that answer well and people who do what they are asked for, everything lands, and nothing is
    /// left of any TEST.
    private void ends(ChangeRounds from) {
        ends += ending(from, ending) ? 1 : 0;
    }

    /// Whether an end was seen that was not seen before.
    static boolean ending(ChangeRounds from, Set<ChangeKey> known) {
        Set<ChangeKey> path = new HashSet<>();
        List<String> steps = new ArrayList<>();
        ChangeRounds round = from;
        ChangeKey key = ChangeKey.of(from.world());
        while (known.add(key)) {
            path.add(key);
            ChangeCooperation.Step step = next(round, steps);
            if (step.after().isEmpty()) {
                ChangeLaws.hold(
                        ChangeCooperation.isDone(round.world()),
                        "L1: it comes to no end:" + told(steps) + "\n  in " + describe(round.world()));
                ChangeLaws.atRest(round.world());
                return true;
            }
            steps.add(step.label());
            ChangeLaws.hold(steps.size() < PATIENCE, "L1: it comes to no end:" + told(steps));
            ChangeWorld after = step.after().get();
            key = ChangeKey.of(after);
            if (!known.contains(key)) {
                round = new ChangeRounds(after);
            }
        }
        ChangeLaws.hold(!path.contains(key), "L1: it goes in a circle:" + told(steps));
        return false;
    }

    private static ChangeCooperation.Step next(ChangeRounds round, List<String> steps) {
        try {
            return ChangeCooperation.next(round);
        } catch (RuntimeException e) {
            throw new ChangeLaws.Broken(
                    e.getMessage() + "\n    after" + told(steps) + "\n    in " + describe(round.world()), e);
        }
    }

    private static String told(List<String> steps) {
        return "\n    " + String.join("\n    ", steps);
    }

    private String trace(int id) {
        List<Integer> path = new ArrayList<>();
        for (int at = id; at > 0; at = parents.get(at)[0]) {
            path.add(parents.get(at)[1]);
        }
        Collections.reverse(path);
        StringBuilder out = new StringBuilder();
        ChangeWorld world = root;
        for (int number : path) {
            Move move = ChangeMoves.of(new ChangeRounds(world)).get(number);
            out.append("\n  ").append(move.label().get());
            world = move.after();
        }
        return out.toString();
    }

    static String describe(ChangeWorld world) {
        StringBuilder out = new StringBuilder(world.around().toString())
                .append("\n  trunk ")
                .append(world.trunk());
        world.changes()
                .forEach((number, change) -> out.append("\n    ")
                        .append(number)
                        .append(": branch ")
                        .append(change.branch().commit())
                        .append(" head ")
                        .append(change.state().commit())
                        .append(change.state().words().draft() ? " draft " : " ")
                        .append(change.state().votes())
                        .append("\n      ")
                        .append(change.state().work()));
        out.append("\n  jobs ")
                .append(world.jobs())
                .append("\n  spots ")
                .append(world.spots())
                .append(" tags ")
                .append(world.tags());
        try {
            out.append("\n  decides ").append(new ChangeRounds(world).decisions());
        } catch (RuntimeException e) {
            out.append("\n  decides ").append(e);
        }
        return out.toString()
                .replaceAll("0{20,}", "")
                .replaceAll(", since=[0-9T:Z.-]+", "")
                .replaceAll("reading=Reading\\[[^]]*\\], |sha256:[0-9a-f]{64}|at=[0-9T:Z.-]+, ", "")
                .replaceAll("([0-9a-f]{7})[0-9a-f]{33}", "$1");
    }
}

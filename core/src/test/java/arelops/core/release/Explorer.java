package arelops.core.release;

import arelops.core.id.Slot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Breadth-first over every state that can be reached, each law checked at each state and step.
final class Explorer {
    private static final int PATIENCE = 400;

    private final World root;
    private final int limit;
    private final Map<Key, Integer> ids = new HashMap<>();
    private final List<int[]> parents = new ArrayList<>();
    private final Set<Key> resting = new HashSet<>();
    private long transitions;
    private int rests;

    Explorer(World root, int limit) {
        this.root = root;
        this.limit = limit;
    }

    /// What was seen. `complete` tells that no state was left out.
    record Result(int states, long transitions, int rests, boolean complete) {}

    Result explore() {
        record Waiting(int id, World world) {}
        ArrayDeque<Waiting> queue = new ArrayDeque<>();
        ids.put(Key.of(root), 0);
        parents.add(new int[] {-1, -1});
        queue.add(new Waiting(0, root));
        while (!queue.isEmpty() && ids.size() < limit) {
            Waiting next = queue.remove();
            List<Moves.Move> moves = List.of();
            int number = -1;
            try {
                Moves of = Moves.of(next.world);
                Invariants.ofState(next.world, of.decisions());
                Invariants.undeterred(next.world, of.decisions());
                comesToRest(next.world, of.decisions());
                moves = of.all();
                for (number = 0; number < moves.size(); number++) {
                    Moves.Move move = moves.get(number);
                    transitions++;
                    Invariants.ofStep(next.world, move);
                    Key key = Key.of(move.after());
                    if (ids.putIfAbsent(key, ids.size()) == null) {
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
        return new Result(ids.size(), transitions, rests, queue.isEmpty());
    }

    /// L1: with ports that answer well and nothing new happening, looks alone bring every environment to a wait.
    private void comesToRest(World from, Map<Slot, Decision> decisions) {
        List<Key> path = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        World world = from;
        Map<Slot, Decision> known = decisions;
        while (true) {
            Key key = Key.of(world);
            if (!resting.add(key)) {
                Invariants.require(!path.contains(key), "L1: it goes in a circle: " + steps);
                return;
            }
            path.add(key);
            Cooperation.Step step = Cooperation.next(world, known);
            if (step.after().isEmpty()) {
                rests++;
                Invariants.atRest(world, step.decisions());
                Lifting.check(world, step.decisions());
                return;
            }
            steps.add(step.label());
            Invariants.require(steps.size() < PATIENCE, "L1: it does not come to rest: " + steps);
            world = step.after().get();
            known = world.decisions();
        }
    }

    private String trace(int id) {
        List<Integer> path = new ArrayList<>();
        for (int at = id; at > 0; at = parents.get(at)[0]) {
            path.add(parents.get(at)[1]);
        }
        Collections.reverse(path);
        StringBuilder out = new StringBuilder();
        World world = root;
        for (int number : path) {
            Moves.Move move = Moves.of(world).all().get(number);
            out.append("\n  ").append(move.label().get());
            world = move.after();
        }
        return out.toString();
    }

    static String describe(World world) {
        StringBuilder out = new StringBuilder("controller " + world.around().controller());
        world.decisions()
                .forEach((slot, decision) -> out.append("\n    ")
                        .append(slot)
                        .append(": ")
                        .append(decision)
                        .append("\n      ledger ")
                        .append(world.state(slot))
                        .append("\n      place  ")
                        .append(world.place(slot)));
        return out.toString()
                .replaceAll("0{20,}", "")
                .replaceAll(", since=[0-9T:Z-]+", "")
                .replaceAll("judging-3[^,\\]]*", "what it knows");
    }
}

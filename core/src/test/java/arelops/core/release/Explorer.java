package arelops.core.release;

import arelops.core.id.Slot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Breadth-first over every state that can be reached, each law checked at each state and step.
final class Explorer {
    private static final int PATIENCE = 400;

    private final World root;
    private final int limit;
    private final Map<Key, Integer> ids = new HashMap<>();
    private final List<int[]> parents = new ArrayList<>();
    private final Set<Key> resting = new HashSet<>();
    private final Map<Key, Key> onward = new HashMap<>();
    private long transitions;
    private int rests;

    Explorer(World root, int limit) {
        this.root = root;
        this.limit = limit;
    }

    /// What was seen. `complete` tells that no state was left out.
    record Result(int states, long transitions, int rests, boolean complete) {}

    private record Waiting(int id, Key key, World world) {}

    Result explore() {
        ArrayDeque<Waiting> queue = new ArrayDeque<>();
        Key first = Key.of(root);
        ids.put(first, 0);
        parents.add(new int[] {-1, -1});
        queue.add(new Waiting(0, first, root));
        while (!queue.isEmpty() && ids.size() < limit) {
            Waiting next = queue.remove();
            List<Moves.Move> moves = List.of();
            int number = -1;
            try {
                Moves of = Moves.of(next.world);
                Invariants.ofState(next.world, of.decisions());
                Invariants.undeterred(next.world, of.decisions());
                moves = of.all();
                for (number = 0; number < moves.size(); number++) {
                    Moves.Move move = moves.get(number);
                    transitions++;
                    Invariants.ofStep(next.world, move);
                    Key key = Key.of(move.after());
                    if (ids.putIfAbsent(key, ids.size()) == null) {
                        parents.add(new int[] {next.id, number});
                        queue.add(new Waiting(parents.size() - 1, key, move.after()));
                    }
                }
                number = -1;
                comesToRest(next.world, next.key, of.decisions());
            } catch (RuntimeException e) {
                String last = number >= 0 && number < moves.size()
                        ? "\n  then " + moves.get(number).label().get()
                        : "";
                throw broken(e, next, last);
            }
        }
        boolean complete = queue.isEmpty();
        queue.forEach(next -> ids.remove(next.key));
        for (Waiting next : queue) {
            try {
                comesToRest(next.world, next.key, next.world.decisions());
            } catch (RuntimeException e) {
                throw broken(e, next, "");
            }
        }
        ends();
        return new Result(parents.size(), transitions, rests, complete);
    }

    private AssertionError broken(RuntimeException e, Waiting at, String last) {
        return new AssertionError(e.getMessage() + "\n" + trace(at.id) + last + "\n  in " + describe(at.world), e);
    }

    /// L1: with ports that answer well and nothing new happening, looks alone bring every environment to a wait.
    /// A world that the search reaches by itself goes on when it is its turn.
    private void comesToRest(World from, Key name, Map<Slot, Decision> decisions) {
        World world = from;
        Key key = name;
        Map<Slot, Decision> known = decisions;
        for (int steps = 0; resting.add(key); steps++) {
            Cooperation.Step step = Cooperation.next(world, known);
            if (step.after().isEmpty()) {
                rests++;
                Invariants.atRest(world, step.decisions());
                Lifting.check(world, step.decisions());
                return;
            }
            Invariants.require(steps < PATIENCE, "L1: it does not come to rest");
            world = step.after().get();
            Key next = Key.of(world);
            onward.put(key, next);
            if (ids.containsKey(next)) {
                return;
            }
            key = next;
            known = world.decisions();
        }
    }

    /// L1: no world goes on for ever, in a circle or otherwise, wherever on its way it was looked at.
    private void ends() {
        Map<Key, Integer> lengths = new HashMap<>();
        for (Key start : onward.keySet()) {
            List<Key> path = new ArrayList<>();
            Key key = start;
            for (; onward.containsKey(key) && !lengths.containsKey(key); key = onward.get(key)) {
                path.add(key);
                if (path.size() > onward.size()) {
                    throw new AssertionError("L1: it goes in a circle: " + way(path));
                }
            }
            int length = lengths.getOrDefault(key, 0);
            for (Key each : path.reversed()) {
                lengths.put(each, ++length);
            }
            if (length > PATIENCE) {
                throw new AssertionError("L1: it does not come to rest: " + way(path));
            }
        }
    }

    /// How the first of these is reached that the search has reached, and what it does then.
    private String way(List<Key> path) {
        int id =
                path.stream().map(ids::get).filter(Objects::nonNull).findFirst().orElse(0);
        World world = reached(id, new StringBuilder());
        List<String> steps = new ArrayList<>();
        for (Cooperation.Step step = Cooperation.next(world);
                step.after().isPresent() && steps.size() < PATIENCE;
                step = Cooperation.next(step.after().get())) {
            steps.add(step.label());
        }
        return steps + trace(id) + "\n  in " + describe(world);
    }

    private String trace(int id) {
        StringBuilder out = new StringBuilder();
        reached(id, out);
        return out.toString();
    }

    private World reached(int id, StringBuilder out) {
        List<Integer> path = new ArrayList<>();
        for (int at = id; at > 0; at = parents.get(at)[0]) {
            path.add(parents.get(at)[1]);
        }
        Collections.reverse(path);
        World world = root;
        for (int number : path) {
            Moves.Move move = Moves.of(world).all().get(number);
            out.append("\n  ").append(move.label().get());
            world = move.after();
        }
        return world;
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

package arelops.core.difference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;

/// Where two JSON values differ. Places have no indexes: equal elements of two arrays belong together
/// wherever they stand, then those with the same key, then the rest in their order.
final class TreeComparison {
    private static final int LONGEST_PLACE = 200;
    private static final int LONGEST_NAME = 60;

    /// Members by which an element of an array is known again, the first that it has.
    private static final List<Long> KEYS = List.of(
            JsonScan.nameHash("id"),
            JsonScan.nameHash("uuid"),
            JsonScan.nameHash("sku"),
            JsonScan.nameHash("key"),
            JsonScan.nameHash("code"),
            JsonScan.nameHash("slug"),
            JsonScan.nameHash("name"));

    private final JsonTree base;
    private final JsonTree other;
    private final Differences out;
    private final StringBuilder place = new StringBuilder("$");

    TreeComparison(JsonTree base, JsonTree other, Differences out) {
        this.base = base;
        this.other = other;
        this.out = out;
    }

    /// Compares all.
    void compare() {
        compare(0, 0);
    }

    private void compare(int one, int two) {
        if (base.hash(one) == other.hash(two)) {
            return;
        }
        JsonTree.Kind kind = base.kind(one);
        if (kind != other.kind(two)) {
            out.differ(Aspect.KIND, place, () -> base.sample(one), () -> other.sample(two));
        } else if (kind == JsonTree.Kind.OBJECT) {
            members(one, two);
        } else if (kind == JsonTree.Kind.ARRAY) {
            elements(one, two);
        } else {
            Aspect aspect = kind == JsonTree.Kind.TEXT || kind == JsonTree.Kind.NUMBER
                    ? ofTexts(base.value(one), other.value(two), kind == JsonTree.Kind.NUMBER)
                    : Aspect.VALUE;
            out.differ(aspect, place, () -> base.sample(one), () -> other.sample(two));
        }
    }

    /// In what way two different texts differ.
    static Aspect ofTexts(String one, String two, boolean numbers) {
        Form form = Form.of(one);
        if (form == Form.of(two)) {
            return form.moves() ? Aspect.MOVING : Aspect.VALUE;
        }
        return numbers ? Aspect.VALUE : Aspect.KIND;
    }

    private void members(int one, int two) {
        int mine = base.first(one);
        int theirs = other.first(two);
        while (mine < base.after(one) && theirs < other.after(two) && base.name(mine) == other.name(theirs)) {
            member(mine, theirs);
            mine = base.after(mine);
            theirs = other.after(theirs);
        }
        Map<Long, Integer> rest = new LinkedHashMap<>();
        for (; theirs < other.after(two); theirs = other.after(theirs)) {
            rest.putIfAbsent(other.name(theirs), theirs);
        }
        for (; mine < base.after(one); mine = base.after(mine)) {
            int same = rest.getOrDefault(base.name(mine), -1);
            if (same >= 0) {
                rest.remove(base.name(mine));
                member(mine, same);
            } else {
                int length = enter(base.nameText(mine));
                missing(mine);
                place.setLength(length);
            }
        }
        for (int added : rest.values()) {
            int length = enter(other.nameText(added));
            added(added);
            place.setLength(length);
        }
    }

    private void member(int one, int two) {
        if (base.hash(one) != other.hash(two)) {
            int length = enter(base.nameText(one));
            compare(one, two);
            place.setLength(length);
        }
    }

    private void elements(int one, int two) {
        List<Integer> mine = new ArrayList<>();
        List<Integer> theirs = new ArrayList<>();
        boolean some = unequal(one, two, mine, theirs);
        int length = place.length();
        place.append(place.length() < LONGEST_PLACE ? "[]" : "");
        some |= pairEqual(mine, theirs, base::hash, other::hash);
        Map<Long, Deque<Integer>> keyed = new HashMap<>();
        theirs.forEach(element -> keyed.computeIfAbsent(key(other, element), _ -> new ArrayDeque<>())
                .add(element));
        keyed.remove(0L);
        List<Integer> unknown = new ArrayList<>();
        Set<Integer> matched = new HashSet<>();
        for (int element : mine) {
            Deque<Integer> same = keyed.getOrDefault(key(base, element), new ArrayDeque<>());
            if (same.isEmpty()) {
                unknown.add(element);
            } else {
                some = true;
                int match = same.remove();
                matched.add(match);
                compare(element, match);
            }
        }
        theirs.removeIf(matched::contains);
        rest(unknown, theirs, some);
        place.setLength(length);
    }

    /// Those that do not stand where an equal one does; whether any does.
    private boolean unequal(int one, int two, List<Integer> mine, List<Integer> theirs) {
        int left = base.first(one);
        int right = other.first(two);
        boolean some = false;
        while (left < base.after(one) || right < other.after(two)) {
            boolean hasLeft = left < base.after(one);
            boolean hasRight = right < other.after(two);
            if (hasLeft && hasRight && base.hash(left) == other.hash(right)) {
                some = true;
            } else {
                if (hasLeft) {
                    mine.add(left);
                }
                if (hasRight) {
                    theirs.add(right);
                }
            }
            left = hasLeft ? base.after(left) : left;
            right = hasRight ? other.after(right) : right;
        }
        return some;
    }

    private static boolean pairEqual(
            List<Integer> mine, List<Integer> theirs, IntToLongFunction ofMine, IntToLongFunction ofTheirs) {
        Map<Long, Integer> counts = new HashMap<>();
        theirs.forEach(element -> counts.merge(ofTheirs.applyAsLong(element), 1, Integer::sum));
        Map<Long, Integer> paired = new HashMap<>();
        boolean some = mine.removeIf(element -> {
            long hash = ofMine.applyAsLong(element);
            boolean found = paired.getOrDefault(hash, 0) < counts.getOrDefault(hash, 0);
            if (found) {
                paired.merge(hash, 1, Integer::sum);
            }
            return found;
        });
        theirs.removeIf(element -> paired.merge(ofTheirs.applyAsLong(element), -1, Integer::sum) >= 0);
        return some;
    }

    /// Elements with a key of their own are missing or new; unless the arrays have nothing in common,
    /// then their keys are new each time.
    private void rest(List<Integer> mine, List<Integer> theirs, boolean some) {
        List<Integer> left = new ArrayList<>(mine);
        List<Integer> right = new ArrayList<>(theirs);
        if (some) {
            left.removeIf(element -> key(base, element) != 0);
            right.removeIf(element -> key(other, element) != 0);
            mine.stream().filter(element -> key(base, element) != 0).forEach(this::missing);
            theirs.stream().filter(element -> key(other, element) != 0).forEach(this::added);
        }
        int both = Math.min(left.size(), right.size());
        for (int i = 0; i < both; i++) {
            compare(left.get(i), right.get(i));
        }
        left.subList(both, left.size()).forEach(this::missing);
        right.subList(both, right.size()).forEach(this::added);
    }

    private void missing(int node) {
        out.differ(Aspect.MISSING, place, () -> base.sample(node), TreeComparison::nothing);
    }

    private void added(int node) {
        out.differ(Aspect.NEW, place, TreeComparison::nothing, () -> other.sample(node));
    }

    /// What an element is known by; 0 if by nothing.
    private static long key(JsonTree tree, int element) {
        if (tree.kind(element) != JsonTree.Kind.OBJECT) {
            return 0;
        }
        int best = KEYS.size();
        long key = 0;
        for (int member = tree.first(element); member < tree.after(element); member = tree.after(member)) {
            int rank = KEYS.indexOf(tree.name(member));
            if (rank >= 0 && rank < best && !tree.kind(member).isTree()) {
                best = rank;
                key = JsonScan.mix(tree.hash(member) + rank);
            }
        }
        return key;
    }

    /// Goes into a member, and says where the place ended before.
    private int enter(String name) {
        int length = place.length();
        if (length >= LONGEST_PLACE) {
            return length;
        }
        if (Form.isId(name)) {
            place.append(".{}");
        } else {
            place.append('.').append(name, 0, Math.min(name.length(), LONGEST_NAME));
        }
        return length;
    }

    private static String nothing() {
        return "";
    }
}

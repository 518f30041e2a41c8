package arelops.core.evidence;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Changed copies of sorted collections that nobody changes.
final class Sorted {
    private Sorted() {}

    static <K extends Comparable<K>, V> SortedMap<K, V> copy(SortedMap<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    static <K extends Comparable<K>, V> SortedMap<K, V> with(SortedMap<K, V> map, K key, V value) {
        TreeMap<K, V> out = new TreeMap<>(map);
        out.put(key, value);
        return out;
    }

    static <K extends Comparable<K>, V> SortedMap<K, V> without(SortedMap<K, V> map, K key) {
        TreeMap<K, V> out = new TreeMap<>(map);
        out.remove(key);
        return out;
    }

    static <K extends Comparable<K>, V> SortedMap<K, V> changed(
            SortedMap<K, V> map, K key, V first, UnaryOperator<V> change) {
        @Nullable V old = map.get(key);
        return with(map, key, change.apply(old == null ? first : old));
    }

    static <T extends Comparable<T>> SortedSet<T> with(SortedSet<T> set, T item) {
        TreeSet<T> out = new TreeSet<>(set);
        out.add(item);
        return Collections.unmodifiableSortedSet(out);
    }

    static <T extends Comparable<T>> SortedSet<T> without(SortedSet<T> set, T item) {
        TreeSet<T> out = new TreeSet<>(set);
        out.remove(item);
        return Collections.unmodifiableSortedSet(out);
    }
}

package arelops.app.reconcile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// What was found out, for those asked about last. Looks and people's commands ask at the same time.
final class Remembered<K, V> {
    private final Map<K, V> values;

    /// @param most so many are remembered
    Remembered(int most) {
        this.values = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /// What is remembered, or else is found out now: the others wait for it.
    synchronized V of(K key, Function<K, V> find) {
        return values.computeIfAbsent(key, find);
    }

    synchronized int size() {
        return values.size();
    }
}

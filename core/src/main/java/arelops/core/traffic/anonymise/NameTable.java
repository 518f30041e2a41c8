package arelops.core.traffic.anonymise;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Values by names for which case, `-` and `_` do not count.
final class NameTable<V> {
    private final List<V> values = new ArrayList<>();
    private long[] keys = new long[16];
    private int[] places = new int[16];

    /// A name as a number, which is not negative.
    static long hash(byte[] in, int from, int to) {
        long hash = 0x51_7cc1b7_2722_0a95L;
        for (int i = from; i < to; i++) {
            byte c = in[i];
            if (c != '-' && c != '_') {
                hash = (hash ^ Ascii.lower(c)) * 0x9E3779B97F4A7C15L;
            }
        }
        return (hash ^ hash >>> 31) >>> 1;
    }

    static long hash(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return hash(bytes, 0, bytes.length);
    }

    V get(long hash, V otherwise) {
        int mask = keys.length - 1;
        for (int i = (int) hash & mask; places[i] != 0; i = i + 1 & mask) {
            if (keys[i] == hash) {
                return values.get(places[i] - 1);
            }
        }
        return otherwise;
    }

    V computeIfAbsent(long hash, Supplier<V> make) {
        int mask = keys.length - 1;
        int i = (int) hash & mask;
        while (places[i] != 0) {
            if (keys[i] == hash) {
                return values.get(places[i] - 1);
            }
            i = i + 1 & mask;
        }
        V made = make.get();
        values.add(made);
        keys[i] = hash;
        places[i] = values.size();
        if (values.size() * 2 > keys.length) {
            grow();
        }
        return made;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldPlaces = places;
        keys = new long[oldKeys.length * 2];
        places = new int[keys.length];
        int mask = keys.length - 1;
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldPlaces[old] != 0) {
                int i = (int) oldKeys[old] & mask;
                while (places[i] != 0) {
                    i = i + 1 & mask;
                }
                keys[i] = oldKeys[old];
                places[i] = oldPlaces[old];
            }
        }
    }
}

package arelops.app.traffic.replay.issued;

import java.util.Arrays;
import java.util.Optional;

/// Numbers that stand for values, oldest first, each with the place that issued it if there is one. A
/// recording has so many of them that an object for each would take most of the time and memory.
final class KeyRing {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int SMALLEST = 8;
    private static final Located[] NO_PLACES = {};

    /// In a ring, from `first` on.
    private long[] keys = new long[SMALLEST];

    private long[] exchanges = {};
    private Located[] places = NO_PLACES;

    /// For each hash, by linear probing, 1 more than the index in the ring; 0 where there is none.
    private int[] table = new int[2 * SMALLEST];

    private int first;
    private int size;

    int size() {
        return size;
    }

    boolean contains(long key) {
        return table[find(key)] != 0;
    }

    /// Adds one that nobody issued, if it is not there.
    void add(long key) {
        int at = find(key);
        if (table[at] == 0) {
            append(key, at);
        }
    }

    /// Adds one, if it is not there.
    void add(long key, long exchange, Located place) {
        int at = find(key);
        if (table[at] == 0) {
            set(append(key, at), exchange, place);
        }
    }

    /// Adds one, or says anew who issued it.
    void put(long key, long exchange, Located place) {
        int at = find(key);
        set(table[at] == 0 ? append(key, at) : table[at] - 1, exchange, place);
    }

    /// Who issued a value.
    Optional<SessionMemory.Issue> issue(long key) {
        int index = table[find(key)] - 1;
        return index < 0
                ? Optional.empty()
                : Optional.of(new SessionMemory.Issue(exchanges[index], places[index].place()));
    }

    /// Forgets the oldest ones, down to so many.
    void trim(int most) {
        while (size > most) {
            removeFirst();
        }
    }

    private void set(int index, long exchange, Located place) {
        if (places.length < keys.length) {
            exchanges = new long[keys.length];
            places = Arrays.copyOf(places, keys.length);
        }
        exchanges[index] = exchange;
        places[index] = place;
    }

    private int append(long key, int at) {
        int free = at;
        if (size == keys.length) {
            grow();
            free = find(key);
        }
        int index = first + size & keys.length - 1;
        keys[index] = key;
        table[free] = index + 1;
        size++;
        return index;
    }

    private void grow() {
        int length = keys.length;
        keys = Arrays.copyOf(turned(keys), length * 2);
        if (places.length > 0) {
            exchanges = Arrays.copyOf(turned(exchanges), length * 2);
            Located[] turned = new Located[length * 2];
            System.arraycopy(places, first, turned, 0, length - first);
            System.arraycopy(places, 0, turned, length - first, first);
            places = turned;
        }
        first = 0;
        table = new int[keys.length * 2];
        for (int index = 0; index < size; index++) {
            table[find(keys[index])] = index + 1;
        }
    }

    private long[] turned(long[] ring) {
        long[] turned = new long[ring.length];
        System.arraycopy(ring, first, turned, 0, ring.length - first);
        System.arraycopy(ring, 0, turned, ring.length - first, first);
        return turned;
    }

    private void removeFirst() {
        int hole = find(keys[first]);
        int mask = table.length - 1;
        for (int at = hole + 1 & mask; table[at] != 0; at = at + 1 & mask) {
            int wanted = place(keys[table[at] - 1]);
            if ((at - wanted & mask) >= (at - hole & mask)) {
                table[hole] = table[at];
                hole = at;
            }
        }
        table[hole] = 0;
        first = first + 1 & keys.length - 1;
        size--;
    }

    /// Where a key is in the table, or the free place for it.
    private int find(long key) {
        int mask = table.length - 1;
        int at = place(key);
        while (table[at] != 0 && keys[table[at] - 1] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    private int place(long key) {
        return (int) ((key * SPREAD) >>> Integer.SIZE) & (table.length - 1);
    }
}

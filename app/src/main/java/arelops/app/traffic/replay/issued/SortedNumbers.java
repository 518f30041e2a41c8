package arelops.app.traffic.replay.issued;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Numbers that are added in any order and read by their size: parts of them are sorted in memory, and put together
/// while they are read.
final class SortedNumbers {
    private static final int PART = 256 * 1024;

    private final Numbers numbers;
    private long[] part;
    private final List<Long> starts = new ArrayList<>();
    private int size;

    SortedNumbers() {
        this(new Numbers(), PART);
    }

    /// @param part so many are sorted at a time
    SortedNumbers(Numbers numbers, int part) {
        this.numbers = numbers;
        this.part = new long[part];
    }

    void add(long number) {
        part[size++] = number;
        if (size == part.length) {
            sort();
        }
    }

    /// No more will come; to be called before they are read.
    void end() {
        sort();
        part = new long[0];
    }

    private void sort() {
        Arrays.sort(part, 0, size);
        starts.add(numbers.size());
        for (int i = 0; i < size; i++) {
            numbers.add(part[i]);
        }
        size = 0;
    }

    /// All of them, from the smallest.
    Cursor cursor() {
        return new Cursor();
    }

    /// Goes along all of them.
    final class Cursor {
        private final PriorityQueue<Numbers.Cursor> parts =
                new PriorityQueue<>(Comparator.comparingLong(Numbers.Cursor::peek));

        private Cursor() {
            for (int i = 0; i < starts.size(); i++) {
                long end = i + 1 < starts.size() ? starts.get(i + 1) : numbers.size();
                if (starts.get(i) < end) {
                    parts.add(numbers.cursor(starts.get(i), end));
                }
            }
        }

        boolean hasNext() {
            return !parts.isEmpty();
        }

        /// The next one, which stays the next one.
        long peek() {
            return parts.element().peek();
        }

        /// The next one.
        long next() {
            Numbers.Cursor first = parts.remove();
            long number = first.next();
            if (first.hasNext()) {
                parts.add(first);
            }
            return number;
        }
    }
}

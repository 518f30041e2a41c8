package arelops.app.traffic.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The connections of one loop that carry nothing, by the instance that they lead to.
final class Idle {
    private final List<Deque<Connection>> kept;
    private int size;

    Idle(int instances) {
        kept = IntStream.range(0, instances)
                .<Deque<Connection>>mapToObj(_ -> new ArrayDeque<>())
                .toList();
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// One that is not there.
    void add(Connection connection) {
        kept.get(connection.instance()).addLast(connection);
        size++;
    }

    void remove(Connection connection) {
        if (kept.get(connection.instance()).removeLastOccurrence(connection)) {
            size--;
        }
    }

    /// The one to an instance that was used last, and is still there.
    Optional<Connection> take(int instance) {
        Deque<Connection> own = kept.get(instance);
        while (!own.isEmpty()) {
            Connection connection = own.removeLast();
            size--;
            if (connection.usable()) {
                return Optional.of(connection);
            }
        }
        return Optional.empty();
    }

    /// One to whatever instance.
    Optional<Connection> takeAny() {
        for (Deque<Connection> some : kept) {
            if (!some.isEmpty()) {
                size--;
                return Optional.of(some.removeFirst());
            }
        }
        return Optional.empty();
    }
}

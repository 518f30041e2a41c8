package arelops.app.traffic.replay;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.IntStream;

/// The connections of one loop that carry nothing, by the instance that they lead to.
final class Idle {
    private final List<SequencedSet<Connection>> kept;

    Idle(int instances) {
        kept = IntStream.range(0, instances)
                .<SequencedSet<Connection>>mapToObj(_ -> new LinkedHashSet<>())
                .toList();
    }

    boolean isEmpty() {
        return kept.stream().allMatch(SequencedSet::isEmpty);
    }

    void add(Connection connection) {
        kept.get(connection.instance()).addLast(connection);
    }

    void remove(Connection connection) {
        kept.get(connection.instance()).remove(connection);
    }

    /// The one to an instance that was used last, and is still there.
    Optional<Connection> take(int instance) {
        SequencedSet<Connection> own = kept.get(instance);
        while (!own.isEmpty()) {
            Connection connection = own.removeLast();
            if (connection.usable()) {
                return Optional.of(connection);
            }
        }
        return Optional.empty();
    }

    /// One to whatever instance.
    Optional<Connection> takeAny() {
        return kept.stream()
                .filter(some -> !some.isEmpty())
                .map(SequencedSet::removeFirst)
                .findFirst();
    }
}

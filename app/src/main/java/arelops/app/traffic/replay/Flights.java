package arelops.app.traffic.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The requests of one loop that are on their way, in the order in which they were begun.
final class Flights {
    /// Those that have ended are taken out at the front, or all together when most of them have.
    private final Deque<Flight> begun = new ArrayDeque<>();

    private int underWay;

    void add(Flight flight) {
        begun.add(flight);
        underWay++;
        if (begun.size() > 2 * underWay + 64) {
            begun.removeIf(Flight::isOver);
        }
    }

    /// Ends one; whether it was under way.
    boolean end(Flight flight) {
        if (!flight.end()) {
            return false;
        }
        underWay--;
        while (!begun.isEmpty() && begun.element().isOver()) {
            begun.remove();
        }
        return true;
    }

    /// The one that was begun first.
    Optional<Flight> first() {
        return Optional.ofNullable(begun.peek());
    }

    int size() {
        return underWay;
    }

    boolean isEmpty() {
        return underWay == 0;
    }

    /// Ends all of them.
    void clear() {
        begun.forEach(Flight::end);
        begun.clear();
        underWay = 0;
    }
}

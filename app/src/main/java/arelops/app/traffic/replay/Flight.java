package arelops.app.traffic.replay;

import java.util.Optional;

/// A request on its way, until its answer has come or will not come.
final class Flight {
    private final Agenda.Turn turn;
    private final long started;
    private Optional<Connection> connection = Optional.empty();
    private boolean resent;

    Flight(Agenda.Turn turn, long started) {
        this.turn = turn;
        this.started = started;
    }

    Agenda.Turn turn() {
        return turn;
    }

    /// When it was sent, or its connection was begun, in nanoseconds since the replay began.
    long started() {
        return started;
    }

    Outgoing request() {
        return turn.planned().request();
    }

    Optional<Connection> connection() {
        return connection;
    }

    void on(Connection used) {
        connection = Optional.of(used);
    }

    /// Whether it may be sent once more; from then on it may not.
    boolean takeSecondChance() {
        if (resent || !request().repeatable()) {
            return false;
        }
        resent = true;
        return true;
    }
}

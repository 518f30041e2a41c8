package arelops.app.traffic.replay;

import arelops.app.traffic.replay.issued.Ties;
import java.util.Optional;

/// A request on its way, until its answer has come or will not come.
final class Flight {
    private final Agenda.Turn turn;
    private final long started;
    private final Outgoing request;
    private final Optional<Collected> collected;
    private final Optional<Kept> kept;
    private Optional<Connection> connection = Optional.empty();
    private boolean resent;
    private boolean over;

    /// @param witnessed whether all of the answer is to be kept
    Flight(Agenda.Turn turn, long started, Outgoing request, boolean witnessed) {
        this.turn = turn;
        this.started = started;
        this.request = request;
        Ties ties = turn.planned().ties();
        collected = ties.gives() ? Optional.of(new Collected(ties.readsBody())) : Optional.empty();
        kept = witnessed ? Optional.of(new Kept()) : Optional.empty();
    }

    Agenda.Turn turn() {
        return turn;
    }

    /// When it was sent, or its connection was begun, in nanoseconds since the replay began.
    long started() {
        return started;
    }

    Outgoing request() {
        return request;
    }

    /// Whether anything of its answer is needed, beside its status and length.
    boolean wantsAnswer() {
        return collected.isPresent() || kept.isPresent();
    }

    /// Its answer, if anything of it is needed later.
    Optional<Collected> collected() {
        return collected;
    }

    /// Its answer, if somebody wants all of it.
    Optional<Kept> kept() {
        return kept;
    }

    /// The same, once it has come.
    Optional<Received> received(int status) {
        return kept.map(answer -> answer.received(number(), request, status));
    }

    /// Of the send in its replay.
    long number() {
        return turn.planned().number();
    }

    Optional<Connection> connection() {
        return connection;
    }

    void on(Connection used) {
        connection = Optional.of(used);
    }

    /// Ends it; whether it had not ended before.
    boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }

    boolean isOver() {
        return over;
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

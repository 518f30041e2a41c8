package arelops.app.traffic.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/// What is due but has found no connection free, in its order.
///
/// While it is long nothing more is read, as all of that would have to wait behind it. What comes late for this has
/// waited for a connection as well, see [#hasWaited(Agenda.Turn)].
final class Blocked {
    /// So many are long. They should last until the reader comes back.
    static final int MANY = 8_000;

    private final Deque<Agenda.Turn> turns = new ArrayDeque<>();
    private final Backlog backlog;
    private final LongSupplier clock;
    private boolean wasLong;
    private boolean everLong;
    private long heldUntil = -1;

    /// @param backlog is told how many there are
    /// @param clock on the scale of turns
    Blocked(Backlog backlog, LongSupplier clock) {
        this.backlog = backlog;
        this.clock = clock;
    }

    boolean isEmpty() {
        return turns.isEmpty();
    }

    int size() {
        return turns.size();
    }

    Agenda.Turn first() {
        return turns.element();
    }

    void add(Agenda.Turn turn) {
        turns.add(turn);
        backlog.blocked(turns.size());
        wasLong |= turns.size() > MANY;
        everLong |= wasLong;
    }

    Agenda.Turn remove() {
        Agenda.Turn turn = turns.remove();
        backlog.blocked(turns.size());
        if (wasLong && turns.isEmpty()) {
            wasLong = false;
            heldUntil = clock.getAsLong();
        }
        return turn;
    }

    /// Whether one that comes only now would have had to wait here, had the reader not been held up by those who did.
    boolean hasWaited(Agenda.Turn turn) {
        return turn.at() <= heldUntil;
    }

    /// Whether the reader was ever held up by those who waited here.
    boolean hasHeldUp() {
        return everLong;
    }

    void clear() {
        turns.clear();
        backlog.blocked(0);
    }
}

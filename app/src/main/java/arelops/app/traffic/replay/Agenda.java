package arelops.app.traffic.replay;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/// What one loop has to send next, of all its sessions. Knows no clock: each call is told the time.
///
/// A session that is behind is remembered to the end; there are as many of them as the app made wait.
final class Agenda {
    private final Order order;
    private final Map<SessionKey, Seat> seats = new HashMap<>();
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::number));
    private long waiting;
    private long numbers;

    /// One that is to be sent now.
    ///
    /// @param at when it should be sent: its due time, or later where it waited for answers; earlier
    /// than it could be if those were late by the sender's own fault
    record Turn(Planned planned, long at) {}

    private record Entry(long at, long number, Seat seat) {}

    /// A session, and whether it has its entry: its time does not change as long as it has.
    private static final class Seat {
        private final SessionOrder session;
        private boolean listed;

        private Seat(SessionOrder session) {
            this.session = session;
        }
    }

    Agenda(Order order) {
        this.order = order;
    }

    /// One more; of its session later than all before.
    void add(Planned planned) {
        Seat seat = seats.computeIfAbsent(planned.session(), _ -> new Seat(new SessionOrder(order)));
        seat.session.add(planned);
        waiting++;
        list(seat);
    }

    /// When something can be sent next, as far as is known; nothing if all waits for answers.
    OptionalLong next() {
        Entry entry = entries.peek();
        return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.at());
    }

    /// The next one that is to be sent by now.
    Optional<Turn> poll(long now) {
        Entry entry = entries.peek();
        if (entry == null || entry.at() > now) {
            return Optional.empty();
        }
        entries.remove();
        Seat seat = entry.seat();
        seat.listed = false;
        Turn turn = seat.session.take();
        waiting--;
        list(seat);
        return Optional.of(turn);
    }

    /// One that was polled has its answer, or will have none.
    ///
    /// @param late how late it was sent by the sender's own fault
    void ended(Planned planned, long at, long late) {
        Seat seat = seats.get(planned.session());
        if (seat == null) {
            return;
        }
        seat.session.ended(planned, at, late);
        list(seat);
        if (seat.session.forgettable()) {
            seats.remove(planned.session());
        }
    }

    /// Forgets all that wait; how many they were.
    long clear() {
        long forgotten = waiting;
        waiting = 0;
        seats.clear();
        entries.clear();
        return forgotten;
    }

    /// How many wait for their time or for an answer.
    long waiting() {
        return waiting;
    }

    /// How many sessions are remembered.
    int sessions() {
        return seats.size();
    }

    private void list(Seat seat) {
        if (seat.listed) {
            return;
        }
        seat.session.times().ifPresent(times -> {
            seat.listed = true;
            entries.add(new Entry(times.possible(), numbers++, seat));
        });
    }
}

package arelops.app.traffic.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.SequencedMap;

/// What one loop has to send next, of all its sessions. Knows no clock: each call is told the time.
///
/// A session that is behind is remembered, so that it stays as far behind. Of those that have nothing to send at the
/// moment only so many are: one that is forgotten goes on by the schedule.
final class Agenda {
    private static final int MOST_QUIET = 50_000;
    private final Order order;
    private final Map<SessionKey, Seat> seats = new HashMap<>();
    /// Those that are behind and have nothing to send, the one that has been so for the longest time first.
    private final SequencedMap<SessionKey, Seat> quiet = new LinkedHashMap<>();

    private final int mostQuiet;
    private final PriorityQueue<Seat> listed = new PriorityQueue<>();
    private long waiting;
    private long numbers;

    /// One that is to be sent now.
    ///
    /// @param at when it should be sent: its due time, or later where it waited for answers; earlier
    /// than it could be if those were late by the sender's own fault
    record Turn(Planned planned, long at) {}

    /// A session, and its place among all: by time, of one time in the order in which they came. It does not change as
    /// long as it is listed.
    private static final class Seat implements Comparable<Seat> {
        private final SessionOrder session;
        private long at;
        private long number;
        private boolean listed;
        private boolean quiet;

        private Seat(SessionOrder session) {
            this.session = session;
        }

        @Override
        public int compareTo(Seat other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    Agenda(Order order) {
        this(order, MOST_QUIET);
    }

    Agenda(Order order, int mostQuiet) {
        this.order = order;
        this.mostQuiet = mostQuiet;
    }

    /// One more; of its session later than all before.
    void add(Planned planned) {
        add(planned, 0);
    }

    /// The same of one that could not be sent before a time.
    void add(Planned planned, long notBefore) {
        Seat seat = seats.computeIfAbsent(planned.session(), _ -> new Seat(new SessionOrder(order)));
        if (seat.quiet) {
            seat.quiet = false;
            quiet.remove(planned.session());
        }
        seat.session.notBefore(notBefore);
        seat.session.add(planned);
        waiting++;
        list(seat);
    }

    /// When something can be sent next, as far as is known; nothing if all waits for answers.
    OptionalLong next() {
        Seat seat = listed.peek();
        return seat == null ? OptionalLong.empty() : OptionalLong.of(seat.at);
    }

    /// The next one that is to be sent by now.
    Optional<Turn> poll(long now) {
        Seat seat = listed.peek();
        if (seat == null || seat.at > now) {
            return Optional.empty();
        }
        listed.remove();
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
        } else if (seat.session.isIdle()) {
            seat.quiet = true;
            quiet.putLast(planned.session(), seat);
            if (quiet.size() > mostQuiet) {
                seats.remove(quiet.pollFirstEntry().getKey());
            }
        }
    }

    /// Forgets all that wait; gives them back.
    List<Planned> clear() {
        List<Planned> forgotten = new ArrayList<>();
        seats.values().forEach(seat -> seat.session.clear(forgotten));
        waiting = 0;
        seats.clear();
        quiet.clear();
        listed.clear();
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
        if (seat.listed || !seat.session.plans()) {
            return;
        }
        seat.at = seat.session.possible();
        seat.number = numbers++;
        seat.listed = true;
        listed.add(seat);
    }
}

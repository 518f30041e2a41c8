package arelops.app.traffic.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The order of one session's requests: first in, first out; see [Order].
///
/// A request waits for all answers that had come before it in the recording. From the last of them it
/// keeps the think time, so a session that is behind catches up when the app answers faster than it
/// once did. Where the sender was late itself, those after count from when that answer would have
/// come without it: lateness does not add up.
final class SessionOrder {
    private final Order order;
    private final Deque<Planned> waiting = new ArrayDeque<>(2);
    private final List<Planned> open = new ArrayList<>(1);
    private final List<Answered> answered = new ArrayList<>(1);
    private long floor;
    private long ideal;
    private long possible;

    /// @param end when the answer came by the recording
    /// @param at when it came
    /// @param late how late its request was sent by the sender's own fault
    private record Answered(long end, long at, long late) {}

    SessionOrder(Order order) {
        this.order = order;
    }

    /// One more, later than all before.
    void add(Planned planned) {
        waiting.add(planned);
    }

    /// None of those to come could be sent before.
    void notBefore(long time) {
        floor = Math.max(floor, time);
    }

    /// Finds when the next one is to be sent; false while it waits for an answer, or if there is none.
    boolean plans() {
        Planned next = waiting.peek();
        if (next == null || waitsForAnswer(next)) {
            return false;
        }
        ideal = Math.max(next.due(), floor);
        long answers = 0;
        long latest = -1;
        long thought = 0;
        for (int i = 0; i < answered.size(); i++) {
            Answered before = answered.get(i);
            if (before.end() <= next.due()) {
                long came = before.at() - before.late();
                ideal = Math.max(ideal, came);
                answers = Math.max(answers, before.at());
                if (before.end() >= latest) {
                    long after = came + next.due() - before.end();
                    thought = before.end() == latest ? Math.max(thought, after) : after;
                    latest = before.end();
                }
            }
        }
        ideal = Math.max(ideal, thought);
        possible = Math.max(ideal, answers);
        return true;
    }

    /// When it can be sent: when it should be, had the sender never been late, but not before the answers that it waits
    /// for.
    long possible() {
        return possible;
    }

    /// Asked twice for each request, so without a stream or an iterator.
    private boolean waitsForAnswer(Planned next) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).end() <= next.due()) {
                return true;
            }
        }
        return false;
    }

    /// Takes the next one, whose time has come.
    Agenda.Turn take() {
        if (!plans()) {
            throw new IllegalStateException("nothing is to be sent");
        }
        floor = ideal;
        Planned taken = waiting.remove();
        if (order == Order.CAUSAL) {
            forgetBefore(taken.due());
            if (taken.end() != Planned.NEVER) {
                open.add(taken);
            }
        }
        return new Agenda.Turn(taken, floor);
    }

    /// One that was taken has its answer, or will have none.
    ///
    /// @param late how late it was sent by the sender's own fault
    void ended(Planned planned, long at, long late) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).number() == planned.number()) {
                open.remove(i);
                answered.add(new Answered(planned.end(), at, late));
                return;
            }
        }
    }

    /// Gives all that wait to a list.
    void clear(List<Planned> taken) {
        taken.addAll(waiting);
        waiting.clear();
    }

    /// Whether nothing waits, and nothing is under way.
    boolean isIdle() {
        return waiting.isEmpty() && open.isEmpty();
    }

    /// Whether a new one would do as well: nothing waits, and nothing that comes would have to.
    boolean forgettable() {
        return isIdle() && answered.stream().allMatch(one -> one.at() <= one.end());
    }

    /// Of the answers before a time only the last one matters to later requests.
    private void forgetBefore(long due) {
        if (answered.size() < 2) {
            return;
        }
        long latest = -1;
        for (Answered one : answered) {
            if (one.end() <= due) {
                latest = Math.max(latest, one.end());
            }
        }
        long kept = latest;
        answered.removeIf(one -> one.end() < kept);
    }
}

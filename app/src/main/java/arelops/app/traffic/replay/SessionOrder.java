package arelops.app.traffic.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/// The order of one session's requests: first in, first out; see [Order].
///
/// A request waits for all answers that had come before it in the recording. From the last of them it keeps
/// the think time, so a session that is behind catches up when the app answers faster than it once did.
final class SessionOrder {
    private final Order order;
    private final Deque<Planned> waiting = new ArrayDeque<>(2);
    private final List<Planned> open = new ArrayList<>(1);
    private final List<Answered> answered = new ArrayList<>(1);
    private long floor;

    /// @param end when the answer came by the recording
    /// @param at when it came
    private record Answered(long end, long at) {}

    SessionOrder(Order order) {
        this.order = order;
    }

    /// One more, later than all before.
    void add(Planned planned) {
        waiting.add(planned);
    }

    /// When the next one may be sent; nothing while it waits for an answer, or if there is none.
    OptionalLong ready() {
        Planned next = waiting.peek();
        if (next == null) {
            return OptionalLong.empty();
        }
        long ready = Math.max(next.due(), floor);
        for (Planned before : open) {
            if (before.end() <= next.due()) {
                return OptionalLong.empty();
            }
        }
        long latest = -1;
        long thought = 0;
        for (Answered before : answered) {
            if (before.end() <= next.due()) {
                ready = Math.max(ready, before.at());
                if (before.end() >= latest) {
                    long after = before.at() + next.due() - before.end();
                    thought = before.end() == latest ? Math.max(thought, after) : after;
                    latest = before.end();
                }
            }
        }
        return OptionalLong.of(Math.max(ready, thought));
    }

    /// Takes the next one, which is ready.
    Planned take() {
        floor = ready().orElseThrow();
        Planned taken = waiting.remove();
        if (order == Order.CAUSAL) {
            forgetBefore(taken.due());
            if (taken.end() != Planned.NEVER) {
                open.add(taken);
            }
        }
        return taken;
    }

    /// One that was taken has its answer, or will have none.
    void ended(Planned planned, long at) {
        if (open.removeIf(one -> one.number() == planned.number())) {
            answered.add(new Answered(planned.end(), at));
        }
    }

    /// Whether a new one would do as well: nothing waits, and nothing that comes would have to.
    boolean forgettable() {
        return waiting.isEmpty() && open.isEmpty() && answered.stream().allMatch(one -> one.at() <= one.end());
    }

    /// Of the answers before a time only the last one matters to later requests.
    private void forgetBefore(long due) {
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

package arelops.app.node;

import arelops.app.traffic.Loss;
import arelops.core.traffic.SkipRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Which requests of a slot's users are recorded: whole sessions, up to a rate.
///
/// It is asked while a user waits, so it looks a number up and no more. A session that is left out once stays left out,
/// so that none has holes. New ones are let in up to four fifths of the rate, which leaves room for what those that are
/// in ask later; only where these alone are too many is one of them left out from there on.
final class Admission {
    static final int MOST_SESSIONS = 1 << 18;
    static final String SKIPPED = "not recorded, as skip says";
    static final String LEFT_SESSIONS = "sessions left out";

    private static final int SECOND_BITS = 32;
    private static final long NANOS = 1_000_000_000L;

    private final Sampling sampling;
    private final int most;
    private final Map<Long, State> sessions = new ConcurrentHashMap<>();
    private final Map<Loss, LongAdder> lost = new ConcurrentHashMap<>();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder leftSessions = new LongAdder();
    /// The second since the start, and how many were taken in it.
    private final AtomicLong taken = new AtomicLong();

    /// What is to be recorded.
    ///
    /// @param share of the sessions, up to 1
    /// @param salt random, so that nobody can tell which visitors are taken
    /// @param rate requests a second; 0 is any
    record Sampling(double share, long salt, int rate, List<SkipRule> skip) {
        Sampling {
            skip = List.copyOf(skip);
        }
    }

    private enum State {
        TAKEN,
        OVER_RATE,
        BEHIND
    }

    Admission(Sampling sampling) {
        this(sampling, MOST_SESSIONS);
    }

    Admission(Sampling sampling, int most) {
        this.sampling = sampling;
        this.most = most;
    }

    /// Whether this request is recorded; if it should have been, its loss is counted.
    ///
    /// @param elapsed nanoseconds since the recording began
    boolean admits(String visitor, String method, String target, long elapsed) {
        long session = hash(visitor);
        if (sampling.share() < 1 && (double) (session >>> 11) * 0x1.0p-53 >= sampling.share()) {
            return false;
        }
        if (sampling.skip().stream().anyMatch(rule -> rule.matches(method, target))) {
            skipped.increment();
            return false;
        }
        State state = sessions.get(session);
        if (state == State.OVER_RATE || state == State.BEHIND) {
            count(state == State.BEHIND ? Loss.BEHIND : Loss.RATE);
            return false;
        }
        return sampling.rate() == 0 || underRate(session, state == State.TAKEN, elapsed);
    }

    private boolean underRate(long session, boolean known, long elapsed) {
        if (!known && sessions.size() >= most) {
            count(Loss.SESSIONS);
            return false;
        }
        int room = known ? sampling.rate() : Math.max(1, sampling.rate() * 4 / 5);
        if (!take(elapsed / NANOS, room)) {
            leave(session, State.OVER_RATE);
            count(Loss.RATE);
            return false;
        }
        if (!known) {
            sessions.put(session, State.TAKEN);
        }
        return true;
    }

    private boolean take(long second, int room) {
        while (true) {
            long before = taken.get();
            long now = Math.max(second, before >>> SECOND_BITS);
            long count = (before >>> SECOND_BITS) == now ? before & 0xffffffffL : 0;
            if (count >= room) {
                return false;
            }
            if (taken.compareAndSet(before, (now << SECOND_BITS) | (count + 1))) {
                return true;
            }
        }
    }

    /// A session of which something could not be taken is left out from here on.
    void leave(String visitor) {
        if (sessions.size() < most) {
            leave(hash(visitor), State.BEHIND);
        }
        count(Loss.BEHIND);
    }

    private void leave(long session, State state) {
        State before = sessions.put(session, state);
        if (before == null || before == State.TAKEN) {
            leftSessions.increment();
        }
    }

    void count(Loss loss) {
        lost.computeIfAbsent(loss, _ -> new LongAdder()).increment();
    }

    /// How many should have been recorded and were not.
    long lost() {
        return lost.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// What was left out, by reason.
    Map<String, Long> left() {
        Map<String, Long> left = new TreeMap<>();
        lost.forEach((loss, count) -> left.put(loss.words(), count.sum()));
        if (skipped.sum() > 0) {
            left.put(SKIPPED, skipped.sum());
        }
        if (leftSessions.sum() > 0) {
            left.put(LEFT_SESSIONS, leftSessions.sum());
        }
        return left;
    }

    private long hash(String visitor) {
        long mixed = sampling.salt();
        for (int i = 0; i < visitor.length(); i++) {
            mixed = (mixed ^ visitor.charAt(i)) * 0x100000001b3L;
        }
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 32);
    }
}

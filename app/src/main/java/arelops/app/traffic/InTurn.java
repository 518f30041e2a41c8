package arelops.app.traffic;

import arelops.app.fault.Fault;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Work by its name, in turn with whatever else sends recorded traffic, and how each piece of it stands.
///
/// @param <S> how one stands
public final class InTurn<S> {
    private static final int REMEMBERED = 200;

    private final Turn turn;
    private final Map<String, Run> underWay = new HashMap<>();
    private final Map<String, S> states = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, S> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// What a piece of work is: takes as long as it takes, and says how it ended.
    @FunctionalInterface
    public interface Work<S> {
        S perform() throws InterruptedException;
    }

    /// One time that a piece of work is performed: what is left of an earlier one says nothing of it.
    private static final class Run {
        private Optional<Future<?>> future = Optional.empty();
    }

    public InTurn(Turn turn) {
        this.turn = turn;
    }

    /// Performs it when its turn comes, unless one of this name is under way.
    ///
    /// @param first how it stands until it says more
    public synchronized void begin(String id, S first, Work<S> work) {
        if (underWay.containsKey(id)) {
            return;
        }
        Run run = new Run();
        states.put(id, first);
        underWay.put(id, run);
        run.future = Optional.of(turn.take(() -> perform(id, run, work)));
    }

    /// What was interrupted says nothing.
    private void perform(String id, Run run, Work<S> work) {
        Optional<S> end = Optional.empty();
        try {
            end = Optional.of(work.perform());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended(id, run, end);
        }
    }

    private synchronized void ended(String id, Run run, Optional<S> end) {
        if (underWay.remove(id, run)) {
            end.ifPresentOrElse(state -> states.put(id, state), () -> states.remove(id));
        }
    }

    /// How it stands; empty where nothing is known of it.
    public synchronized Optional<S> observe(String id) {
        return Optional.ofNullable(states.get(id));
    }

    /// It has come further: what it said before, with what it says now.
    public synchronized void told(String id, UnaryOperator<S> further) {
        if (underWay.containsKey(id)) {
            states.computeIfPresent(id, (_, state) -> further.apply(state));
        }
    }

    public synchronized Set<String> underWay() {
        return Set.copyOf(underWay.keySet());
    }

    /// Interrupts it, or forgets it where its turn has not come.
    public synchronized void cancel(String id) {
        Run run = underWay.remove(id);
        if (run != null) {
            states.remove(id);
            run.future.ifPresent(future -> future.cancel(true));
        }
    }

    /// Ends all of the turn: what is under way comes to nothing.
    public void close() {
        turn.close();
    }

    /// How work ended that broke.
    ///
    /// @param what breaks, in words
    /// @param broken what is made of the reason
    public static <S> S whole(String what, Work<S> work, Function<String, S> broken) throws InterruptedException {
        try {
            return work.perform();
        } catch (Fault e) {
            return broken.apply(e.getMessage() + " " + e.mend());
        } catch (RuntimeException e) { // what nobody thought of must not look like one that still runs
            return broken.apply(what + " broke: " + e);
        }
    }
}

package arelops.app.traffic;

import arelops.app.fault.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work by its name, in turn with whatever else sends recorded traffic, and how each piece of it stands.
///
/// @param <S> how one stands
public final class InTurn<S> {
    private static final Logger LOG = LoggerFactory.getLogger(InTurn.class);
    private static final int REMEMBERED = 200;
    private static final Duration ENDS = Duration.ofSeconds(1);

    private final Turn turn;
    private final String what;
    private final Function<String, S> broken;
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
        /// Does it.
        ///
        /// @param told is given how it stands meanwhile, from how it stood before
        S perform(Consumer<UnaryOperator<S>> told) throws InterruptedException;
    }

    /// One time that a piece of work is performed: what is left of an earlier one says nothing of it.
    private static final class Run {
        private final CountDownLatch over = new CountDownLatch(1);
        private Optional<Future<?>> future = Optional.empty();
        private boolean begun;
    }

    /// For one kind of work.
    ///
    /// @param what is performed, in words
    /// @param broken how one stands that broke, for a reason
    public InTurn(Turn turn, String what, Function<String, S> broken) {
        this.turn = turn;
        this.what = what;
        this.broken = broken;
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

    private void perform(String id, Run run, Work<S> work) {
        begins(run);
        try {
            ended(id, run, outcome(id, run, work));
        } finally {
            run.over.countDown();
        }
    }

    private synchronized void begins(Run run) {
        run.begun = true;
    }

    /// Empty for what was interrupted: it says nothing.
    @SuppressWarnings("IllegalCatch")
    private Optional<S> outcome(String id, Run run, Work<S> work) {
        try {
            return Optional.of(work.perform(further -> told(id, run, further)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (Fault e) {
            return Optional.of(broken.apply(e.getMessage() + " " + e.mend()));
        } catch (RuntimeException | Error e) { // what nobody thought of must not look like one that still runs
            LOG.error("{} broke", what, e);
            return Optional.of(broken.apply(what + " broke: " + e));
        }
    }

    private synchronized void ended(String id, Run run, Optional<S> end) {
        if (underWay.remove(id, run)) {
            end.ifPresentOrElse(state -> states.put(id, state), () -> states.remove(id));
        }
    }

    private synchronized void told(String id, Run run, UnaryOperator<S> further) {
        if (underWay.get(id) == run) {
            states.computeIfPresent(id, (_, state) -> further.apply(state));
        }
    }

    /// How it stands; empty where nothing is known of it.
    public synchronized Optional<S> observe(String id) {
        return Optional.ofNullable(states.get(id));
    }

    public synchronized Set<String> underWay() {
        return Set.copyOf(underWay.keySet());
    }

    /// Interrupts it, or forgets it where its turn has not come. Returns when nothing is sent any more, or soon.
    public void cancel(String id) {
        Optional<Run> run = removed(id);
        try {
            if (run.isPresent() && !run.get().over.await(ENDS.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} {} is ended, and has not stopped for {} ms", what, id, ENDS.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One that is to be waited for.
    private synchronized Optional<Run> removed(String id) {
        Optional<Run> run = Optional.ofNullable(underWay.remove(id));
        run.ifPresent(one -> {
            states.remove(id);
            one.future.ifPresent(future -> future.cancel(true));
        });
        return run.filter(one -> one.begun);
    }

    /// Ends all of the turn: what is under way comes to nothing.
    public void close() {
        turn.close();
    }
}

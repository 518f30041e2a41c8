package arelops.app.traffic.load;

import arelops.app.fault.Fault;
import arelops.app.traffic.Recording;
import arelops.app.traffic.Recordings;
import arelops.app.traffic.Turn;
import arelops.app.traffic.replay.Rehearsal;
import arelops.core.load.Rung;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Load tests from this process, one after the other: two at once would measure each other.
public final class LocalLoadTests implements LoadTests {
    private static final int REMEMBERED = 200;

    private final Recordings recordings;
    private final Bystanders field;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Turn turn;
    private final Map<String, LoadState> states = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LoadState> eldest) {
            return size() > REMEMBERED;
        }
    };
    private boolean rehearsed;

    /// Sends what these recordings hold; nobody is asked beside it.
    public LocalLoadTests(Recordings recordings, InstantSource clock, RandomGenerator random) {
        this(recordings, Bystanders.NOBODY, clock, random, new Turn());
    }

    /// The same in turn with others, and asks beside its steps.
    public LocalLoadTests(
            Recordings recordings, Bystanders field, InstantSource clock, RandomGenerator random, Turn turn) {
        this.recordings = recordings;
        this.field = field;
        this.clock = clock;
        this.random = random;
        this.turn = turn;
    }

    @Override
    public synchronized void start(String id, LoadOrder order) {
        switch (observe(id)) {
            case LoadState.NotKnown _, LoadState.Broken _ -> {
                states.put(id, new LoadState.Running(clock.instant(), List.of()));
                turn.take(() -> end(id, performed(id, order)));
            }
            case LoadState.Running _, LoadState.Done _ -> {}
        }
    }

    @Override
    public synchronized LoadState observe(String id) {
        LoadState state = states.get(id);
        return state == null ? new LoadState.NotKnown() : state;
    }

    private synchronized void end(String id, LoadState state) {
        states.put(id, state);
    }

    private synchronized void told(String id, Rung rung) {
        if (observe(id) instanceof LoadState.Running running) {
            states.put(
                    id,
                    new LoadState.Running(
                            running.since(),
                            Stream.concat(running.rungs().stream(), Stream.of(rung))
                                    .toList()));
        }
    }

    private LoadState performed(String id, LoadOrder order) {
        Optional<Recording> recording = recordings.newest(order.recording());
        if (recording.isEmpty()) {
            return new LoadState.Broken(nothing(order.recording()), clock.instant());
        }
        try {
            if (!rehearsed) {
                var _ = Rehearsal.perform();
                rehearsed = true;
            }
            StepWatch watch = new StepWatch(order, field, clock, _ -> {});
            return new LoadState.Done(
                    new LadderRun(order, recording.get(), random, watch).perform(rung -> told(id, rung)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new LoadState.NotKnown();
        } catch (Fault e) {
            return new LoadState.Broken(e.getMessage() + " " + e.mend(), clock.instant());
        } catch (RuntimeException e) { // what nobody thought of must not look like one that still runs
            return new LoadState.Broken("the load test broke: " + e, clock.instant());
        }
    }

    /// Why there is none to send, and how one is made.
    private String nothing(String words) {
        List<Recording> others = recordings.all().stream()
                .filter(one -> one.id().startsWith(words))
                .toList();
        if (others.isEmpty()) {
            return "there is no recording of " + words + ": arelops traffic record --env " + words
                    + ", or traffic in the config";
        }
        return "no recording of " + words + " is whole, of " + others.size()
                + ": it must have ended, with requests, and none of it refused by the leak scan. "
                + "arelops traffic show " + others.getLast().id();
    }

    @Override
    public void close() {
        turn.close();
    }
}

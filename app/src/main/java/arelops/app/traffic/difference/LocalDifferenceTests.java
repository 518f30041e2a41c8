package arelops.app.traffic.difference;

import arelops.app.fault.Fault;
import arelops.app.traffic.Beginning;
import arelops.app.traffic.OrderedExchanges;
import arelops.app.traffic.Recording;
import arelops.app.traffic.Recordings;
import arelops.app.traffic.Turn;
import arelops.app.traffic.replay.Reach;
import arelops.app.traffic.replay.ReplayPlan;
import arelops.app.traffic.replay.Share;
import arelops.app.traffic.replay.Source;
import arelops.app.traffic.replay.issued.Links;
import arelops.core.difference.DifferenceEvidence;
import arelops.core.difference.Ignored;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Compares answers from this process, in turn with whatever else sends recorded traffic.
public final class LocalDifferenceTests implements DifferenceTests {
    private static final int REMEMBERED = 200;

    /// A recording may be of a day: a release does not wait for all of it.
    /// An app that makes it take twice as long is not waited for any longer.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Recordings recordings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Turn turn;
    private final Map<String, DifferenceState> states = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DifferenceState> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// Sends what these recordings hold.
    public LocalDifferenceTests(Recordings recordings, InstantSource clock, RandomGenerator random, Turn turn) {
        this.recordings = recordings;
        this.clock = clock;
        this.random = random;
        this.turn = turn;
    }

    @Override
    public synchronized void start(String id, DifferenceOrder order) {
        switch (observe(id)) {
            case DifferenceState.NotKnown _, DifferenceState.Broken _ -> {
                states.put(id, new DifferenceState.Running(clock.instant(), 0));
                turn.take(() -> end(id, performed(id, order)));
            }
            case DifferenceState.Running _, DifferenceState.Done _ -> {}
        }
    }

    @Override
    public synchronized DifferenceState observe(String id) {
        return Optional.ofNullable(states.get(id)).orElseGet(DifferenceState.NotKnown::new);
    }

    private synchronized void end(String id, DifferenceState state) {
        states.put(id, state);
    }

    private synchronized void told(String id, long compared) {
        if (observe(id) instanceof DifferenceState.Running running) {
            states.put(id, new DifferenceState.Running(running.since(), compared));
        }
    }

    private DifferenceState performed(String id, DifferenceOrder order) {
        Optional<Recording> recording = recordings.newest(order.recording());
        if (recording.isEmpty()) {
            return new DifferenceState.Broken(
                    "there is no whole recording of " + order.recording() + ": arelops traffic record --env "
                            + order.recording() + ", or traffic in the config",
                    clock.instant());
        }
        try {
            Comparison comparison = compared(id, order, recording.get());
            return new DifferenceState.Done(
                    new DifferenceEvidence(recording.get().id(), comparison.requests(), comparison.report()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new DifferenceState.NotKnown();
        } catch (Fault e) {
            return new DifferenceState.Broken(e.getMessage() + " " + e.mend(), clock.instant());
        } catch (RuntimeException e) { // what nobody thought of must not look like one that still runs
            return new DifferenceState.Broken("comparing the answers broke: " + e, clock.instant());
        }
    }

    private Comparison compared(String id, DifferenceOrder order, Recording recording) throws InterruptedException {
        ReplayPlan plan = ReplayPlan.of(order.targets().stable(), "diff-" + Long.toHexString(random.nextLong()))
                .with(Reach.standard().within(LONGEST.multipliedBy(2)));
        Links links;
        try (OrderedExchanges all = OrderedExchanges.of(recording)) {
            links = Source.links(new Beginning(all, LONGEST), plan.fence(), Share.all());
        }
        return new DifferenceRun(
                        recording, order.targets(), plan, Ignored.standard().and(order.ignore()), random.nextLong())
                .perform(links, LONGEST, compared -> told(id, compared));
    }

    @Override
    public void close() {
        turn.close();
    }
}

package arelops.app.traffic.difference;

import arelops.app.traffic.Beginning;
import arelops.app.traffic.InTurn;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// Compares answers from this process, in turn with whatever else sends recorded traffic.
public final class LocalDifferenceTests implements DifferenceTests {
    /// A recording may be of a day: a release does not wait for all of it.
    /// An app that makes it take twice as long is not waited for any longer.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Recordings recordings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final InTurn<DifferenceState> tests;

    /// Sends what these recordings hold.
    public LocalDifferenceTests(Recordings recordings, InstantSource clock, RandomGenerator random, Turn turn) {
        this.recordings = recordings;
        this.clock = clock;
        this.random = random;
        this.tests = new InTurn<>(turn, "comparing the answers", this::broken);
    }

    @Override
    public void start(String id, DifferenceOrder order) {
        switch (observe(id)) {
            case DifferenceState.NotKnown _, DifferenceState.Broken _ ->
                tests.begin(id, new DifferenceState.Running(clock.instant(), 0), told -> performed(told, order));
            case DifferenceState.Running _, DifferenceState.Done _ -> {}
        }
    }

    @Override
    public DifferenceState observe(String id) {
        return tests.observe(id).orElseGet(DifferenceState.NotKnown::new);
    }

    @Override
    public Set<String> underWay() {
        return tests.underWay();
    }

    @Override
    public void cancel(String id) {
        tests.cancel(id);
    }

    private static void told(Consumer<UnaryOperator<DifferenceState>> told, long compared) {
        told.accept(state -> state instanceof DifferenceState.Running running
                ? new DifferenceState.Running(running.since(), compared)
                : state);
    }

    private DifferenceState performed(Consumer<UnaryOperator<DifferenceState>> told, DifferenceOrder order)
            throws InterruptedException {
        Optional<Recording> recording = recordings.newest(order.recording());
        if (recording.isEmpty()) {
            return broken("there is no whole recording of " + order.recording() + ": arelops traffic record --env "
                    + order.recording() + ", or traffic in the config");
        }
        Comparison comparison = compared(told, order, recording.get());
        return new DifferenceState.Done(
                new DifferenceEvidence(recording.get().id(), comparison.requests(), comparison.report()));
    }

    private DifferenceState broken(String because) {
        return new DifferenceState.Broken(because, clock.instant());
    }

    private Comparison compared(
            Consumer<UnaryOperator<DifferenceState>> told, DifferenceOrder order, Recording recording)
            throws InterruptedException {
        ReplayPlan plan = ReplayPlan.of(order.targets().stable(), "diff-" + Long.toHexString(random.nextLong()))
                .with(Reach.standard().within(LONGEST.multipliedBy(2)));
        Links links;
        try (OrderedExchanges all = OrderedExchanges.of(recording)) {
            links = Source.links(new Beginning(all, LONGEST), plan.fence(), Share.all());
        }
        return new DifferenceRun(
                        recording, order.targets(), plan, Ignored.standard().and(order.ignore()), random.nextLong())
                .perform(links, LONGEST, compared -> told(told, compared));
    }

    @Override
    public void close() {
        tests.close();
    }
}

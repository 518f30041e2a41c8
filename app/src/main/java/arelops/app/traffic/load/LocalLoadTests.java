package arelops.app.traffic.load;

import arelops.app.traffic.InTurn;
import arelops.app.traffic.Recording;
import arelops.app.traffic.Recordings;
import arelops.app.traffic.Turn;
import arelops.app.traffic.replay.Rehearsal;
import arelops.core.load.Rung;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Load tests from this process, one after the other: two at once would measure each other.
public final class LocalLoadTests implements LoadTests {
    private final Recordings recordings;
    private final Bystanders field;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final InTurn<LoadState> tests;
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
        this.tests = new InTurn<>(turn, "the load test", this::broken);
    }

    @Override
    public void start(String id, LoadOrder order) {
        switch (observe(id)) {
            case LoadState.NotKnown _, LoadState.Broken _ ->
                tests.begin(id, new LoadState.Running(clock.instant(), List.of()), told -> performed(told, order));
            case LoadState.Running _, LoadState.Done _ -> {}
        }
    }

    @Override
    public LoadState observe(String id) {
        return tests.observe(id).orElseGet(LoadState.NotKnown::new);
    }

    @Override
    public Set<String> underWay() {
        return tests.underWay();
    }

    @Override
    public void cancel(String id) {
        tests.cancel(id);
    }

    private static void told(Consumer<UnaryOperator<LoadState>> told, Rung rung) {
        told.accept(state -> state instanceof LoadState.Running(Instant since, List<Rung> rungs)
                ? new LoadState.Running(
                        since, Stream.concat(rungs.stream(), Stream.of(rung)).toList())
                : state);
    }

    private LoadState performed(Consumer<UnaryOperator<LoadState>> told, LoadOrder order) throws InterruptedException {
        Optional<Recording> recording = recordings.newest(order.recording());
        if (recording.isEmpty()) {
            return broken(nothing(order.recording()));
        }
        if (!rehearsed) {
            var _ = Rehearsal.perform();
            rehearsed = true;
        }
        StepWatch watch = new StepWatch(order, field, clock, _ -> {});
        return new LoadState.Done(
                new LadderRun(order, recording.get(), random, watch).perform(rung -> told(told, rung)));
    }

    private LoadState broken(String because) {
        return new LoadState.Broken(because, clock.instant());
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
        tests.close();
    }
}

package arelops.app.traffic.validate;

import arelops.app.traffic.InTurn;
import arelops.app.traffic.Recording;
import arelops.app.traffic.Recordings;
import arelops.app.traffic.Turn;
import arelops.app.traffic.replay.Fence;
import arelops.app.traffic.replay.Limits;
import arelops.app.traffic.replay.Multiplier;
import arelops.app.traffic.replay.Rehearsal;
import arelops.core.alarm.AlarmReport;
import arelops.core.alarm.AlarmRun;
import arelops.core.alarm.AlarmTrial;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Tries alarms from this process.
public final class LocalAlarmTests implements AlarmTests {
    private static final int NAME_BYTES = 16;

    /// Some tenth of a window, where an alarm has three of them.
    private static final int LATE_PART = 30;

    private static final Duration LATEST = Duration.ofSeconds(1);
    private static final double STRETCH = 1.05;

    /// An alert may take so long until it is over.
    private static final Duration QUIET = Duration.ofMinutes(10);

    private final Recordings recordings;
    private final Place place;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final InTurn<AlarmState> tests;
    private boolean rehearsed;

    /// Sends what these recordings hold to that place.
    public LocalAlarmTests(Recordings recordings, Place place, InstantSource clock, RandomGenerator random, Turn turn) {
        this.recordings = recordings;
        this.place = place;
        this.clock = clock;
        this.random = random;
        this.tests = new InTurn<>(turn, "trying the alarms", this::broken);
    }

    @Override
    public void start(String id, AlarmOrder order) {
        switch (observe(id)) {
            case AlarmState.NotKnown _, AlarmState.Broken _ ->
                tests.begin(
                        id,
                        new AlarmState.Running(clock.instant(), List.of(), "waiting for its turn"),
                        told -> performed(told, order));
            case AlarmState.Running _, AlarmState.Done _ -> {}
        }
    }

    @Override
    public AlarmState observe(String id) {
        return tests.observe(id).orElseGet(AlarmState.NotKnown::new);
    }

    @Override
    public Set<String> underWay() {
        return tests.underWay();
    }

    @Override
    public void cancel(String id) {
        tests.cancel(id);
    }

    private static void told(Consumer<UnaryOperator<AlarmState>> told, List<AlarmRun> more, String now) {
        told.accept(state -> state instanceof AlarmState.Running running
                ? new AlarmState.Running(
                        running.since(),
                        Stream.concat(running.runs().stream(), more.stream()).toList(),
                        now)
                : state);
    }

    private AlarmState performed(Consumer<UnaryOperator<AlarmState>> told, AlarmOrder order)
            throws InterruptedException {
        Optional<Recording> recording = recordings.newest(order.recording());
        if (recording.isEmpty()) {
            return broken("there is no recording of " + order.recording() + ": arelops traffic record --env "
                    + order.recording());
        }
        if (!rehearsed) {
            var _ = Rehearsal.perform();
            rehearsed = true;
        }
        return new AlarmState.Done(report(told, order, recording.get()));
    }

    private AlarmState broken(String because) {
        return new AlarmState.Broken(because, clock.instant());
    }

    private AlarmReport report(Consumer<UnaryOperator<AlarmState>> told, AlarmOrder order, Recording recording)
            throws InterruptedException {
        Validator validator =
                new Validator(place, clock, this::elapse, this::name, line -> told(told, List.of(), line));
        AlarmPlan.Sending sending = sending(order, recording);
        List<AlarmRun> done = new ArrayList<>();
        Instant since = Instant.EPOCH;
        while (true) {
            switch (order.trial().next(done)) {
                case AlarmTrial.Next.Take(AlarmTrial.Step step) -> {
                    List<AlarmRun> runs = validator
                            .perform(plan(order, sending, List.of(planned(step))), since)
                            .validation()
                            .runs();
                    done.addAll(runs);
                    told(told, runs, "");
                    since = clock.instant();
                }
                case AlarmTrial.Next.Over(List<AlarmRun> runs) -> {
                    Optional<String> unrest = validator.unrest(plan(order, sending, List.of()), since);
                    return new AlarmReport(recording.id(), order.within(), runs, done.size(), unrest);
                }
            }
        }
    }

    private static AlarmPlan.Planned planned(AlarmTrial.Step step) {
        return new AlarmPlan.Planned(step.fault(), step.expected());
    }

    private static AlarmPlan plan(AlarmOrder order, AlarmPlan.Sending sending, List<AlarmPlan.Planned> runs) {
        return new AlarmPlan(
                order.slot(),
                Optional.of(order.deployment()),
                runs,
                order.watched(),
                new AlarmPlan.Patience(order.within(), QUIET),
                sending);
    }

    private static AlarmPlan.Sending sending(AlarmOrder order, Recording recording) {
        Fence fence = Fence.standard();
        return new AlarmPlan.Sending(
                recording,
                Multiplier.none(),
                fence,
                limits(order.within()),
                AlarmPlan.Sending.links(recording, fence, order.within()));
    }

    /// The router measures, so that a sender that is a little late changes nothing that an alarm is told by; its
    /// requests must come in the window that they belong to.
    private static Limits limits(Duration within) {
        Limits standard = Limits.standard();
        Duration part = within.dividedBy(LATE_PART);
        Duration late = part.compareTo(LATEST) > 0 ? LATEST : part;
        return new Limits(
                longer(standard.lateness(), late), STRETCH, standard.blocked(), longer(standard.stopped(), late));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private boolean elapse(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String name() {
        byte[] name = new byte[NAME_BYTES];
        random.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    @Override
    public void close() {
        tests.close();
    }
}

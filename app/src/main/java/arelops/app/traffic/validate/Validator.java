package arelops.app.traffic.validate;

import arelops.app.deploy.Reply;
import arelops.app.deploy.wire.FaultAnswer;
import arelops.app.deploy.wire.FaultCommand;
import arelops.app.deploy.wire.FaultEnd;
import arelops.app.traffic.replay.Order;
import arelops.app.traffic.replay.Reach;
import arelops.app.traffic.replay.Replay;
import arelops.app.traffic.replay.ReplayPlan;
import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.Share;
import arelops.app.traffic.replay.Source;
import arelops.app.traffic.replay.Verdict;
import arelops.core.alarm.Alarm;
import arelops.core.alarm.AlarmRun;
import arelops.core.alarm.Heard;
import arelops.core.alarm.InjectedFault;
import arelops.core.alarm.Validation;
import arelops.core.policy.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Performs the runs of a plan, one after another, each once the alarms are quiet.
public final class Validator {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SLACK = Duration.ofMinutes(1);
    private static final int CONNECTIONS = 1_000;

    private final Place place;
    private final InstantSource clock;
    private final Predicate<Duration> pause;
    private final Supplier<String> names;
    private final Told told;

    /// Who hears of its steps.
    @FunctionalInterface
    public interface Told {
        /// A step begins.
        void says(String step);

        /// A replay has begun, and takes so long at most.
        default void begins(String name, Replay replay, Duration longest) {}
    }

    /// A run as it was performed.
    ///
    /// @param replay empty where nothing was sent
    /// @param requests of the replay that came to the router
    /// @param harmed those of them that met the fault
    public record Performed(AlarmRun run, Optional<ReplayReport> replay, long requests, long harmed) {}

    /// All of it.
    public record Report(Validation validation, List<Performed> runs) {
        /// Copies.
        public Report {
            runs = List.copyOf(runs);
        }
    }

    /// @param pause waits; false when there is nothing more to wait for
    /// @param names gives each replay a name that nobody can guess
    /// @param told hears of each step
    public Validator(Place place, InstantSource clock, Predicate<Duration> pause, Supplier<String> names, Told told) {
        this.place = place;
        this.clock = clock;
        this.pause = pause;
        this.names = names;
        this.told = told;
    }

    /// Takes as long as the plan says, or longer where alarms are late.
    public Report perform(AlarmPlan plan) throws InterruptedException {
        return perform(plan, Instant.EPOCH);
    }

    /// Why it does not become quiet from then on, in the time that the plan gives it; empty if it does.
    Optional<String> unrest(AlarmPlan plan, Instant since) throws InterruptedException {
        Place.Serving serving = place.serving(plan.slot(), plan.deployment());
        return quiet(plan, new Ears(place, plan.slot(), plan.watched(), serving), since, "the end");
    }

    /// The same, after another plan that ended then.
    Report perform(AlarmPlan plan, Instant before) throws InterruptedException {
        Place.Serving serving = place.serving(plan.slot(), plan.deployment());
        Ears ears = new Ears(place, plan.slot(), plan.watched(), serving);
        List<Performed> all = new ArrayList<>();
        Instant since = before;
        for (AlarmPlan.Planned planned : plan.runs()) {
            Optional<String> unrest = quiet(plan, ears, since, name(planned));
            all.add(
                    unrest.isPresent()
                            ? notPerformed(plan, planned, unrest.get())
                            : new Performance(plan, planned, serving, ears).perform());
            since = clock.instant();
        }
        return new Report(Validation.of(all.stream().map(Performed::run).toList()), all);
    }

    private static String name(AlarmPlan.Planned planned) {
        return planned.fault().map(InjectedFault::toString).orElse("clean");
    }

    /// Waits until no alarm fires; why one still does, if so.
    private Optional<String> quiet(AlarmPlan plan, Ears ears, Instant since, String next) throws InterruptedException {
        Instant end = clock.instant().plus(plan.patience().quiet());
        ears.look(clock.instant());
        Optional<String> unrest = ears.unrest(since);
        unrest.ifPresent(why -> told.says("waiting until it is quiet, before " + next + ": " + why));
        while (unrest.isPresent() && clock.instant().isBefore(end)) {
            sleep(ears);
            ears.look(clock.instant());
            unrest = ears.unrest(since);
        }
        return unrest;
    }

    private void sleep(Ears ears) throws InterruptedException {
        Duration part = ears.window().dividedBy(4);
        if (!pause.test(part.compareTo(LOOK) < 0 ? part : LOOK)) {
            throw new InterruptedException();
        }
    }

    private Performed notPerformed(AlarmPlan plan, AlarmPlan.Planned planned, String unrest) {
        String doubt = "nothing was sent, as it was not quiet within "
                + DurationText.write(plan.patience().quiet()) + ": " + unrest;
        AlarmRun run = new AlarmRun(
                planned.fault(),
                planned.expected(),
                new AlarmRun.Time(clock.instant(), plan.patience().within()),
                new TreeMap<>(),
                Optional.empty(),
                List.of(doubt));
        return new Performed(run, Optional.empty(), 0, 0);
    }

    /// One run.
    private final class Performance {
        private final AlarmPlan plan;
        private final AlarmPlan.Planned planned;
        private final Place.Serving serving;
        private final Ears ears;
        private final String name = names.get();
        private final AtomicBoolean enough = new AtomicBoolean();

        Performance(AlarmPlan plan, AlarmPlan.Planned planned, Place.Serving serving, Ears ears) {
            this.plan = plan;
            this.planned = planned;
            this.serving = serving;
            this.ears = ears;
        }

        private Duration longest() {
            Duration within = plan.patience().within();
            return planned.expected().isEmpty() ? within : AlarmPlan.longest(within);
        }

        private Duration patience() {
            return planned.fault()
                    .filter(InjectedFault.Latency.class::isInstance)
                    .map(fault -> PATIENCE.plus(((InjectedFault.Latency) fault).by()))
                    .orElse(PATIENCE);
        }

        Performed perform() throws InterruptedException {
            told.says(name(planned) + ": sending for "
                    + DurationText.write(plan.patience().within())
                    + (planned.expected().isEmpty() ? ", no alarm is expected" : ", expecting " + planned.expected()));
            Duration length = longest().plus(patience()).plus(SLACK);
            Place.allowed(
                    place.faults()
                            .begin(new FaultCommand(
                                    plan.slot(),
                                    name,
                                    length,
                                    planned.fault().stream().toList())),
                    plan.slot());
            Reply<FaultAnswer> ended;
            Instant began;
            Instant until;
            ReplayReport report;
            try (Laps laps = new Laps(plan.sending()::lap, longest(), enough::get);
                    Replay replay = Replay.start(replayPlan(), plan.sending().limits(), source(laps))) {
                began = clock.instant().plusNanos(Math.max(0, replay.begins() - System.nanoTime()));
                told.begins(name(planned), replay, longest());
                ears.begin(began);
                listen(replay, began);
                report = replay.await();
                until = clock.instant();
            } finally {
                ended = ended();
            }
            settle(until);
            return performed(report, ended, began, until);
        }

        /// Also where somebody interrupts this: a fault that is left would meet nobody, and keep a place for an hour.
        private Reply<FaultAnswer> ended() {
            boolean interrupted = Thread.interrupted();
            try {
                return place.faults().end(new FaultEnd(plan.slot(), name));
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private Source source(Laps laps) {
            return new Source(laps, plan.sending().links(), Share.all());
        }

        private ReplayPlan replayPlan() {
            AlarmPlan.Sending sending = plan.sending();
            return new ReplayPlan(
                    serving.address(),
                    name,
                    sending.multiplier(),
                    Order.CAUSAL,
                    new Reach(1, CONNECTIONS, patience()).within(longest()),
                    sending.fence());
        }

        private void listen(Replay replay, Instant began) throws InterruptedException {
            while (!replay.ended()) {
                Instant now = clock.instant();
                ears.look(now);
                if (!now.isBefore(began.plus(plan.patience().within())) && allFired(ears.heard(began, now))) {
                    enough.set(true);
                }
                sleep(ears);
            }
        }

        private boolean allFired(Map<Alarm, Heard> heard) {
            return planned.expected().stream().allMatch(alarm -> heard.get(alarm) instanceof Heard.Fired);
        }

        /// Until the windows of the whole replay have been read.
        private void settle(Instant until) throws InterruptedException {
            Instant end = until.plus(serving.window().multipliedBy(2)).plus(PATIENCE);
            ears.look(clock.instant());
            while (!ears.hasAllUntil(until) && clock.instant().isBefore(end)) {
                sleep(ears);
                ears.look(clock.instant());
            }
        }

        private Performed performed(ReplayReport report, Reply<FaultAnswer> ended, Instant began, Instant until) {
            List<String> doubts = new ArrayList<>();
            if (report.verdict() instanceof Verdict.Invalid(List<String> reasons)) {
                reasons.forEach(reason -> doubts.add("the sender did not keep to the schedule: " + reason));
            }
            long requests = 0;
            long harmed = 0;
            switch (ended) {
                case Reply.Unknown<FaultAnswer>(String because) -> doubts.add(because);
                case Reply.Known<FaultAnswer>(FaultAnswer answer) -> {
                    requests = answer.requests();
                    harmed = answer.harmed();
                    count(answer).ifPresent(doubts::add);
                }
            }
            if (!place.serving(plan.slot(), plan.deployment()).equals(serving)) {
                doubts.add("something else serves " + plan.slot() + " now");
            }
            SortedMap<Alarm, Heard> heard = ears.heard(began, until);
            AlarmRun run = new AlarmRun(
                    planned.fault(),
                    planned.expected(),
                    new AlarmRun.Time(began, plan.patience().within()),
                    heard,
                    ears.unheard(),
                    doubts);
            return new Performed(run, Optional.of(report), requests, harmed);
        }

        private Optional<String> count(FaultAnswer answer) {
            if (!answer.because().isEmpty()) {
                return Optional.of(answer.because());
            }
            if (answer.requests() == 0) {
                return Optional.of("no request of the replay came to the router");
            }
            return planned.fault().isPresent() && answer.harmed() == 0
                    ? Optional.of("no request of the replay met the fault")
                    : Optional.empty();
        }
    }
}

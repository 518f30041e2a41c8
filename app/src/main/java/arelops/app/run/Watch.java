package arelops.app.run;

import arelops.app.run.Attempt.Stop;
import arelops.app.run.Attempt.StopReason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The watch over one attempt of a job: whether its wrapper took it, which limits it is beyond, and how it ended.
///
/// What it remembers between two looks, a new runner finds out again.
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final double SECONDS_TO_TAKE_ATTEMPT = 30;
    /// To look through all processes of a machine costs time, and a runner is asked several times in each look.
    private static final double SECONDS_BETWEEN_COUNTS = 0.2;

    private final Attempt attempt;
    private final JobSpec spec;
    private final Means means;
    private Optional<Stop> stop = Optional.empty();
    private Set<Processes.Seen> known = Set.of();
    private Instant since;
    private double takenBy;
    private double counted = Double.NEGATIVE_INFINITY;
    private boolean asking;

    Watch(Attempt attempt, JobSpec spec, Means means) {
        this.attempt = attempt;
        this.spec = spec;
        this.means = means;
        this.since = means.clock().instant();
    }

    /// What a look finds.
    sealed interface Finding {
        record Goes(JobState.Phase phase) implements Finding {}

        record Ended(Intake.Over over) implements Finding {}

        /// Its process is gone without an exit code.
        record Lost() implements Finding {}

        /// It is gone, and the disk is full: that is why.
        record NoRoom(JobState.Broken because) implements Finding {}
    }

    Attempt attempt() {
        return attempt;
    }

    /// Since when it runs; before its command started, since it was begun.
    Instant since() {
        return since;
    }

    boolean isStopped() {
        return stop.isPresent();
    }

    /// Its wrapper is started now, and must take it soon.
    void begins() throws IOException {
        takenBy = Processes.uptime() + SECONDS_TO_TAKE_ATTEMPT;
    }

    void cancel() throws IOException {
        if (stop.isEmpty()) {
            var cancelled = new Stop(StopReason.CANCELLED, Processes.uptime());
            stop = Optional.of(cancelled);
            attempt.stop(cancelled);
        }
    }

    /// Takes notice of what happened, and enforces the limits.
    Finding look() throws IOException {
        var taken = attempt.taken();
        if (taken.isEmpty()) {
            if (stop.isEmpty() && Processes.uptime() < takenBy) {
                return new Finding.Goes(JobState.Phase.PREPARING);
            }
            attempt.giveUp();
            taken = attempt.taken();
        }
        return switch (taken.orElseThrow()) {
            case Attempt.Taken.By(var wrapper) -> look(wrapper);
            case Attempt.Taken.GivenUp _ ->
                stop.isPresent()
                        ? new Finding.Ended(new Intake.Over(attempt, Optional.empty(), stop, Duration.ZERO))
                        : new Finding.Lost();
        };
    }

    private Finding look(Processes.Seen wrapper) throws IOException {
        boolean alive = Processes.find(wrapper.pid()).filter(wrapper::same).isPresent();
        var exit = attempt.exit(); // read after the look at the wrapper, which writes it before it ends
        double now = Processes.uptime();
        since = means.clock().instant().minus(attempt.lasted(wrapper, now));
        boolean runs = stop.isEmpty() && exit.isEmpty() && alive;
        if (runs && now - counted < SECONDS_BETWEEN_COUNTS) {
            return new Finding.Goes(JobState.Phase.COMMAND);
        }
        counted = now;
        var family = Family.of(attempt, wrapper, known);
        known = family.members();
        if (stop.isEmpty()) {
            stop = attempt.stopped();
        }
        if (stop.isEmpty() && exit.isEmpty() && alive) {
            var reason = beyond(family, now);
            if (reason.isEmpty()) {
                return new Finding.Goes(JobState.Phase.COMMAND);
            }
            stop(new Stop(reason.get(), now));
        }
        if (!family.members().isEmpty()) {
            family.end(stop, exit, now, asking);
            asking = true;
            return new Finding.Goes(JobState.Phase.COMMAND);
        }
        if (exit.isPresent() || stop.isPresent()) {
            double until = exit.map(Attempt.Exit::uptime).orElse(now);
            return new Finding.Ended(new Intake.Over(attempt, exit, stop, attempt.lasted(wrapper, until)));
        }
        return Preparation.diskFull(means).<Finding>map(Finding.NoRoom::new).orElseGet(Finding.Lost::new);
    }

    private Optional<StopReason> beyond(Family family, double now) throws IOException {
        var beyond = family.beyond(spec.limits(), now);
        return beyond.isPresent() ? beyond : Preparation.diskFull(means).map(_ -> StopReason.DISK_FULL);
    }

    /// A stop that cannot be written, on a full disk, is found necessary again after a crash.
    private void stop(Stop why) {
        LOG.info("job {} is stopped: {}", spec.id(), why.reason());
        stop = Optional.of(why);
        try {
            attempt.stop(why);
        } catch (IOException e) {
            LOG.warn("the stop of job {} could not be written down: {}", spec.id(), e.toString());
        }
    }
}
